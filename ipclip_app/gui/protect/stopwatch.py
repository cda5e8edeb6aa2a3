"""Time spent working: stands still while a run is paused."""

import time
from collections.abc import Callable


class Stopwatch:
    """Counts seconds from its making.

    Args:
        clock: Gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._before = 0.0
        self._since: float | None = clock()

    def seconds(self) -> float:
        """Seconds counted so far."""
        return self._before + (0.0 if self._since is None else self._clock() - self._since)

    def run(self, *, running: bool) -> None:
        """Count on or stand still."""
        if running == (self._since is not None):
            return
        self._before = self.seconds()
        self._since = self._clock() if running else None
