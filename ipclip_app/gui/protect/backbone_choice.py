"""Which of the installed models is protected."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.page import labelled, set_property
from ipclip_app.jobs.sample import BACKBONE
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.backbones import BackboneEntry

INSTALLED: Final = ("demo", "added", "downloaded")


class BackboneChoice(QWidget):
    """A list of the installed backbones, read anew whenever it comes to the front and the engine is ready.

    Args:
        context: Engine and background.
    """

    changed = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._wanted = BACKBONE
        self._job = LatestJob(context.background, self)
        self._job.succeeded.connect(self._fill)
        self._job.failed.connect(self._fail)
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Model"))
        self.box.addItem(self._title("demo", BACKBONE, 0), BACKBONE)
        self.box.activated.connect(self._choose)
        self.manage_button = QPushButton(self.tr("Manage &backbones"))
        self.manage_button.clicked.connect(self._manage)
        self.note = labelled("", "muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.manage_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.note)
        context.engine.ready.connect(self.refresh)
        self._explain()

    @property
    def backbone(self) -> str:
        """Reference of the chosen one."""
        return str(self.box.currentData())

    def choose(self, backbone: str) -> None:
        """Choose one, be it listed or not."""
        self._wanted = backbone
        if self.box.findData(backbone) < 0:
            self.box.addItem(backbone, backbone)
        self.box.setCurrentIndex(self.box.findData(backbone))
        self._explain()
        self.changed.emit()

    def refresh(self) -> None:
        """Read the list in the background, once the engine is there."""
        if self._context.engine.is_ready:
            self._job.start(_list)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look for models that were added in the meantime."""
        super().showEvent(event)
        self.refresh()

    def _manage(self) -> None:
        self._context.navigation.wanted.emit("backbones")

    def _choose(self) -> None:
        self._wanted = self.backbone
        self._explain()
        self.changed.emit()

    def _fill(self, entries: "tuple[BackboneEntry, ...]") -> None:
        self.box.clear()
        for entry in entries:
            if entry.kind in INSTALLED:
                self.box.addItem(self._title(entry.kind, entry.name, entry.size), entry.name)
        self.choose(self._wanted)

    def _fail(self, failure: Failure) -> None:
        self.note.setText(failure.sentence)
        set_property(self.note, "role", "bad")

    def _title(self, kind: str, name: str, size: int) -> str:
        if kind == "demo":
            return self.tr("{name} (ships with the program)").format(name=name)
        if kind == "added":
            return self.tr("{name} (your own)").format(name=name)
        amount = QLocale().formattedDataSize(size)
        return self.tr("{name} (downloaded, {size})").format(name=name, size=amount)

    def _explain(self) -> None:
        if self.backbone == BACKBONE:
            note = self.tr("A small model to try the program with. Add or download others under Backbones.")
        else:
            note = self.tr("Add or download others under Backbones.")
        self.note.setText(note)
        set_property(self.note, "role", "muted")


def _list() -> "Job[tuple[BackboneEntry, ...]]":
    from ipclip_app.jobs.backbones import list_backbones

    yield Report("backbones", 0, 1)
    return list_backbones()
