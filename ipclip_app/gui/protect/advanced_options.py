"""The numbers of a training that most owners leave alone; what does not fit is said beneath them at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ipclip_app.config import PRESETS, WHOLE, SplitConfig, TrainConfig, ViewConfig
from ipclip_app.errors import UsageError
from ipclip_app.gui.number_fields import DecimalField, WholeNumberField
from ipclip_app.gui.page import labelled

_MOST_EPOCHS = 10_000
_MOST_BATCH = 4096
_MOST_CROPS = 16
_MOST_REJECTED = 50
_NUMBER_WIDTH = 104
_FIELD_WIDTH = 160


class AdvancedOptions(QWidget):
    """Fields for a `TrainConfig` without its scenario."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._base = TrainConfig()
        self.preset = QComboBox()
        self.epochs = _number(1, _MOST_EPOCHS)
        self.batch_size = _number(2, _MOST_BATCH)
        self.seed = QLineEdit()
        self.split = [_number(1, WHOLE) for _ in range(3)]
        self.false_rejection = DecimalField()
        self.crops = _number(0, _MOST_CROPS)
        self.problem = labelled("", "bad")
        self.reset_button = QPushButton(self.tr("Back to the defaults"))
        self._fill_presets()
        self._arrange()
        self.fill(self._base)
        self._connect()

    def config(self, scenario: str) -> TrainConfig | None:
        """What the fields say, None while they make no sense; `problem` then says why."""
        try:
            return self._read(scenario)
        except UsageError:
            return None

    def fill(self, config: TrainConfig) -> None:
        """Show a configuration; what has no field here is kept as it is."""
        self._base = config
        self.preset.setCurrentIndex(self.preset.findData(config.preset))
        self.epochs.setValue(config.epochs)
        self.batch_size.setValue(config.batch_size)
        self.seed.setText(str(config.seed))
        split = config.split if isinstance(config.split, SplitConfig) else SplitConfig()
        for box, share in zip(self.split, (split.train, split.validation, split.test), strict=True):
            box.setValue(share)
        self.false_rejection.setValue(config.false_rejection * WHOLE)
        self.crops.setValue(config.views.crops)
        self._check()

    def _read(self, scenario: str) -> TrainConfig:
        text = self.seed.text().strip()
        if not (text.isascii() and text.isdigit()):
            raise UsageError(self.tr("The seed must be a whole number, such as 0."))
        content = self._base.to_json() | {
            "scenario": scenario,
            "preset": self.preset.currentData(),
            "epochs": self.epochs.value(),
            "batch_size": self.batch_size.value(),
            "seed": int(text),
            "split": vars(SplitConfig(*(box.value() for box in self.split))),
            "views": vars(ViewConfig(**self._base.to_json()["views"] | {"crops": self.crops.value()})),
            "false_rejection": self.false_rejection.value() / WHOLE,
        }
        return TrainConfig.from_json(content)

    def _check(self) -> None:
        try:
            self._read(self._base.scenario)
        except UsageError as error:
            self.problem.setText(str(error))
        else:
            self.problem.clear()
        self.problem.setVisible(bool(self.problem.text()))
        self.changed.emit()

    def _reset(self) -> None:
        self.fill(TrainConfig())

    def _fill_presets(self) -> None:
        titles = {"default": self.tr("What works best here"), "reference": self.tr("As in the published code")}
        for preset in PRESETS:
            self.preset.addItem(titles[preset], preset)

    def _connect(self) -> None:
        self.preset.currentIndexChanged.connect(self._check)
        self.seed.textChanged.connect(self._check)
        self.false_rejection.valueChanged.connect(self._check)
        for box in (self.epochs, self.batch_size, self.crops, *self.split):
            box.valueChanged.connect(self._check)
        self.reset_button.clicked.connect(self._reset)

    def _arrange(self) -> None:
        self.false_rejection.setRange(0, _MOST_REJECTED)
        self.false_rejection.setDecimals(2)
        self.false_rejection.setSuffix(" %")
        _shape(self.false_rejection)
        self.seed.setMaximumWidth(_FIELD_WIDTH)
        for single in (self.epochs, self.batch_size, self.seed, self.false_rejection, self.crops):
            single.setMinimumWidth(_FIELD_WIDTH)
        self.reset_button.setProperty("role", "link")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for place, (name, field, help_text) in enumerate(self._rows()):
            self._add(grid, place, name, field, help_text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(grid)
        layout.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.reset_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def _rows(self) -> tuple[tuple[str, QWidget, str], ...]:
        return (
            (self.tr("&Recipe"), self.preset, ""),
            (self.tr("E&pochs"), self.epochs, self.tr("Passes over the images; more take longer.")),
            (
                self.tr("Batch si&ze"),
                self.batch_size,
                self.tr("Images of each folder in a step; halved where memory runs out."),
            ),
            (self.tr("Seed"), self.seed, self.tr("The same number gives the same result on the processor.")),
            (
                self.tr("Sp&lit"),
                self._split_row(),
                self.tr("For training, for choosing the best epoch, for the final test."),
            ),
            (
                self.tr("&False rejection"),
                self.false_rejection,
                self.tr("Share of authorized images that the verdict may doubt."),
            ),
            (
                self.tr("Random &crops"),
                self.crops,
                self.tr("Views drawn of each image beside itself and its mirror image."),
            ),
        )

    def _add(self, grid: QGridLayout, place: int, name: str, field: QWidget, help_text: str) -> None:
        label = QLabel(name)
        label.setBuddy(field.focusProxy() or field)
        if field.focusProxy() is None:
            field.setAccessibleName(name.replace("&", ""))
            field.setAccessibleDescription(help_text)
        grid.addWidget(label, place, 0)
        grid.addWidget(field, place, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(labelled(help_text, "muted"), place, 2)

    def _split_row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        names = (self.tr("Training share"), self.tr("Validation share"), self.tr("Test share"))
        for box, name in zip(self.split, names, strict=True):
            box.setSuffix(" %")
            box.setAccessibleName(name)
            line.addWidget(box)
        row.setFocusProxy(self.split[0])
        return row


def _number(least: int, most: int) -> QSpinBox:
    box = WholeNumberField()
    box.setRange(least, most)
    _shape(box)
    return box


def _shape(box: QSpinBox | QDoubleSpinBox) -> None:
    """Give numbers a common width and the room at their left that the style sheet cannot give."""
    box.setMinimumWidth(_NUMBER_WIDTH)
    box.lineEdit().setTextMargins(6, 0, 0, 0)
