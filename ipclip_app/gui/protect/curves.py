"""Points of a curve that grows while a run trains."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_FIRST: Final = 256


class Curve:
    """Steps, values and smoothed values; appending takes constant time on average and reading copies nothing.

    The smoothed value is an exponential mean over about `window` points that starts without a bias to zero.

    Args:
        window: Points that the smoothed value remembers, at least 1.
    """

    def __init__(self, window: float = 20.0) -> None:
        self._keep = 1.0 - 1.0 / window
        self._rows: NDArray[np.float64] = np.empty((3, _FIRST))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def is_smoothed(self) -> bool:
        """Whether the smoothed values are others than those reported."""
        return self._keep > 0

    def append(self, step: float, value: float) -> None:
        """Add a point; `step` lies beyond the last one's."""
        if self._count == self._rows.shape[1]:
            self._grow()
        self._rows[:, self._count] = step, value, self._smoothed(value)
        self._count += 1

    def _smoothed(self, value: float) -> float:
        """A plain mean until the window is full, then an exponential one."""
        if not self._count:
            return value
        keep = min(self._keep, self._count / (self._count + 1))
        return float(keep * self._rows[2, self._count - 1] + (1 - keep) * value)

    def begin_again(self, step: float, factor: float) -> None:
        """Remove the points from `step` on and multiply the steps of the others by `factor`."""
        self._count = int(np.searchsorted(self.steps, step))
        self._rows[0, : self._count] *= factor

    def _grow(self) -> None:
        larger: NDArray[np.float64] = np.empty((3, 2 * self._rows.shape[1]))
        larger[:, : self._count] = self._rows
        self._rows = larger

    @property
    def steps(self) -> NDArray[np.float64]:
        """Steps, ascending, (n,); a view."""
        return self._rows[0, : self._count]

    @property
    def values(self) -> NDArray[np.float64]:
        """Values as they were reported, (n,); a view."""
        return self._rows[1, : self._count]

    @property
    def smooth(self) -> NDArray[np.float64]:
        """Smoothed values, (n,); a view."""
        return self._rows[2, : self._count]
