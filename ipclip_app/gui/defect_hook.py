"""What nothing else caught, for instance an exception in a slot, is logged and told; the window lives on."""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from ipclip_app.gui.message_area import Message
from ipclip_app.jobs.defects import describe_defect

_LOG = logging.getLogger(__name__)


class DefectHook(QObject):
    """Tells each defect once; safe to be called from any thread."""

    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: set[tuple[str, int]] = set()

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Take every uncaught exception as long as the context lasts."""
        previous = sys.excepthook
        sys.excepthook = self.take
        try:
            yield
        finally:
            sys.excepthook = previous

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an exception and emit its message; an interruption from the keyboard goes its own way."""
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.error("Uncaught", exc_info=(kind, error, trace))
        place = _place(kind, trace)
        if place in self._told:
            return  # a timer may repeat it ten times a second
        self._told.add(place)
        details = "".join(traceback.format_exception(error))
        self.found.emit(Message(str(describe_defect(error)), "error", details))


def _place(kind: type[BaseException], trace: TracebackType | None) -> tuple[str, int]:
    frames = traceback.extract_tb(trace)
    return (kind.__name__ + (frames[-1].filename if frames else ""), (frames[-1].lineno or 0) if frames else 0)
