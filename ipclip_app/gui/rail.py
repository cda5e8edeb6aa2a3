"""The navigation at the left: one button a page, reachable with the arrow keys and Ctrl+digit."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.theme import Theme

_NARROWEST = 104
_PADDING = 16
_MARGIN = 8
_ICON = QSize(26, 26)


class NavigationRail(QFrame):
    """Buttons of the pages.

    Args:
        theme: Colours.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icons: list[str] = []
        self._above = 0
        self.setProperty("role", "rail")
        self.setAccessibleName(self.tr("Pages"))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self.chosen)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        self._layout.setSpacing(6)
        self._layout.addStretch(1)
        theme.changed.connect(self._paint_icons)

    def add(self, icon: str, title: str, *, last: bool = False) -> QToolButton:
        """Add a page's button; the `last` ones stand at the bottom."""
        button = QToolButton()
        button.setProperty("role", "rail")
        button.setText(title)
        button.setAccessibleName(title)
        button.setCheckable(True)
        button.setIconSize(_ICON)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        index = len(self._icons)
        self._icons.append(icon)
        self._group.addButton(button, index)
        self._layout.insertWidget(self._layout.count() if last else self._above, button)
        self._above += not last
        shortcut = QShortcut(QKeySequence(f"Ctrl+{index + 1}"), self)
        shortcut.activated.connect(button.click)
        button.setToolTip(f"{title} (Ctrl+{index + 1})")
        self._paint_icons()
        self._fit()
        return button

    def select(self, index: int) -> None:
        """Mark a page as the one in front."""
        self._group.button(index).setChecked(True)

    def buttons(self) -> list[QToolButton]:
        """The buttons in the order of the pages."""
        return [button for button in self._group.buttons() if isinstance(button, QToolButton)]

    def _fit(self) -> None:
        """As wide as the longest title of the language, which is bold while its page is in front."""
        widest = _NARROWEST - 2 * _MARGIN
        for button in self.buttons():
            button.ensurePolished()
            font = button.font()
            font.setWeight(QFont.Weight.DemiBold)
            widest = max(widest, QFontMetrics(font).horizontalAdvance(button.text()) + _PADDING)
        for button in self.buttons():
            button.setFixedWidth(widest)
        self.setFixedWidth(widest + 2 * _MARGIN)

    def _paint_icons(self) -> None:
        colours = self._theme.colours
        for button, name in zip(self.buttons(), self._icons, strict=True):
            button.setIcon(line_icon(name, colours.muted, colours.accent))
