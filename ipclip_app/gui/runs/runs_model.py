"""The runs as a table: title, when, state, folders, W_ua; titles can be changed in place."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.results.run_facts import moment
from ipclip_app.gui.runs.run_words import domain_words, protection_words, state_sign, state_words
from ipclip_app.gui.theme import Theme

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunSummary

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
TITLE: Final = 0
STATE: Final = 2
W_UA: Final = 4


class RunsModel(QAbstractTableModel):
    """A row a run.

    Args:
        theme: Colours of the states.
        parent: Owner.
    """

    retitled = Signal(object, str)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.runs: list[RunSummary] = []

    def show_runs(self, runs: "Sequence[RunSummary]") -> None:
        """Take the runs of now."""
        self.beginResetModel()
        self.runs = list(runs)
        self.endResetModel()

    def row_of(self, path: Path) -> int | None:
        """Where a run stands; None for one that is not there."""
        return next((row for row, run in enumerate(self.runs) if run.path == path), None)

    def run_at(self, path: Path) -> "RunSummary | None":
        """The run of a folder; None for one that is not there."""
        row = self.row_of(path)
        return None if row is None else self.runs[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Number of runs."""
        return 0 if parent.isValid() else len(self.runs)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Number of columns."""
        return 0 if parent.isValid() else W_UA + 1

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = self.tr("Name"), self.tr("Begun"), self.tr("State"), self.tr("Folders"), self.tr("W_ua (reached)")
        return titles[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Titles can be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == TITLE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, the state's icon, and what is damaged."""
        if not index.isValid():
            return None
        run, column = self.runs[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole or (role == Qt.ItemDataRole.EditRole and column == TITLE):
            return self._texts(run)[column]
        if role == Qt.ItemDataRole.DecorationRole and column == STATE:
            return line_icon(*state_sign(run.state, self._theme.colours))
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{run.path}\n{run.damage}".strip()
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Take a new title at once and tell whoever keeps it."""
        title = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not title or title == self.runs[index.row()].title:
            return False
        run = replace(self.runs[index.row()], title=title)
        self.runs[index.row()] = run
        self.dataChanged.emit(index, index)
        self.retitled.emit(run.path, title)
        return True

    def _texts(self, run: "RunSummary") -> tuple[str, ...]:
        return run.title, moment(run.created), state_words(run), domain_words(run), protection_words(run)
