"""What the list of runs shows before there is any."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled
from ipclip_app.gui.theme import Theme

_ICON_SIZE = 48


class NoRuns(QFrame):
    """Says that there are no runs and how to get one.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "card")
        self._icon = QLabel()
        self.title = labelled(self.tr("No runs yet"), "heading")
        self.text = labelled(
            self.tr("Every protection that you train is kept here, so that you can look at it again or go on with it."),
            "muted",
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(1)
        for label in (self._icon, self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(2)
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self._icon.setPixmap(line_icon("protect", self._theme.colours.muted).pixmap(_ICON_SIZE, _ICON_SIZE))
