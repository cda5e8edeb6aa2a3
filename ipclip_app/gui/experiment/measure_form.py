"""What is measured: scenarios, presets, seeds and epochs."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ipclip_app.config import PRESETS, SCENARIOS, TrainConfig
from ipclip_app.gui.number_fields import WholeNumberField
from ipclip_app.gui.page import center_labels, labelled
from ipclip_app.gui.protect.scenario_cards import scenario_words
from ipclip_app.gui.wheel_guard import WheelGuard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSpinBox

_MOST_SEEDS: Final = 100
_MOST_EPOCHS: Final = 10_000
_USUAL_SEEDS: Final = 3
_FIELD_WIDTH: Final = 140


class MeasureForm(QFrame):
    """Boxes and numbers."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("What is measured"))
        self.scenario_boxes = {name: QCheckBox(scenario_words(name)[0]) for name in SCENARIOS}
        self.preset_boxes = {name: QCheckBox(title) for name, title in self._presets().items()}
        self.seeds = _number(_MOST_SEEDS, _USUAL_SEEDS)
        self.epochs = _number(_MOST_EPOCHS, TrainConfig.epochs)
        self._arrange()
        self.scenario_boxes[SCENARIOS[0]].setChecked(True)
        for box in self.preset_boxes.values():
            box.setChecked(True)
        for box in (*self.scenario_boxes.values(), *self.preset_boxes.values()):
            box.toggled.connect(self.changed)
        for field in (self.seeds, self.epochs):
            field.valueChanged.connect(self.changed)
        WheelGuard(self)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The chosen ones, in the order of SCENARIOS."""
        return tuple(name for name, box in self.scenario_boxes.items() if box.isChecked())

    @property
    def presets(self) -> tuple[str, ...]:
        """The chosen ones, in the order of PRESETS."""
        return tuple(name for name, box in self.preset_boxes.items() if box.isChecked())

    def _presets(self) -> dict[str, str]:
        titles = {"default": self.tr("What works best here"), "reference": self.tr("As in the published code")}
        return {name: titles[name] for name in PRESETS}

    def _arrange(self) -> None:
        scenarios, presets = QVBoxLayout(), QVBoxLayout()
        for column, title, boxes in (
            (scenarios, self.tr("Scenarios"), self.scenario_boxes),
            (presets, self.tr("Recipes"), self.preset_boxes),
        ):
            column.setSpacing(2)
            column.addWidget(labelled(title, "heading"))
            for box in boxes.values():
                column.addWidget(box)
            column.addStretch(1)
        self.seeds.setAccessibleName(self.tr("Seeds"))
        self.epochs.setAccessibleName(self.tr("Epochs"))
        numbers = QFormLayout()
        numbers.setHorizontalSpacing(16)
        numbers.addRow(self.tr("S&eeds"), self.seeds)
        numbers.addRow(self.tr("E&pochs"), self.epochs)
        center_labels(numbers)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(labelled(self.tr("Repetitions"), "heading"))
        right.addLayout(numbers)
        right.addStretch(1)
        row = QGridLayout()
        row.setHorizontalSpacing(32)
        for place, column in enumerate((scenarios, presets, right)):
            row.addLayout(column, 0, place)
        row.setColumnStretch(0, 3)
        row.setColumnStretch(1, 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addLayout(row)


def _number(most: int, usual: int) -> "QSpinBox":
    field = WholeNumberField()
    field.setRange(1, most)
    field.setValue(usual)
    field.setMinimumWidth(_FIELD_WIDTH)
    return field
