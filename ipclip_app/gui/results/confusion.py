"""What is taken for what: the protected model beside zero-shot CLIP, on one domain at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ipclip_app.gui.page import card, labelled
from ipclip_app.gui.results.confusion_counts import Confusion
from ipclip_app.gui.results.confusion_table import ConfusionTable
from ipclip_app.gui.results.domain_names import USUAL, domain_name
from ipclip_app.gui.results.figures import percent, ratio
from ipclip_app.gui.results.summary_words import missing_reason
from ipclip_app.gui.theme import Theme

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import Prediction

_MISTAKES: Final = 3
_LOWEST: Final = 260
"""Pixels of a matrix; less shows hardly a row beneath the names of the classes."""
_MODELS: Final = ("protected", "zero_shot")


def _scrolled(content: QWidget) -> QScrollArea:
    """The matrices scroll together where the window is too low for a few of their rows."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    return area


class ConfusionView(QWidget):
    """Two matrices with what matters in them told in words.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._predictions: Sequence[Prediction] = ()
        self._names: tuple[str, ...] = ()
        self.domain_box = QComboBox()
        self.domain_box.setAccessibleName(self.tr("Domain"))
        self.domain_box.currentIndexChanged.connect(self._show_domain)
        label = QLabel(self.tr("Ima&ges of"))
        label.setBuddy(self.domain_box)
        self.missing = labelled(missing_reason(), "muted")
        self.panels = (MatrixPanel(self.tr("Protected model"), theme), MatrixPanel(self.tr("Zero-shot CLIP"), theme))
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.domain_box)
        top.addStretch(1)
        content = QWidget()
        sides = QHBoxLayout(content)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(16)
        for panel in self.panels:
            sides.addWidget(panel, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addWidget(self.missing)
        layout.addWidget(_scrolled(content), 1)

    def show_predictions(
        self, predictions: "Sequence[Prediction]", class_names: Sequence[str], scenario: str = USUAL
    ) -> None:
        """Show the predictions of a run."""
        self._predictions, self._names = predictions, tuple(class_names)
        self.domain_box.blockSignals(True)
        self.domain_box.clear()
        for domain in dict.fromkeys(prediction.domain for prediction in predictions):
            self.domain_box.addItem(domain_name(domain, scenario), domain)
        self.domain_box.blockSignals(False)
        self._show_domain()

    def _show_domain(self) -> None:
        chosen = self.domain_box.currentData()
        known = [item for item in self._predictions if item.domain == chosen and item.label is not None]
        self.missing.setVisible(not known and bool(self._predictions))
        for panel, model in zip(self.panels, _MODELS, strict=True):
            pairs = ((item.label or 0, int(getattr(item, model))) for item in known)
            panel.setVisible(bool(known))
            panel.show_confusion(Confusion.of(pairs, len(self._names)), self._names)


class MatrixPanel(QWidget):
    """One model's matrix, its most frequent mistakes, and the chosen cell in words."""

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__()
        self.title = title
        self.summary = labelled("", "plain")
        self.table = ConfusionTable(theme)
        self.table.setMinimumHeight(_LOWEST)
        self.table.setAccessibleName(self.tr("Confusion matrix: {model}").format(model=title))
        self.table.setAccessibleDescription(self.tr("Rows are true classes, columns are the model's answers."))
        self.cell = labelled("", "muted")
        self.table.selectionModel().currentChanged.connect(self._tell_cell)
        frame, inside = card()
        inside.addWidget(labelled(title, "heading"))
        inside.addWidget(self.table, 1)
        inside.addWidget(self.summary)
        inside.addWidget(self.cell)
        inside.addWidget(labelled(self.tr("Rows are true classes, columns are the model's answers."), "muted"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def show_confusion(self, confusion: Confusion, names: Sequence[str]) -> None:
        """Show the counts."""
        self.table.matrix.show_confusion(confusion, names)
        self.summary.setText(self._summary(confusion, names))

    def _summary(self, confusion: Confusion, names: Sequence[str]) -> str:
        part = ratio(confusion.right, confusion.images)
        words = self.tr("{right} of {images} images right ({part}).").format(
            right=confusion.right, images=confusion.images, part=percent(None if part is None else part * 100)
        )
        mistakes = [
            self.tr("{true} for {predicted} ({count})").format(
                true=names[item.true], predicted=names[item.predicted], count=item.count
            )
            for item in confusion.mistakes(_MISTAKES)
        ]
        if not mistakes:
            return words
        return words + " " + self.tr("Most often taken: {mistakes}.").format(mistakes=", ".join(mistakes))

    def _tell_cell(self, current: QModelIndex) -> None:
        self.cell.setText(self.table.matrix.words(current.row(), current.column()) if current.isValid() else "")
