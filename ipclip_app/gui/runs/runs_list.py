"""The table of runs: Enter opens, F2 renames, Delete asks to delete."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ipclip_app.gui.row_table import arrange_rows
from ipclip_app.gui.runs.runs_model import TITLE, RunsModel
from ipclip_app.gui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipclip_app.jobs.runs import RunSummary

_LEAST_NAME = 180


class RunsList(QTableView):
    """Runs in rows; several can be chosen.

    Args:
        theme: Colours.
    """

    chosen_changed = Signal()
    opened = Signal(object)
    discard_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.runs = RunsModel(theme, self)
        self.setModel(self.runs)
        self.setAccessibleName(self.tr("Runs"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        arrange_rows(self, TITLE)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.activated.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the new width."""
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        """Give the names what is left, but enough to tell runs apart; the rest scrolls then."""
        header = self.horizontalHeader()
        needed = (max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) for place in range(header.count()))
        others = sum(width for place, width in enumerate(needed) if place != TITLE)
        modes = QHeaderView.ResizeMode
        short = self.viewport().width() - others < _LEAST_NAME
        header.setSectionResizeMode(TITLE, modes.Fixed if short else modes.Stretch)
        if short:
            header.resizeSection(TITLE, _LEAST_NAME)

    def show_runs(self, runs: "Sequence[RunSummary]") -> None:
        """Show the runs of now; those chosen stay chosen, and at first the newest is."""
        kept = [run.path for run in self.chosen()]
        self.runs.show_runs(runs)
        rows = [row for row in map(self.runs.row_of, kept) if row is not None] or [0][: len(runs)]
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows:
            index = self.runs.index(row, TITLE)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.selectionModel().select(index, flags)
        self._fit_names()
        self.chosen_changed.emit()

    def chosen(self) -> "list[RunSummary]":
        """The chosen runs in the order of the table."""
        return [self.runs.runs[row] for row in sorted({index.row() for index in self.selectedIndexes()})]

    def begin_renaming(self) -> None:
        """Let the owner type a new title in place."""
        rows = [self.runs.row_of(run.path) for run in self.chosen()]
        if rows and rows[0] is not None:
            self.setFocus()
            self.edit(self.runs.index(rows[0], TITLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """F2 renames whatever column is current; Delete asks."""
        if event.key() == Qt.Key.Key_Delete and self.chosen():
            self.discard_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.begin_renaming()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        path: Path = self.runs.runs[index.row()].path
        self.opened.emit(path)
