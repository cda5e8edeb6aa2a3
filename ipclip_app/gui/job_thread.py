"""The one adapter between jobs and Qt: a thread pulls the generator and tells what comes out of it."""

import logging
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, QThread, Signal

from ipclip_app.errors import CancelledError, IpclipError
from ipclip_app.jobs.defects import describe_defect
from ipclip_app.progress import Job

_LOG = logging.getLogger(__name__)
STACK_SIZE: Final = 16 * 2**20
"""Bytes; some systems give a thread too little for the libraries beneath."""


@dataclass(frozen=True)
class Failure:
    """Why a job failed.

    Attributes:
        sentence: What happened, with the file and the remedy.
        details: What "copy details" copies.
        kind: Name of the error's class.
    """

    sentence: str
    details: str
    kind: str


class JobThread(QThread):
    """Runs one job and ends in exactly one of `succeeded`, `failed` and `cancelled`.

    Args:
        begin: Makes the job; called in the thread, so that it can import what is slow to import.
        parent: Owner of the thread.
    """

    reported = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, begin: Callable[[], Job[Any]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begin = begin
        self._stopping = threading.Event()
        self._going = threading.Event()
        self._going.set()
        self.setStackSize(STACK_SIZE)

    def pause(self) -> None:
        """Hold the job after its next report."""
        self._going.clear()

    def go_on(self) -> None:
        """Let a paused job go on."""
        self._going.set()

    @property
    def is_paused(self) -> bool:
        """Whether the job is held or about to be."""
        return not self._going.is_set()

    def stop(self) -> None:
        """Close the job after its next report, paused or not; returns at once."""
        self._stopping.set()
        self._going.set()

    def run(self) -> None:
        """Drive the job to its end; called by Qt in the thread."""
        try:
            finished, result = self._drive()
        except CancelledError:
            self.cancelled.emit()
        except IpclipError as error:
            self.failed.emit(_failure(error, error))
        except Exception as error:  # noqa: BLE001 - nothing else would ever tell the window
            self.failed.emit(_failure(describe_defect(error), error))
        else:
            if finished:
                self.succeeded.emit(result)
            else:
                self.cancelled.emit()

    def _drive(self) -> tuple[bool, Any]:
        """Whether the job came to its end, and its result."""
        job = self._begin()
        try:
            while not self._stopping.is_set():
                try:
                    report = next(job)
                except StopIteration as end:
                    return True, end.value
                self.reported.emit(report)
                self._going.wait()
        finally:
            job.close()
        return False, None


def _failure(told: IpclipError, cause: Exception) -> Failure:
    """What the window tells of `cause`, in the words of `told`."""
    _LOG.warning("A job failed", exc_info=cause)
    return Failure(str(told), "".join(traceback.format_exception(cause)), type(cause).__name__)
