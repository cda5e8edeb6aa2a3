"""What a list shows before there is anything in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled
from ipclip_app.gui.theme import Theme

_ICON_SIZE = 48
_MARGIN = 24


class EmptyCard(QFrame):
    """An icon, that nothing is there, and how that changes.

    Args:
        theme: Colours.
        icon: Name of the icon.
        title: That nothing is there.
        words: What will be, and how it gets there.
    """

    def __init__(self, theme: Theme, icon: str, title: str, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = icon
        self.setProperty("role", "card")
        self._icon = QLabel()
        self.title = labelled(title, "heading")
        self.text = labelled(words, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(12)
        layout.addStretch(2)
        for label in (self._icon, self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(3)
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self._icon.setPixmap(line_icon(self._name, self._theme.colours.muted).pixmap(_ICON_SIZE, _ICON_SIZE))
