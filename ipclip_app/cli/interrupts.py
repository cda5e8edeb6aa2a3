"""Turns Ctrl-C and a polite kill into one interruption that no library can swallow."""

import signal
import sys
from types import FrameType, TracebackType
from typing import Any, Final, Self

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_BASE: Final = 128

_received: list[int] = []


class Interrupts:
    """While it is entered, either signal raises KeyboardInterrupt and is remembered.

    Remembering matters where the exception gets lost: in a callback of a C library, in a finalizer, or behind an
    `except` of an imported package. `raise_pending` raises it again at the next step of a job.
    """

    def __init__(self) -> None:
        self._previous: dict[signal.Signals, Any] = {}
        self._hook = sys.unraisablehook

    def __enter__(self) -> Self:
        _received.clear()
        self._hook = sys.unraisablehook
        sys.unraisablehook = self._unraisable
        self._previous = {number: signal.signal(number, _receive) for number in _SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)
        sys.unraisablehook = self._hook

    @property
    def received(self) -> bool:
        """Whether a signal arrived."""
        return bool(_received)

    @property
    def is_polite(self) -> bool:
        """Whether the first signal was SIGTERM."""
        return _received[:1] == [signal.SIGTERM]

    @property
    def exit_code(self) -> int:
        """128 and the number of the first signal, which is 130 for Ctrl-C."""
        return _BASE + (_received[0] if _received else signal.SIGINT)

    def _unraisable(self, unraisable: "sys.UnraisableHookArgs") -> None:
        if not isinstance(unraisable.exc_value, KeyboardInterrupt):
            self._hook(unraisable)


def raise_pending() -> None:
    """Raise KeyboardInterrupt if a signal arrived whose exception was lost.

    Raises:
        KeyboardInterrupt: The user asked to stop.
    """
    if _received:
        raise KeyboardInterrupt


def end_at_once() -> None:
    """Let the next signal end the process without a traceback, for the time after the last command."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def _receive(number: int, frame: FrameType | None) -> None:
    del frame
    _received.append(number)
    raise KeyboardInterrupt
