"""Audits what is given to it with the judge at hand, and keeps waiting what cannot be audited yet."""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from ipclip_app.gui.audit.judge import Judge
from ipclip_app.gui.background import Background
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.jobs.audit_row import AuditedWith, AuditReport, AuditSummary
from ipclip_app.progress import Job, Notice, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.protected_model import ProtectedModel

Phase = Literal["idle", "running", "done", "stopped", "failed"]


class AuditRun(QObject):
    """All that was given, judged by one judge; what is given meanwhile is judged afterwards.

    Args:
        background: Starts the job.
        parent: Owner.

    Attributes:
        phase: How far it is.
        given: Every path so far, in order.
        judge: What judges the next; None while there is none.
        judged_with: What the rows so far were judged by; None before the first.
        report: The newest of the job in hand; None before it.
        seconds: How long it took, once it has ended.
    """

    began = Signal()
    """Rows of another judge, or of what was given before, are worth nothing any more."""
    rows_came = Signal(object)
    noticed = Signal(str)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.phase: Phase = "idle"
        self.given: dict[Path, None] = {}
        self.judge: Judge | None = None
        self.judged_with: AuditedWith | None = None
        self.report: Report | None = None
        self.seconds = 0.0
        self._waiting: dict[Path, None] = {}
        self._started = 0.0
        self._job = LatestJob(background, self)
        self._job.reported.connect(self._hear)
        self._job.succeeded.connect(self._succeed)
        self._job.failed.connect(self._fail)
        self._job.cancelled.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether files are being judged."""
        return self.phase == "running"

    @property
    def elapsed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._started if self.is_running else self.seconds

    def add(self, paths: Sequence[Path]) -> None:
        """Audit files and folders too, at once where there is a judge and nothing else in hand."""
        fresh = dict.fromkeys(paths)
        self.given |= fresh
        self._waiting |= fresh
        self._go_on()
        self.changed.emit()

    def use(self, judge: Judge | None) -> None:
        """Audit everything given with another judge; with none, what is in hand is stopped and the rows remain."""
        self.judge = judge
        if judge is None:
            self.stop()
        else:
            self.judged_with = judge.audited_with
            self.again()

    def again(self) -> None:
        """Audit everything given from the beginning."""
        self._job.stop()
        self._end("idle")
        self._waiting = dict(self.given)
        self.began.emit()
        self._go_on()
        self.changed.emit()

    def stop(self) -> None:
        """Judge no more; returns at once, and what was judged remains."""
        self._job.stop()
        self._waiting = {}
        if self.is_running:
            self._end("stopped")
        self.changed.emit()

    def clear(self) -> None:
        """Forget everything that was given."""
        self.given = {}
        self.stop()
        self.again()

    def _go_on(self) -> None:
        if self.is_running or self.judge is None or not self._waiting:
            return
        paths, self._waiting = tuple(self._waiting), {}
        self.phase, self.report, self._started = "running", None, time.monotonic()
        self._job.start(partial(_audit, self.judge.model, paths))

    def _hear(self, reports: Sequence[Report]) -> None:
        rows = [row for report in reports if isinstance(report, AuditReport) for row in report.rows]
        self.report = reports[-1]
        if rows:
            self.rows_came.emit(rows)
        for report in reports:
            if isinstance(report, Notice):
                self.noticed.emit(report.message)
        self.changed.emit()

    def _succeed(self, _summary: AuditSummary) -> None:
        self._end("done")
        self._go_on()
        self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self._waiting = {}
        self._end("failed")
        self.failed.emit(failure)
        self.changed.emit()

    def _end(self, phase: Phase) -> None:
        self.seconds = self.elapsed
        self.phase = phase


def _audit(model: "ProtectedModel", paths: Sequence[Path]) -> Job[AuditSummary]:
    from ipclip_app.jobs.audit import audit

    return audit(model, paths)
