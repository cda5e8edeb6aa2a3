"""The finished epochs in figures: accuracies, the gap between them, and the mean of every loss."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.protect.loss_words import loss_title
from ipclip_app.gui.protect.training_log import EpochRow, TrainingLog
from ipclip_app.gui.results.domain_names import USUAL, side_names
from ipclip_app.gui.results.figures import number
from ipclip_app.gui.theme import Theme

_FIXED: Final = 4
_ROWS_SEEN: Final = 3
Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class EpochModel(QAbstractTableModel):
    """A row an epoch.

    Args:
        theme: Colours of the tick beside the chosen epoch.
        parent: Owner.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[EpochRow] = []
        self._losses: list[str] = []
        self._chosen: int | None = None
        self._scenario = USUAL

    def name_sides(self, scenario: str) -> None:
        """Call both accuracies by what the scenario tells apart."""
        self._scenario = scenario
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 1, 2)

    def show_log(self, log: TrainingLog) -> None:
        """Take over what is new; an emptied log empties the table."""
        if (len(log.epochs), log.chosen) == (len(self._rows), self._chosen) and self._rows == log.epochs:
            return
        self.beginResetModel()
        self._rows, self._chosen = list(log.epochs), log.chosen
        self._losses = list(dict.fromkeys(name for row in self._rows for name in row.losses))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Number of epochs."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Four columns and one for every loss."""
        return 0 if parent.isValid() else _FIXED + len(self._losses)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - a variant
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        sides = (f"{name} %" for name in side_names(self._scenario).values())
        fixed = (self.tr("Epoch"), *sides, self.tr("Gap"))
        return (*fixed, *(loss_title(name).replace(" ", "\n", 1) for name in self._losses))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a variant
        """Figures; the chosen epoch has a tick, bold type and says so."""
        row = self._rows[index.row()]
        chosen = row.epoch == self._chosen
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(row)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if chosen and role == Qt.ItemDataRole.FontRole:
            return _bold()
        if chosen and index.column() == 0:
            if role == Qt.ItemDataRole.DecorationRole:
                return line_icon("tick", self._theme.colours.good)
            if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
                return self.tr("Epoch {epoch}, chosen so far").format(epoch=row.epoch)
        return None

    def _texts(self, row: EpochRow) -> list[str]:
        fixed = [str(row.epoch), *(number(value) for value in (row.authorized, row.unauthorized, row.gap))]
        return fixed + [number(row.losses[name], 3) if name in row.losses else "" for name in self._losses]


class EpochTable(QTableView):
    """Shows the epochs, the newest in sight unless the owner has scrolled up.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = EpochModel(theme, self)
        self.name_sides = self._model.name_sides
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Finished epochs"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_log(self, log: TrainingLog) -> None:
        """Show the finished epochs of a run."""
        bar = self.verticalScrollBar()
        follows = bar.value() == bar.maximum()
        self._model.show_log(log)
        self._fit_columns()
        if follows:
            self.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a few epochs; the rest scrolls."""
        rows = _ROWS_SEEN * self.verticalHeader().defaultSectionSize()
        return QSize(super().sizeHint().width(), self.horizontalHeader().sizeHint().height() + rows)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as that."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def _fit_columns(self) -> None:
        """Give every column what it needs and an equal share of the rest; where nothing is left, the table scrolls."""
        header = self.horizontalHeader()
        columns = range(header.count())
        needed = [max(self.sizeHintForColumn(column), header.sectionSizeHint(column)) for column in columns]
        rest = max(0, self.viewport().width() - sum(needed))
        for column in columns:
            share = rest // (len(needed) - column)
            header.resizeSection(column, needed[column] + share)
            rest -= share


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
