"""What is seen before a bundle is opened: where to drop one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled
from ipclip_app.gui.theme import Theme

_ICON_SIZE = 44


class OpenPrompt(QFrame):
    """A large place to drop a bundle.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "drop")
        self.setAccessibleName(self.tr("No bundle is open"))
        self._icon = QLabel()
        self.title = labelled(self.tr("Drop a bundle here"), "heading")
        self.hint = labelled(
            self.tr("A file that ends in .ipclip: see who made it for whom, until when, and whether it was altered."),
            "muted",
        )
        self.open_button = QPushButton(self.tr("&Open a bundle…"))
        self.open_button.setProperty("role", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addStretch(2)
        for label in (self._icon, self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self._icon.setPixmap(line_icon("bundles", self._theme.colours.accent).pixmap(_ICON_SIZE, _ICON_SIZE))
