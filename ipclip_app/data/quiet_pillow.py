"""Keeps Pillow's warnings about odd metadata from the user, from several threads at once."""

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


class _Silence:
    """Installs the filter for the first reader and removes it after the last.

    `warnings.catch_warnings` alone swaps a list of the whole process, so that two threads leaving it out of order would
    keep the filter for ever.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._readers = 0
        self._saved = warnings.catch_warnings()

    def enter(self) -> None:
        with self._lock:
            self._readers += 1
            if self._readers == 1:
                self._saved = warnings.catch_warnings()
                self._saved.__enter__()
                warnings.filterwarnings("ignore", module=r"PIL\.")

    def leave(self) -> None:
        with self._lock:
            self._readers -= 1
            if self._readers == 0:
                self._saved.__exit__(None, None, None)


_SILENCE = _Silence()
# Without any handler, Python itself prints what Pillow logs as errors; the user gets one exception instead.
logging.getLogger("PIL").addHandler(logging.NullHandler())


@contextmanager
def quiet_pillow() -> Iterator[None]:
    """Ignore the warnings that Pillow's own modules raise; damage is reported by exceptions."""
    _SILENCE.enter()
    try:
        yield
    finally:
        _SILENCE.leave()
