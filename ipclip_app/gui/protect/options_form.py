"""How to train: model, device, and the advanced numbers in a section that is closed at first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ipclip_app.config import Device, TrainConfig
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.protect.advanced_options import AdvancedOptions
from ipclip_app.gui.protect.backbone_choice import BackboneChoice
from ipclip_app.gui.protect.collapsible import Collapsible
from ipclip_app.gui.protect.device_choice import DeviceChoice
from ipclip_app.gui.wheel_guard import WheelGuard


class OptionsForm(QFrame):
    """Everything of a plan but its scenario and folders.

    Args:
        context: What the page works with.
    """

    changed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.backbones = BackboneChoice(context)
        self.devices = DeviceChoice(context)
        self.advanced = AdvancedOptions()
        self.section = Collapsible(self.tr("Ad&vanced"), self.advanced, context.theme)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Options"))
        self._arrange()
        for part in (self.backbones, self.devices, self.advanced):
            part.changed.connect(self.changed)
        WheelGuard(self)

    @property
    def backbone(self) -> str:
        """Reference of the chosen model."""
        return self.backbones.backbone

    @property
    def device(self) -> Device:
        """Where to compute."""
        return self.devices.device

    def config(self, scenario: str) -> TrainConfig | None:
        """How to train for a scenario, None while a number makes no sense."""
        return self.advanced.config(scenario)

    def fill(self, backbone: str, config: TrainConfig, device: Device) -> None:
        """Show the options of a plan."""
        self.backbones.choose(backbone)
        self.devices.choose(device)
        self.advanced.fill(config)

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for column, (text, field) in enumerate(
            ((self.tr("&Model"), self.backbones), (self.tr("&Device"), self.devices))
        ):
            grid.addWidget(_caption(text, field), 0, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.backbones, 1, 0)
        devices = QVBoxLayout()
        devices.addWidget(self.devices)
        devices.addStretch(1)
        grid.addLayout(devices, 1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(grid)
        layout.addWidget(self.section)


def _caption(text: str, field: QWidget) -> QLabel:
    caption = QLabel(text)
    caption.setProperty("role", "heading")
    caption.setBuddy(field.box if isinstance(field, BackboneChoice) else field)
    return caption
