"""A confusion matrix as Qt's tables want it, one class a row, one answer a column."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ipclip_app.gui.results.confusion_counts import Confusion
from ipclip_app.gui.results.figures import share

Index = QModelIndex | QPersistentModelIndex


class ConfusionModel(QAbstractTableModel):
    """Counts of one model on one domain, with each cell in words."""

    def __init__(self) -> None:
        super().__init__()
        self.confusion = Confusion(())
        self.names: tuple[str, ...] = ()

    def show_confusion(self, confusion: Confusion, names: Sequence[str]) -> None:
        """Take other counts."""
        self.beginResetModel()
        self.confusion, self.names = confusion, tuple(names)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """The number of classes."""
        return 0 if parent.isValid() else len(self.confusion.counts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """The number of classes."""
        return self.rowCount(parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The count as text, and the cell in words."""
        if not index.isValid():
            return None
        count = self.confusion.counts[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(count) if count else ""
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.words(index.row(), index.column())
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The classes' names."""
        del orientation
        shown = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        return self.names[section] if role in shown else None

    def words(self, true: int, predicted: int) -> str:
        """One cell as a sentence."""
        count, total = self.confusion.counts[true][predicted], sum(self.confusion.counts[true])
        if true == predicted:
            words = self.tr("{count} of {total} images of {true} are recognized ({part}).")
        else:
            words = self.tr("{count} of {total} images of {true} are taken for {predicted} ({part}).")
        return words.format(
            count=count,
            total=total,
            true=self.names[true],
            predicted=self.names[predicted],
            part=share(self.confusion.share(true, predicted)),
        )
