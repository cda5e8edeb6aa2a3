"""What the list of exports shows before there is any."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled
from ipclip_app.gui.theme import Theme

_ICON_SIZE = 44


class NoExports(QFrame):
    """Says that nothing was exported yet, and what a bundle is for.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "card")
        self._icon = QLabel()
        title = labelled(self.tr("Nothing exported yet"), "heading")
        words = self.tr(
            "A bundle lets a licensee use the protected model of a run until the day that you choose. What you export "
            "is listed here, so that you know who has what and can renew it."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addStretch(2)
        for label in (self._icon, title, labelled(words, "muted")):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(3)
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self._icon.setPixmap(line_icon("bundles", self._theme.colours.muted).pixmap(_ICON_SIZE, _ICON_SIZE))
