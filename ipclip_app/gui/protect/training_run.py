"""A run in its thread: drives the state machine, keeps the reports until they are drawn, and tells how it ended."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure, JobThread
from ipclip_app.gui.message_area import failure_message
from ipclip_app.gui.protect.phases import TRAINING
from ipclip_app.gui.protect.training_state import Condition, Event, Stage
from ipclip_app.gui.trash import move_to_trash
from ipclip_app.progress import EpochReport, Job, Notice, Report, StepReport

MakeJob = Callable[[Callable[[], bool]], Job[Any]]
"""Makes the job from a function that tells whether the owner wants training to end; called in the thread."""


class TrainingRun(QObject):
    """One run after the other, never two at once.

    Attributes:
        condition: Where the run stands.
        folder: Its folder.
        job: The thread of its job; None once it has ended.

    Args:
        context: What the page works with.
        parent: Owner.
    """

    changed = Signal()
    finished = Signal(object)
    stopped = Signal()
    failed = Signal(object)
    discarded = Signal()

    def __init__(self, context: WindowContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.job: JobThread | None = None
        self._ending = threading.Event()
        self._pending: list[Report] = []
        self._result: object = None
        self.condition = Condition()
        self.folder = Path()

    def begin(self, make_job: MakeJob, folder: Path) -> None:
        """Start a run; only while none is busy."""
        if self.condition.is_busy:
            raise RuntimeError("a run is busy already")
        self.folder, self._ending, self._result = folder, threading.Event(), None
        self._pending.clear()
        thread = self._context.background.prepare(partial(make_job, self._ending.is_set))
        thread.reported.connect(self._store)
        thread.succeeded.connect(self._succeed)
        thread.failed.connect(self._fail)
        thread.cancelled.connect(self._cancel)
        self.job = thread
        self.apply(Event.BEGIN)
        thread.start()

    def take(self) -> list[Report]:
        """The reports since the last call."""
        taken = list(self._pending)
        self._pending.clear()
        return taken

    def apply(self, event: Event) -> None:
        """Let something happen to the run; what is out of place changes nothing."""
        before, self.condition = self.condition, self.condition.after(event)
        if self.condition == before:
            return
        self._steer()
        self.changed.emit()
        if self.condition.stage is not before.stage:
            self._tell(self.condition.stage)

    def _steer(self) -> None:
        """Make the thread do what the condition says."""
        stage = self.condition.stage
        if stage is Stage.KEEPING:
            self._ending.set()
        if self.job is None:
            return
        if stage in {Stage.STOPPING, Stage.DISCARDING}:
            self.job.stop()
        elif self.condition.paused:
            self.job.pause()
        else:
            self.job.go_on()

    def _tell(self, stage: Stage) -> None:
        if stage is Stage.DONE:
            self.finished.emit(self._result)
        elif stage is Stage.STOPPED:
            self.stopped.emit()
        elif stage is Stage.FAILED:
            self.failed.emit(self._result)
        elif stage is Stage.DISCARDED:
            self.discarded.emit()
        elif stage is Stage.TRASHING:
            self._trash()

    def _store(self, report: Report) -> None:
        self._pending.append(report)
        if isinstance(report, Notice):
            return
        if report.phase == TRAINING:
            self.apply(Event.TRAINS)
        elif self.condition.stage is Stage.TRAINING:
            self.apply(Event.EVALUATES)
        if isinstance(report, EpochReport) or (isinstance(report, StepReport) and report.epoch > 1):
            self.apply(Event.KEEPS)

    def _succeed(self, result: object) -> None:
        self._end(Event.SUCCEEDED, result)

    def _fail(self, failure: Failure) -> None:
        self._end(Event.FAILED, failure)
        if self.condition.stage is Stage.FAILED:
            self._context.say(failure_message(failure))

    def _cancel(self) -> None:
        self._end(Event.CANCELLED, None)

    def _end(self, event: Event, result: object) -> None:
        self.job, self._result = None, result
        self.apply(event)

    def _trash(self) -> None:
        thread = self._context.background.prepare(partial(move_to_trash, self.folder))
        thread.succeeded.connect(self._trashed)
        thread.failed.connect(self._not_trashed)
        thread.cancelled.connect(self._not_trashed)
        thread.start()

    def _trashed(self) -> None:
        self.apply(Event.TRASHED)

    def _not_trashed(self, failure: Failure | None = None) -> None:
        if failure is not None:
            self._context.say(failure_message(failure))
        self.apply(Event.NOT_TRASHED)
