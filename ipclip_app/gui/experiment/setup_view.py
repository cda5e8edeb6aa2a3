"""Sets up an experiment: domains, what is measured, with what, where to."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ipclip_app.config import TRIGGERED
from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.experiment.cell_count import Extent
from ipclip_app.gui.experiment.cell_pace import known_pace
from ipclip_app.gui.experiment.measure_form import MeasureForm
from ipclip_app.gui.experiment.root_drop import RootDrop
from ipclip_app.gui.page import card, center_labels, labelled
from ipclip_app.gui.protect.backbone_choice import BackboneChoice
from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.protect.device_choice import DeviceChoice
from ipclip_app.gui.protect.durations import in_words
from ipclip_app.gui.triggers.trigger_choice import TriggerChoice
from ipclip_app.storage import data_folder

if TYPE_CHECKING:
    from ipclip_app.jobs.experiment_request import ExperimentRequest


@dataclass(frozen=True)
class Order:
    """What was ordered.

    Attributes:
        request: For the job.
        extent: In numbers.
    """

    request: "ExperimentRequest"
    extent: Extent


class SetupView(QWidget):
    """Everything before the start.

    Args:
        context: What the page works with.
    """

    start_requested = Signal(object)
    """An `Order`."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._suggested: Path | None = None
        self.root = RootDrop(context)
        self.measure = MeasureForm()
        self.backbones, self.devices = BackboneChoice(context), DeviceChoice(context)
        self.triggers = TriggerChoice(context)
        self.place = PathField(self.tr("Folder for tables and runs"), "", "folder")
        self.status = labelled("", "plain")
        self.start_button = QPushButton(self.tr("&Start the experiment"))
        self.start_button.setProperty("role", "primary")
        self.setAccessibleName(self.tr("Set up an experiment"))
        self._arrange()
        self._connect()
        self._settle()

    @property
    def extent(self) -> Extent:
        """What is to be measured, in numbers."""
        domains = len(self.root.found.domains) if self.root.found else 0
        measure = self.measure
        return Extent(
            domains,
            self.root.images,
            measure.scenarios,
            len(measure.presets),
            measure.seeds.value(),
            measure.epochs.value(),
        )

    def order(self) -> Order | None:
        """What would be measured; None while something is missing."""
        found, place = self.root.found, self.place.path
        if self._missing() or found is None or place is None:
            return None
        from ipclip_app.jobs.experiment_request import ExperimentRequest

        measure = self.measure
        request = ExperimentRequest(
            found.root,
            self.backbones.backbone,
            place,
            measure.scenarios,
            measure.presets,
            seeds=measure.seeds.value(),
            epochs=measure.epochs.value(),
            device=self.devices.device,
            trigger=self.triggers.trigger if self._has_trigger else None,
        )
        return Order(request, self.extent)

    @property
    def _has_trigger(self) -> bool:
        return bool(TRIGGERED & set(self.measure.scenarios))

    def _arrange(self) -> None:
        frame, inside = card()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&Model"), self.backbones)
        self.backbones.setFocusProxy(self.backbones.box)
        form.addRow(self.tr("De&vice"), self.devices)
        form.addRow(self.tr("&Results go to"), self.place)
        center_labels(form)
        inside.addLayout(form)
        self.trigger_card, around = card()
        around.addWidget(self.triggers)
        content = QWidget()
        body = QVBoxLayout(content)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(16)
        for widget in (self.root, self.measure, self.trigger_card, frame):
            body.addWidget(widget)
        body.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setWidget(content)
        footer = QFrame()
        row = QHBoxLayout(footer)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.status, 1)
        row.addWidget(self.start_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scroll_area, 1)
        layout.addWidget(footer)

    def _connect(self) -> None:
        for part in (self.root, self.measure, self.backbones, self.devices, self.triggers):
            part.changed.connect(self._settle)
        self.place.line.textChanged.connect(self._settle)
        self._context.engine.ready.connect(self._settle)
        self.start_button.clicked.connect(self._start)

    def _suggest_place(self) -> None:
        """A folder named after domains and model, unless the owner has chosen one himself."""
        if self.root.found is not None and self.place.path in {None, self._suggested}:
            name = f"{self.root.found.root.name}-{self.backbones.backbone.replace('/', '-')}"
            suggestion = data_folder() / "experiments" / name
            if suggestion != self._suggested:
                self._suggested = suggestion
                self.place.set_path(suggestion)

    def _missing(self) -> str:
        if self.root.is_counting:
            return self.tr("Looking into the folder…")
        if self.root.found is None:
            return self.tr("Choose the folder of domains to begin.")
        if not self.measure.scenarios:
            return self.tr("Choose a scenario at least.")
        if not self.measure.presets:
            return self.tr("Choose a recipe at least.")
        if self.place.path is None:
            return self.tr("Choose a folder for the results.")
        return "" if self._context.engine.is_ready else self.tr("The engine is still loading; this takes a moment.")

    def _settle(self) -> None:
        self._suggest_place()
        self.trigger_card.setVisible(self._has_trigger)
        missing = self._missing()
        self.status.setText(missing or self._extent_words())
        self.start_button.setEnabled(not missing)
        self.start_button.setAccessibleDescription(self.status.text())

    def _extent_words(self) -> str:
        extent = self.extent
        words = self.tr("{cells} cells on {domains} domains").format(
            cells=grouped(extent.cells), domains=extent.domains
        )
        pace = known_pace(self.backbones.backbone, self.devices.device)
        if pace is None:
            later = self.tr("How long that takes is told after the first epochs.")
            return f"{words}. {later}"
        return words + ", " + self.tr("about {time}").format(time=in_words(pace * extent.work))

    def _start(self) -> None:
        order = self.order()
        if order is not None:
            self.start_requested.emit(order)
