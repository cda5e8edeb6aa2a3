"""How long an experiment may take, by the epochs of the first cells, before any cell has ended."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ipclip_app.jobs.experiment_plan import Cell

_LEAST_S: Final = 3.0
_LEAST_SHARE: Final = 0.05
"""Before so much of a training is seen, its speed is a guess."""


@dataclass(frozen=True)
class _Stretch:
    """What was seen of a training: when and where that began, and the newest share."""

    since: float
    first: float
    share: float
    now: float

    @property
    def speed(self) -> float | None:
        """Trainings a second; None before enough is seen."""
        seconds, done = self.now - self.since, self.share - self.first
        return done / seconds if seconds >= _LEAST_S and done >= _LEAST_SHARE else None


class EarlyEstimate:
    """Follows the trainings in hand."""

    def __init__(self) -> None:
        self._seen: dict[Cell, _Stretch] = {}

    def hear(self, cell: "Cell", share: float, now: float) -> None:
        """A training has got so far, 0 to 1, at a clock's reading in seconds; one that goes on begins where it was."""
        begun = _Stretch(now, share, share, now)
        self._seen[cell] = replace(self._seen.get(cell, begun), share=share, now=now)

    def forget(self, cell: "Cell") -> None:
        """A cell has ended."""
        self._seen.pop(cell, None)

    def seconds_left(self, waiting: int, working: int) -> float | None:
        """Seconds that the trainings still take, no less; reading images and testing come on top.

        Args:
            waiting: Cells that have not begun.
            working: Cells in hand, in a process each.

        Returns:
            None while no training has been seen for long enough.
        """
        speeds = [speed for stretch in self._seen.values() if (speed := stretch.speed) is not None]
        if not speeds:
            return None
        rest = waiting + working - sum(stretch.share for stretch in self._seen.values())
        return rest * len(speeds) / sum(speeds) / max(1, working)
