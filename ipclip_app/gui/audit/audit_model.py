"""The rows of an audit as a table that grows; what arrives is inserted where it belongs, never by a reset."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ipclip_app.gui.audit.audit_order import Key, Order, RowFilter, order_key
from ipclip_app.gui.audit.row_words import (
    classes_words,
    levels_meaning,
    levels_title,
    reason_words,
    row_words,
    verdict_words,
)
from ipclip_app.gui.results.figures import number
from ipclip_app.jobs.audit_row import AuditedWith, AuditRow

Index = QModelIndex | QPersistentModelIndex
IMAGE, VERDICT, SCORE, PROTECTED, ZERO_SHOT = range(5)
_NOWHERE: Final = QModelIndex()


class AuditModel(QAbstractTableModel):
    """A row a file.

    Attributes:
        rows: All of them, in the order in which they came.
        counts: How many of each verdict.
        order: How they are sorted.
    """

    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AuditRow] = []
        self.counts: Counter[str] = Counter()
        self.order: Order = "came"
        self._levels: AuditedWith | None = None
        self._filter = RowFilter()
        self._shown: list[int] = []
        self._places: dict[Path, int] = {}

    def clear(self) -> None:
        """Forget all rows."""
        self.beginResetModel()
        self.rows, self._shown, self._places = [], [], {}
        self.counts.clear()
        self.endResetModel()
        self.counted.emit()

    def tell_levels(self, judge: AuditedWith) -> None:
        """Tell the levels of another judge in the head of the scores."""
        self._levels = judge
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, SCORE, SCORE)

    def add(self, rows: Sequence[AuditRow]) -> None:
        """Take rows that have just been judged; one of a file that is listed already takes its place."""
        fresh: list[int] = []
        for row in rows:
            place = self._places.setdefault(row.path, len(self.rows))
            if place == len(self.rows):
                self.rows.append(row)
                fresh.append(place)
            else:
                self.counts[self.rows[place].verdict] -= 1
                self.rows[place] = row
            self.counts[row.verdict] += 1
        self._insert([place for place in fresh if self._filter.matches(self.rows[place])])
        if len(fresh) < len(rows) and self._shown:
            self.dataChanged.emit(self.index(0, IMAGE), self.index(len(self._shown) - 1, ZERO_SHOT))
        self.counted.emit()

    def arrange(self, order: Order, chosen: RowFilter) -> None:
        """List those that match, in this order."""
        self.beginResetModel()
        self.order, self._filter = order, chosen
        self._shown = [place for place, row in enumerate(self.rows) if chosen.matches(row)]
        if order != "came":
            self._shown.sort(key=self._key)
        self.endResetModel()

    def listed(self) -> list[AuditRow]:
        """The rows that are listed, in order."""
        return [self.rows[place] for place in self._shown]

    def row_at(self, index: Index) -> AuditRow:
        """The row of an index."""
        return self.rows[self._shown[index.row()]]

    def find(self, row: AuditRow) -> QModelIndex:
        """Where a row is listed; invalid where it is not."""
        place = self._places.get(row.path)
        if place is None or place not in self._shown:
            return QModelIndex()
        return self.index(self._shown.index(place), IMAGE)

    def _insert(self, places: list[int]) -> None:
        for position, group in self._positions(places):
            self.beginInsertRows(QModelIndex(), position, position + len(group) - 1)
            self._shown[position:position] = group
            self.endInsertRows()

    def _positions(self, places: list[int]) -> Iterator[tuple[int, list[int]]]:
        """Where groups of fresh rows belong, the last first, so that those before it keep their positions."""
        if self.order == "came":
            if places:
                yield len(self._shown), places
            return
        places.sort(key=self._key)
        where = [(bisect_right(self._shown, self._key(place), key=self._key), place) for place in places]
        groups = [(position, [place for _, place in group]) for position, group in groupby(where, itemgetter(0))]
        yield from reversed(groups)

    def _key(self, place: int) -> Key:
        key = order_key(self.order)
        return (*key(self.rows[place]), place) if key else (place,)

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Rows that are listed."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Number of columns."""
        return 0 if parent.isValid() else ZERO_SHOT + 1

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns, and what the levels of the score mean."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and section == SCORE:
            return levels_meaning(self._levels)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = self.tr("Image"), self.tr("Verdict"), levels_title(self._levels), self.tr("Protected")
        return (*titles, self.tr("Zero-shot"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says; the first one speaks for its whole row."""
        if not index.isValid():
            return None
        row = self.row_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(row)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == IMAGE:
            return row_words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.path}\n{row_words(row)}"
        return None

    def _texts(self, row: AuditRow) -> tuple[str, ...]:
        score = reason_words(row) if row.error is not None else number(row.score, 2)
        classes = classes_words(row.protected), classes_words(row.zero_shot)
        return row.path.name, verdict_words(row.verdict), score, *classes
