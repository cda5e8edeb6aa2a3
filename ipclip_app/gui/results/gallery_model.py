"""The test images that the gallery shows, each with what the models say of it, in words too."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ipclip_app.gui.results.domain_names import USUAL, domain_name, verdict_name
from ipclip_app.gui.results.figures import number
from ipclip_app.gui.results.gallery_filter import GalleryFilter

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import Prediction

Index = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractListModel):
    """Predictions in rows."""

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self._scenario = USUAL
        self.shown: list[Prediction] = []
        self._predictions: Sequence[Prediction] = ()
        self._filter = GalleryFilter()

    def show_predictions(
        self, predictions: "Sequence[Prediction]", names: Sequence[str], scenario: str = USUAL
    ) -> None:
        """Take the predictions of another run."""
        self._predictions, self.names, self._scenario = predictions, tuple(names), scenario
        self.choose(self._filter)

    def choose(self, chosen: GalleryFilter) -> None:
        """Show those that match."""
        self.beginResetModel()
        self._filter = chosen
        self.shown = chosen.arranged(self._predictions)
        self.endResetModel()

    @property
    def total(self) -> int:
        """Images of the run."""
        return len(self._predictions)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Images shown."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The class as text, the whole image in words, or the prediction."""
        if not index.isValid():
            return None
        item = self.shown[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return self.true_class(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.path}\n{self.words(item)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(item)
        return None

    def true_class(self, item: "Prediction") -> str:
        """The class that the image shows."""
        return self.tr("Class unknown") if item.label is None else self.names[item.label]

    def domain(self, item: "Prediction") -> str:
        """What its domain is called."""
        return domain_name(item.domain, self._scenario)

    def words(self, item: "Prediction") -> str:
        """Everything that the gallery paints of an image, as a sentence."""
        return self.tr(
            "{domain}: {true}, {file}. Protected model: {protected}. Zero-shot CLIP: {zero_shot}. "
            "Verdict: {verdict}, score {score}."
        ).format(
            domain=self.domain(item),
            true=self.true_class(item),
            file=item.path.name,
            protected=self._answer(item.protected, item.label),
            zero_shot=self._answer(item.zero_shot, item.label),
            verdict=verdict_name(item.verdict),
            score=number(item.score, 2),
        )

    def _answer(self, predicted: int, label: int | None) -> str:
        name = self.names[predicted]
        if label is None:
            return name
        words = self.tr("{answer}, right") if predicted == label else self.tr("{answer}, wrong")
        return words.format(answer=name)
