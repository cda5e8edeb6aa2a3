"""Every job that the window has running, so that closing can wait for all of them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from ipclip_app.gui.job_thread import JobThread
from ipclip_app.progress import Job


class Background(QObject):
    """Starts jobs and keeps their threads until they have ended."""

    emptied = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: list[JobThread] = []

    def prepare(self, begin: Callable[[], Job[Any]]) -> JobThread:
        """A thread for a job; connect its signals, then start it."""
        thread = JobThread(begin, self)
        thread.finished.connect(self._forget)
        self._threads.append(thread)
        return thread

    @property
    def is_busy(self) -> bool:
        """Whether any job runs."""
        return any(thread.isRunning() for thread in self._threads)

    def stop_all(self) -> None:
        """Close every job after its next report; returns at once, `emptied` tells when all have ended."""
        for thread in self._threads:
            thread.stop()

    def wait(self, milliseconds: int) -> bool:
        """Wait for every job to end; whether all did in time for each."""
        return all([thread.wait(milliseconds) for thread in list(self._threads)])  # noqa: C419 - waits for each

    def _forget(self) -> None:
        thread = self.sender()
        if isinstance(thread, QThread) and thread in self._threads:
            self._threads.remove(thread)
            thread.deleteLater()
        if not self._threads:
            self.emptied.emit()
