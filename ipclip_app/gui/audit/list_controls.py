"""What is listed and in what order: verdicts, a search, and the order."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from ipclip_app.gui.audit.audit_order import Order, RowFilter
from ipclip_app.gui.audit.verdict_chips import VerdictChips
from ipclip_app.gui.theme import Theme
from ipclip_app.gui.two_part_row import TwoPartRow

_PATIENCE_MS: Final = 200
"""Who types fast waits for one search, not for one a letter."""
_SEARCH_WIDTH: Final = 200


class ListControls(TwoPartRow):
    """Chips at the left, search and order at the right, in two lines where one is too short.

    Args:
        theme: Colours.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.chips = VerdictChips(theme)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search files and classes"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        self.search.setAcceptDrops(False)  # files dropped here are to be audited, not to be searched for
        self.order_box = QComboBox()
        self.order_box.setAccessibleName(self.tr("Order"))
        for order, words in self._orders().items():
            self.order_box.addItem(words, order)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._put()
        self._connect()

    def _orders(self) -> dict[Order, str]:
        return {
            "came": self.tr("As they came"),
            "verdict": self.tr("Problems first"),
            "lowest": self.tr("Lowest score first"),
            "highest": self.tr("Highest score first"),
            "name": self.tr("By file name"),
            "protected": self.tr("By protected class"),
            "zero_shot": self.tr("By zero-shot class"),
        }

    def _put(self) -> None:
        label = QLabel(self.tr("Or&der"))
        label.setProperty("role", "muted")
        label.setBuddy(self.order_box)
        self.arrange((self.chips,), (self.search, label, self.order_box))

    def _connect(self) -> None:
        self.chips.chosen.connect(self.changed)
        self.order_box.currentIndexChanged.connect(self.changed)
        self.search.textChanged.connect(self._timer.start)
        self.search.returnPressed.connect(self._search_now)
        self._timer.timeout.connect(self.changed)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._begin_search)

    @property
    def order(self) -> Order:
        """The order that is chosen."""
        order: Order = self.order_box.currentData()
        return order

    @property
    def filter(self) -> RowFilter:
        """What is to be listed."""
        return RowFilter.of(self.chips.verdict, self.search.text())

    def choose_order(self, order: Order) -> None:
        """Take another order."""
        self.order_box.setCurrentIndex(self.order_box.findData(order))

    def _search_now(self) -> None:
        self._timer.stop()
        self.changed.emit()

    def _begin_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
