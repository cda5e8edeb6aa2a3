"""A job of which only the newest counts: starting it again stops the one before and forgets what that still says."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ipclip_app.gui.background import Background
from ipclip_app.gui.job_thread import JobThread
from ipclip_app.progress import Job

TICK_MS: Final = 100


class LatestJob(QObject):
    """Starts jobs one instead of the other.

    `reported` carries the list of reports since the last time, at most ten times a second and always before the end.

    Args:
        background: Starts the threads.
        parent: Owner.
    """

    reported = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._thread: JobThread | None = None
        self._reports: list[object] = []
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._flush)

    @property
    def is_running(self) -> bool:
        """Whether the newest job has not come to an end."""
        return self._thread is not None

    def start(self, begin: Callable[[], Job[Any]]) -> None:
        """Run a job instead of the one in hand."""
        self.stop()
        thread = self._background.prepare(begin)
        thread.reported.connect(self._report)
        thread.succeeded.connect(self._succeed)
        thread.failed.connect(self._fail)
        thread.cancelled.connect(self._cancel)
        self._thread = thread
        self._timer.start()
        thread.start()

    def stop(self) -> None:
        """End the job in hand without another word from it; returns at once."""
        if self._thread is not None:
            self._thread.stop()
        self._forget()

    def cancel(self) -> None:
        """Ask the job in hand to end; told is whether it did, or had done its work before it could; returns at once."""
        if self._thread is not None:
            self._thread.stop()

    def _forget(self) -> None:
        self._thread = None
        self._reports = []
        self._timer.stop()

    def _flush(self) -> None:
        reports, self._reports = self._reports, []
        if reports:
            self.reported.emit(reports)

    def _report(self, report: object) -> None:
        if self.sender() is self._thread:
            self._reports.append(report)

    def _succeed(self, result: object) -> None:
        if self._ended():
            self.succeeded.emit(result)

    def _fail(self, failure: object) -> None:
        if self._ended():
            self.failed.emit(failure)

    def _cancel(self) -> None:
        if self._ended():
            self.cancelled.emit()

    def _ended(self) -> bool:
        """Whether it is the newest job that ended; then all that it reported has been told."""
        if self.sender() is not self._thread:
            return False
        thread = self._thread
        self._flush()
        if self._thread is not thread:  # whoever was told has started another one
            return False
        self._forget()
        return True
