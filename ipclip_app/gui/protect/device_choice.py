"""What the training computes on: the devices that this machine really has."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from ipclip_app.config import Device
from ipclip_app.gui.context import WindowContext
from ipclip_app.jobs.engine import ComputeDevice

_MIB_A_GIB = 1024


class DeviceChoice(QComboBox):
    """Automatic or one of the engine's devices, which are known once it is loaded.

    Args:
        context: The engine.
    """

    changed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._engine = context.engine
        self._wanted: Device = "auto"
        self.setAccessibleName(self.tr("Device"))
        self.addItem(self.tr("Automatic"), "auto")
        self.activated.connect(self._choose)
        context.engine.ready.connect(self._fill)
        if context.engine.is_ready:
            self._fill()

    @property
    def device(self) -> Device:
        """The chosen one."""
        return cast(Device, self.currentData())

    def choose(self, device: Device) -> None:
        """Choose a device; one that the machine lacks means automatic."""
        self._wanted = device
        self.setCurrentIndex(max(0, self.findData(device)))
        self.changed.emit()

    def _choose(self) -> None:
        self.choose(self.device)

    def _fill(self) -> None:
        facts = self._engine.facts
        if facts is None:
            return
        self.clear()
        self.addItem(self.tr("Automatic: {device}").format(device=self._title(facts.devices[0])), "auto")
        for device in facts.devices:
            self.addItem(self._title(device), device.name)
        self.choose(self._wanted)

    def _title(self, device: ComputeDevice) -> str:
        kind = self.tr("Processor") if device.name == "cpu" else self.tr("Graphics card")
        if not device.memory_mb:
            return f"{kind} {device.title}"
        memory = f"{device.memory_mb / _MIB_A_GIB:.0f}"
        return self.tr("{kind} {device}, {memory} GB").format(kind=kind, device=device.title, memory=memory)
