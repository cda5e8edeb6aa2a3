"""Runs one experiment at a time and keeps what is known of it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from ipclip_app.gui.background import Background
from ipclip_app.gui.experiment.cell_pace import remember_pace
from ipclip_app.gui.experiment.early_estimate import EarlyEstimate
from ipclip_app.gui.experiment.setup_view import Order
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.progress import Job, Notice, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.experiment_plan import Cell
    from ipclip_app.jobs.experiment_reports import CellEnded
    from ipclip_app.jobs.experiment_request import ExperimentRequest
    from ipclip_app.jobs.experiment_table import ExperimentTable

Phase = Literal["idle", "running", "done", "stopped", "failed"]
_TRAINING = "training"


@dataclass(frozen=True)
class Planned(Report):
    """What will be measured is known.

    Attributes:
        table: Without a result.
    """

    table: "ExperimentTable"


class ExperimentRun(QObject):
    """The experiment in hand.

    Args:
        background: Starts the job.
        parent: Owner.

    Attributes:
        phase: How far it is.
        order: What was ordered; None before the first.
        table: What is known; None before the plan is.
        working: Cells in hand, each with the share of its training that is done, 0 to 1.
    """

    changed = Signal()
    table_changed = Signal()
    noticed = Signal(str)
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.phase: Phase = "idle"
        self.order: Order | None = None
        self.table: ExperimentTable | None = None
        self.working: dict[Cell, float] = {}
        self._trained: set[Cell] = set()
        self._measured = 0
        self._began = 0.0
        self._early = EarlyEstimate()
        self._job = LatestJob(background, self)
        self._job.reported.connect(self._hear)
        self._job.succeeded.connect(self._succeed)
        self._job.failed.connect(self._fail)

    @property
    def is_running(self) -> bool:
        """Whether cells are being measured."""
        return self.phase == "running"

    @property
    def done(self) -> int:
        """Cells that have ended."""
        return len(self.table.outcomes) if self.table else 0

    @property
    def total(self) -> int:
        """All cells."""
        return len(self.table.plan.cells) if self.table else 0

    @property
    def seconds_left(self) -> float | None:
        """By what the cells of this call took; None before one has ended in it."""
        if not self.is_running or not self._measured:
            return None
        return (time.monotonic() - self._began) / self._measured * (self.total - self.done)

    @property
    def least_seconds_left(self) -> float | None:
        """By the first epochs of the cells in hand, without reading and testing; None before some have been trained."""
        if not self.is_running:
            return None
        return self._early.seconds_left(self.total - self.done - len(self.working), len(self.working))

    def start(self, order: Order) -> None:
        """Measure, or go on where the folder of the results tells of finished cells."""
        self.phase, self.order, self.table, self.working = "running", order, None, {}
        self._began, self._measured, self._trained = time.monotonic(), 0, set()
        self._early = EarlyEstimate()
        self._job.start(partial(measure, order.request))
        self.table_changed.emit()
        self.changed.emit()

    def stop(self) -> None:
        """Measure no more; what is finished is kept, and the rest can go on later."""
        self._job.stop()
        if self.is_running:
            self._end("stopped")

    def _hear(self, reports: Sequence[Report]) -> None:
        from ipclip_app.jobs.experiment_reports import CellBegun, CellEnded, CellProgress

        before = self.table
        for report in reports:
            if isinstance(report, Notice):
                self.noticed.emit(report.message)
            elif isinstance(report, Planned):
                self.table = report.table
            elif isinstance(report, CellBegun):
                self.working[report.cell] = 0.0
            elif isinstance(report, CellProgress) and report.work == _TRAINING and report.of:
                self._trained.add(report.cell)
                self.working[report.cell] = report.done / report.of
                self._early.hear(report.cell, report.done / report.of, time.monotonic())
            elif isinstance(report, CellEnded):
                self._take(report)
        if self.table is not before:
            self.table_changed.emit()
        self.changed.emit()

    def _take(self, report: "CellEnded") -> None:
        self.table = report.table
        self.working.pop(report.outcome.cell, None)
        self._early.forget(report.outcome.cell)
        if report.outcome.cell in self._trained:
            self._measured += 1
        elif not self._measured:  # it was finished before, or failed at once, and tells nothing of the pace
            self._began = time.monotonic()

    def _succeed(self, table: "ExperimentTable") -> None:
        self.table = table
        self._remember_pace()
        self._end("done")
        self.table_changed.emit()

    def _remember_pace(self) -> None:
        if self.order is not None and self._measured and self.total:
            extent, request = self.order.extent, self.order.request
            work = extent.work * self._measured / self.total
            remember_pace(request.backbone, request.device, (time.monotonic() - self._began) / work)

    def _fail(self, failure: object) -> None:
        self._end("failed")
        self.failed.emit(failure)

    def _end(self, phase: Phase) -> None:
        self.phase, self.working = phase, {}
        self.changed.emit()


def measure(request: "ExperimentRequest") -> "Job[ExperimentTable]":
    """Tell what will be measured, then measure it.

    Raises:
        IpclipError: The folders, the backbone, the trigger or the place for the results cannot be used.
    """
    from ipclip_app.jobs.experiment import experiment
    from ipclip_app.jobs.experiment_plan import plan_experiment
    from ipclip_app.jobs.experiment_table import ExperimentTable

    plan = yield from plan_experiment(request)
    yield Planned("cells", 0, len(plan.cells), ExperimentTable(plan, {}, request.protocol))
    return (yield from experiment(request))
