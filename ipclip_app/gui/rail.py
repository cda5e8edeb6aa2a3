"""The navigation at the left: one button a page, reachable with the arrow keys and Ctrl+digit."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.theme import Theme

_NARROWEST = 104
_PADDING = 16
_MARGIN = 8
_ICON = QSize(26, 26)
_ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


class _PageButton(QToolButton):
    """Knows whether the arrow keys lead past it to another button, which they press."""

    is_passed = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        self.is_passed = event.key() in _ARROWS
        super().keyPressEvent(event)
        self.is_passed = False


class NavigationRail(QFrame):
    """Buttons of the pages.

    `chosen` carries the page to show, `entered` the one to go on in: not while the arrow keys walk along the buttons.

    Args:
        theme: Colours.
    """

    chosen = Signal(int)
    entered = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icons: list[str] = []
        self._above = 0
        self.setProperty("role", "rail")
        self.setAccessibleName(self.tr("Pages"))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._choose)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        self._layout.setSpacing(6)
        self._layout.addStretch(1)
        theme.changed.connect(self._paint_icons)

    def add(self, icon: str, title: str, *, last: bool = False) -> QToolButton:
        """Add a page's button; the `last` ones stand at the bottom."""
        button = _PageButton()
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

    def take_focus(self) -> None:
        """Focus the button of the page in front."""
        self.buttons()[self._group.checkedId()].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, index: int) -> None:
        walked = any(isinstance(button, _PageButton) and button.is_passed for button in self.buttons())
        self.chosen.emit(index)
        if not walked:
            self.entered.emit(index)

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
