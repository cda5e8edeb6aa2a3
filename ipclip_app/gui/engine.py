"""Loads the engine behind the visible window and lets pages wait for it."""

import importlib
import warnings
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from ipclip_app.gui.job_thread import Failure, JobThread
from ipclip_app.progress import Job

if TYPE_CHECKING:
    from ipclip_app.jobs.engine import EngineFacts

_HARMLESS: Final = ".*other operators may also be overridden"
"""What the libraries say of themselves, and hide while they load unless another thread undoes that meanwhile."""

_PLOTTING: Final = ("pyqtgraph", "superqt")
"""Slow to import, and harmless in a thread: they make no object of Qt's before they are used."""


class Engine(QObject):
    """The libraries that compute, loading, ready or failed.

    Args:
        threads: Threads of one operation on the CPU, 0 for the library's own choice.
        parent: Owner.
    """

    ready = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, threads: int = 0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: EngineFacts | None = None
        self._threads = threads
        self._thread = JobThread(self._begin, self)
        self._thread.reported.connect(self._report)
        self._thread.succeeded.connect(self._succeed)
        self._thread.failed.connect(self._fail)

    @property
    def is_ready(self) -> bool:
        """Whether jobs can start without a wait."""
        return self.facts is not None

    @property
    def is_loading(self) -> bool:
        """Whether the libraries are being imported."""
        return self._thread.isRunning()

    def start(self) -> None:
        """Begin to load; returns at once."""
        warnings.filterwarnings("ignore", _HARMLESS, UserWarning)
        self._thread.start()

    def wait(self, milliseconds: int) -> bool:
        """Let an import in progress come to its end; whether it did."""
        self._thread.stop()
        return self._thread.wait(milliseconds)

    def _begin(self) -> "Job[EngineFacts]":
        """Load what plots as well, so that the first Start is answered at once."""
        for name in _PLOTTING:
            importlib.import_module(name)
        from ipclip_app.jobs.engine import start_engine

        return start_engine(self._threads)

    def _report(self, report: object) -> None:
        self.progressed.emit(getattr(report, "step", 0), getattr(report, "total", 0))

    def _succeed(self, facts: "EngineFacts") -> None:
        self.facts = facts
        self.ready.emit(facts)

    def _fail(self, failure: Failure) -> None:
        self.failed.emit(failure)
