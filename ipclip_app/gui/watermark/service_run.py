"""Runs one service at a time and keeps what is known of it."""

from functools import partial
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal

from ipclip_app.gui.background import Background
from ipclip_app.gui.job_thread import Failure, JobThread
from ipclip_app.gui.watermark.access_lines import ServiceCounts
from ipclip_app.gui.watermark.service_child import ServiceEnd, ServiceOrder, ServiceReport, run_service

Phase = Literal["idle", "starting", "loading", "ready", "stopping", "stopped", "failed"]
RUNNING: Final = frozenset({"starting", "loading", "ready", "stopping"})


class ServiceRun(QObject):
    """The service in hand.

    Args:
        background: Starts the job that watches it.
        parent: Owner.

    Attributes:
        phase: How far it is.
        order: What was ordered; None before the first.
        address: Where it listens; empty before it does.
        counts: What it has answered.
        end: How the last one ended by itself; None where it was stopped, or before.
    """

    changed = Signal()
    logged = Signal(object)
    """Lines of its log, a tuple."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._thread: JobThread | None = None
        self.phase: Phase = "idle"
        self.order: ServiceOrder | None = None
        self.address = ""
        self.counts = ServiceCounts()
        self.end: ServiceEnd | None = None

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self.phase in RUNNING

    def start(self, order: ServiceOrder) -> None:
        """Start it; only while none is running."""
        if self.is_running:
            raise RuntimeError("a service is running already")
        self.order, self.address, self.counts, self.end = order, "", ServiceCounts(), None
        thread = self._thread = self._background.prepare(partial(run_service, order))
        thread.reported.connect(self._hear)
        thread.succeeded.connect(self._end)
        thread.failed.connect(self._fail)
        thread.cancelled.connect(self._stop)
        self._enter("starting")
        thread.start()

    def stop(self) -> None:
        """Ask it to stop; returns at once."""
        if self._thread is not None and self.phase != "stopping":
            self._enter("stopping")
            self._thread.stop()

    def _hear(self, report: ServiceReport) -> None:
        if report.lines:
            self.counts = self.counts.after(report.lines)
            self.logged.emit(report.lines)
        if report.address and not self.address:
            self.address = report.address
        if self.phase == "stopping":
            return
        if report.ready:
            self._enter("ready")
        elif self.phase == "starting" and self.address:
            self._enter("loading")
        elif report.lines:
            self.changed.emit()

    def _end(self, end: ServiceEnd) -> None:
        self.end = end
        self._leave("failed" if end.code else "stopped")

    def _fail(self, failure: Failure) -> None:
        self.end = ServiceEnd(-1, failure.sentence, failure.kind)
        self._leave("failed")

    def _stop(self) -> None:
        self._leave("stopped")

    def _leave(self, phase: Phase) -> None:
        self._thread, self.address = None, ""
        self._enter(phase)

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.changed.emit()
