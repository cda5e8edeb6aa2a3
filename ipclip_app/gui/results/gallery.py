"""The test images of a run with the protected and the zero-shot model's answers side by side."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.page import labelled
from ipclip_app.gui.results.domain_names import USUAL, domain_name, verdict_name
from ipclip_app.gui.results.figures import number
from ipclip_app.gui.results.gallery_filter import GalleryFilter
from ipclip_app.gui.results.gallery_list import GalleryList

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import Prediction

_VERDICTS = ("authorized", "uncertain", "unauthorized")


class Gallery(QWidget):
    """Filters above the images.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self.list = GalleryList(context.theme, context.background)
        self.count = labelled("", "muted")
        self.levels = labelled("", "muted")
        self.domain_box = QComboBox()
        self.outcome_box = _box(
            (
                ("any", self.tr("All answers")),
                ("right", self.tr("Protected model right")),
                ("wrong", self.tr("Protected model wrong")),
                ("lost", self.tr("Only zero-shot CLIP right")),
                ("won", self.tr("Only the protected model right")),
            )
        )
        self.verdict_box = _box(
            ((None, self.tr("All verdicts")), *((verdict, verdict_name(verdict)) for verdict in _VERDICTS))
        )
        self.order_box = _box(
            (
                ("folders", self.tr("As in the folders")),
                ("lowest", self.tr("Lowest score first")),
                ("highest", self.tr("Highest score first")),
            )
        )
        self._arrange()
        for box in self._boxes():
            box.currentIndexChanged.connect(self._choose)
        self.list.activated.connect(self._open)

    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.domain_box, self.outcome_box, self.verdict_box, self.order_box

    def _arrange(self) -> None:
        titles = self.tr("Ima&ges of"), self.tr("An&swers"), self.tr("&Verdict"), self.tr("Or&der")
        filters = QGridLayout()
        filters.setHorizontalSpacing(16)
        filters.setVerticalSpacing(4)
        for column, (title, box) in enumerate(zip(titles, self._boxes(), strict=True)):
            label = QLabel(title)
            label.setProperty("role", "muted")
            label.setBuddy(box)
            box.setAccessibleName(title.replace("&", ""))
            filters.addWidget(label, 0, column)
            filters.addWidget(box, 1, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(filters)
        layout.addWidget(self.count)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.levels)

    def show_predictions(
        self, predictions: "Sequence[Prediction]", class_names: Sequence[str], scenario: str = USUAL
    ) -> None:
        """Show the test images of a run."""
        self.domain_box.blockSignals(True)
        self.domain_box.clear()
        self.domain_box.addItem(self.tr("All domains"), None)
        for domain in dict.fromkeys(prediction.domain for prediction in predictions):
            self.domain_box.addItem(domain_name(domain, scenario), domain)
        self.domain_box.blockSignals(False)
        self.list.images.show_predictions(predictions, class_names, scenario)
        self._choose()

    def show_levels(self, verdict: Mapping[str, Any]) -> None:
        """Say between which scores an image is uncertain."""
        levels = sorted(verdict[name] for name in ("t_a", "t_u") if name in verdict)
        self.levels.setVisible(bool(levels))
        if not levels:
            return
        self.levels.setText(
            self.tr(
                "A score of {high} or more is authorized, below {low} unauthorized, between them uncertain. "
                "Wrong answers on unauthorized images are what protection is for."
            ).format(low=number(levels[0], 2), high=number(levels[-1], 2))
        )

    def _choose(self) -> None:
        self.list.images.choose(GalleryFilter(*(box.currentData() for box in self._boxes())))
        shown, total = len(self.list.images.shown), self.list.images.total
        if shown == total:
            self.count.setText(self.tr("{total} images").format(total=total))
        elif shown:
            self.count.setText(self.tr("{shown} of {total} images").format(shown=shown, total=total))
        else:
            self.count.setText(self.tr("None of the {total} images is like that.").format(total=total))

    def _open(self, index: QModelIndex) -> None:
        """Show an image in the system's own viewer."""
        path = index.data(Qt.ItemDataRole.UserRole).path
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            sentence = self.tr("{path}: no program shows this image; look whether it is still there.")
            self._context.say(Message(sentence.format(path=path), "warning"))


def _box(choices: Sequence[tuple[str | None, str]]) -> QComboBox:
    box = QComboBox()
    for choice, text in choices:
        box.addItem(text, choice)
    return box
