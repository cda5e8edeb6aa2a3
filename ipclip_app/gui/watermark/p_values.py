"""The p-values so far, in the shape in which a plot draws them."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]
SMALLEST: Final = 1e-15
"""Less is drawn as this."""


def _empty() -> Places:
    return np.empty(0)


@dataclass(frozen=True, eq=False)
class PCurves:
    """Points of both curves.

    Attributes:
        places: Numbers of questions, ascending.
        distribution: p-values of the distribution test there, nan where there is none.
        trigger: Of the trigger test.
    """

    places: Places = field(default_factory=_empty)
    distribution: Places = field(default_factory=_empty)
    trigger: Places = field(default_factory=_empty)

    @property
    def lowest(self) -> float:
        """The smallest p-value; 1 where there is none."""
        known = np.concatenate([self.distribution, self.trigger])
        return float(min(1.0, np.nanmin(known))) if np.isfinite(known).any() else 1.0

    def after(self, questions: int, distribution: float | None, trigger: float | None) -> "PCurves":
        """With one point more, or another one in its place where there are no more questions."""
        if distribution is None and trigger is None:
            return self
        kept = self.places < questions
        values = [np.nan if value is None else max(SMALLEST, value) for value in (distribution, trigger)]
        return PCurves(
            np.append(self.places[kept], questions),
            np.append(self.distribution[kept], values[0]),
            np.append(self.trigger[kept], values[1]),
        )
