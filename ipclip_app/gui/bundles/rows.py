"""A table of texts: each row may have a sign, and is about something."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.row_table import arrange_rows
from ipclip_app.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True)
class Sign:
    """An icon in the colour of a role, such as `good`, in one column."""

    icon: str
    colour: str
    column: int = 0


@dataclass(frozen=True)
class Row:
    """One line.

    Attributes:
        texts: A text for each column.
        about: What the line is about.
        sign: How its state is painted.
        tip: What the tool tip tells, beside the text itself.
    """

    texts: tuple[str, ...]
    about: object = None
    sign: Sign | None = None
    tip: str = ""


class RowsModel(QAbstractTableModel):
    """Rows under titles.

    Args:
        theme: Colours of the signs.
        titles: One for each column.
        parent: Owner.
    """

    def __init__(self, theme: Theme, titles: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = tuple(titles)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, signs and tool tips."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or row.texts[column]
        if role == Qt.ItemDataRole.DecorationRole and row.sign is not None and row.sign.column == column:
            return line_icon(row.sign.icon, getattr(self._theme.colours, row.sign.colour))
        return None


class RowsTable(QTableView):
    """Shows the rows; one can be chosen, and Enter or a double click opens it.

    Args:
        theme: Colours.
        name: What a screen reader calls the table.
        titles: One for each column.
        widest: The column that takes what room is left.
        picks: Whether something is done with the row in hand, so that there always is one.
    """

    chosen_changed = Signal()
    opened = Signal(object)
    """What the row is about."""

    def __init__(self, theme: Theme, name: str, titles: Sequence[str], widest: int = 0, *, picks: bool = True) -> None:
        super().__init__()
        self._picks = picks
        self.lines = RowsModel(theme, titles, self)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        arrange_rows(self, widest)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.activated.connect(self._open)
        theme.changed.connect(self.viewport().update)

    @property
    def chosen(self) -> object:
        """What the row in hand is about; None where there is none."""
        row = self.currentIndex().row()
        return self.lines.rows[row].about if 0 <= row < len(self.lines.rows) else None

    def show_rows(self, rows: Sequence[Row], chosen: object = None) -> None:
        """Show these rows, with that about `chosen` in hand, else that of before, else the first if any must be."""
        kept = self.currentIndex().row() if chosen is None else -1
        self.lines.show(rows)
        abouts = [row.about for row in rows]
        row = abouts.index(chosen) if chosen in abouts else kept
        self.setCurrentIndex(self.lines.index(row if 0 <= row < len(rows) else 0 if self._picks else -1, 0))
        self._tell()

    def fit(self) -> None:
        """Be as high as the rows, so that nothing has to be scrolled in a page that scrolls itself."""
        rows = self.verticalHeader().defaultSectionSize() * len(self.lines.rows)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth() + 2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _tell(self) -> None:
        self.chosen_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.lines.rows[index.row()].about)
