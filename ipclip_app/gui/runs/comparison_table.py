"""Two runs side by side in a table; what differs is marked by a word, bold type and colour."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ipclip_app.gui.runs.comparison_rows import ComparedRow
from ipclip_app.gui.theme import Theme

_MARK = 3


class ComparisonTable(QTableWidget):
    """Rows of texts.

    Args:
        theme: Colours.
        name: What a screen reader calls it.
    """

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(0, _MARK + 1)
        self._theme = theme
        self._rows: tuple[ComparedRow, ...] = ()
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in (0, _MARK):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        theme.changed.connect(self._paint)

    def show_rows(self, titles: tuple[str, str], rows: Sequence[ComparedRow]) -> None:
        """Show rows of two runs with these titles."""
        self._rows = tuple(rows)
        self.setHorizontalHeaderLabels(["", *titles, ""])
        self.setRowCount(len(self._rows))
        for place, row in enumerate(self._rows):
            mark = self.tr("differs") if row.differs else ""
            for column, text in enumerate((row.name, row.first, row.second, mark)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                font = item.font()
                font.setBold(row.differs)
                item.setFont(font)
                self.setItem(place, column, item)
        self._paint()

    def show_only_differences(self, only: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Hide what is equal, or show everything."""
        for place, row in enumerate(self._rows):
            self.setRowHidden(place, only and not row.differs)

    def _paint(self) -> None:
        soft = QBrush(QColor(self._theme.colours.accent_soft))
        for place, row in enumerate(self._rows):
            for column in range(self.columnCount()):
                item = self.item(place, column)
                if item is not None:
                    item.setBackground(soft if row.differs else QBrush())
