"""The first start's offer: the sample images with one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled
from ipclip_app.gui.theme import Theme

_ICON = 32


class SampleCard(QFrame):
    """Offers the sample project.

    Args:
        theme: Colours.
    """

    wanted = Signal()
    dismissed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon = QLabel()
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Sample project"))
        self.try_button = QPushButton(self.tr("Tr&y it with the sample images"))
        self.try_button.setProperty("role", "primary")
        self.try_button.clicked.connect(self.wanted)
        self.dismiss_button = QPushButton(self.tr("Not now"))
        self.dismiss_button.setProperty("role", "quiet")
        self.dismiss_button.setAccessibleName(self.tr("Hide the sample project"))
        self.dismiss_button.clicked.connect(self.dismissed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(labelled(self.tr("New here?"), "heading"))
        sentence = self.tr("See the whole way in a few minutes: photos are authorized, pencil sketches are not.")
        words.addWidget(labelled(sentence, "muted"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(words, 1)
        layout.addWidget(self.try_button)
        layout.insertWidget(
            layout.count() - 1, self.dismiss_button
        )  # stands before, yet the keyboard comes to it later
        theme.changed.connect(self._paint_icon)
        self._paint_icon()

    def _paint_icon(self) -> None:
        self._icon.setPixmap(line_icon("sparkle", self._theme.colours.accent).pixmap(_ICON, _ICON))
