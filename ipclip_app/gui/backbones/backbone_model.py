"""The rows of the list of backbones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ipclip_app.gui.backbones.sizes import in_words
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.theme import Theme

if TYPE_CHECKING:
    from ipclip_app.jobs.backbones import BackboneEntry

Index = QModelIndex | QPersistentModelIndex
USABLE: Final = frozenset({"demo", "added", "downloaded"})
NAME, STATE, SIZE = range(3)
_NOWHERE: Final = QModelIndex()
ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole


class BackboneModel(QAbstractTableModel):
    """Name, state and size of each.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.entries: tuple[BackboneEntry, ...] = ()
        theme.changed.connect(self._repaint)

    def show(self, entries: "Sequence[BackboneEntry]") -> None:
        """Replace the rows: what can be used at once first, then what is recommended."""
        self.beginResetModel()
        self.entries = tuple(sorted(entries, key=lambda entry: (entry.kind == "available", not entry.recommended)))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Number of backbones."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Name, state, size."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: ANN401, N802 - Qt's
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Name"), self.tr("State"), self.tr("Size"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:  # noqa: ANN401 - Qt's
        """Words, icon, alignment or the entry itself."""
        entry, column = self.entries[index.row()], index.column()
        if role == ENTRY_ROLE:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return (entry.name, self.state(entry), in_words(entry.size) if entry.size else "")[column]
        if role == Qt.ItemDataRole.DecorationRole and column == STATE:
            return self._icon(entry)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def state(self, entry: "BackboneEntry") -> str:
        """Its state in words."""
        words = {
            "demo": self.tr("Comes with the program"),
            "added": self.tr("Added by you"),
            "downloaded": self.tr("Downloaded"),
            "damaged": self.tr("Damaged"),
            "available": self.tr("Recommended, not downloaded") if entry.recommended else self.tr("Not downloaded"),
        }
        return words[entry.kind]

    def _icon(self, entry: "BackboneEntry") -> object:
        colours = self._theme.colours
        if entry.kind in USABLE:
            return line_icon("tick", colours.good)
        if entry.kind == "damaged":
            return line_icon("warning", colours.doubt)
        return line_icon("download", colours.accent if entry.recommended else colours.muted)

    def _repaint(self) -> None:
        if self.entries:
            corner = self.index(len(self.entries) - 1, SIZE)
            self.dataChanged.emit(self.index(0, 0), corner, [Qt.ItemDataRole.DecorationRole])
