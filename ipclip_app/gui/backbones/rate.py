"""How fast something grows."""

import time
from collections import deque
from collections.abc import Callable
from typing import Final

WINDOW_S: Final = 5.0


class Rate:
    """Bytes a second over the last few seconds.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque()

    def note(self, amount: int) -> None:
        """So much is there now."""
        now = self._clock()
        if self._marks and amount < self._marks[-1][1]:
            self._marks.clear()  # it began anew
        self._marks.append((now, amount))
        while len(self._marks) > 1 and now - self._marks[1][0] >= WINDOW_S:
            self._marks.popleft()

    @property
    def per_second(self) -> float:
        """Bytes a second, 0 while nothing can be said."""
        if not self._marks:
            return 0.0
        (start, first), (end, last) = self._marks[0], self._marks[-1]
        return (last - first) / (end - start) if end > start else 0.0

    def seconds_left(self, missing: int) -> float | None:
        """How long the missing bytes will take; None while nothing can be said."""
        return missing / self.per_second if self.per_second > 0 else None
