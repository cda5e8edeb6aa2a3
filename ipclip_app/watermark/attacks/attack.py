"""What an attack is: a thief learns from what he has gathered how to change whatever he answers later."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.rows import Rows, unit_rows


@dataclass(frozen=True, eq=False)
class Copies:
    """Embeddings of the same inputs that a thief may have, unit rows (B, D).

    Attributes:
        marked: What he is served.
        accomplice: What another licensee is served; few attacks look at it.
        clean: What the model says without a watermark; few attacks look at it, for it is the model itself.
    """

    marked: Rows
    accomplice: Rows
    clean: Rows

    def __len__(self) -> int:
        return len(self.marked)

    def __getitem__(self, rows: slice) -> "Copies":
        return Copies(self.marked[rows], self.accomplice[rows], self.clean[rows])


Disguise = Callable[[Copies], Rows]
"""What the thief serves, (B, any width), of embeddings that he has."""


class Attack(Protocol):
    """A way to hide where embeddings come from."""

    @property
    def name(self) -> str:
        """What it is called in tables."""

    @property
    def harm(self) -> str:
        """Why it may win, in one sentence without a full stop."""

    @property
    def together(self) -> bool:
        """Whether two licensees do it."""

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:
        """Decide on everything that does not depend on later inputs.

        Args:
            gathered: Embeddings that the thief has collected, in a random order.
            generator: Where the thief's randomness comes from.
        """


def copies_of(clean: Rows, matrix: ArrayLike, accomplice: ArrayLike | None = None) -> Copies:
    """What a thief with the matrix (D, D) and an accomplice with another one get of clean embeddings (B, D).

    Without an accomplice the thief's own copies stand in his place.
    """
    units = unit_rows(clean)
    served = unit_rows(apply_watermark(units, np.asarray(matrix)))
    second = served if accomplice is None else unit_rows(apply_watermark(units, np.asarray(accomplice)))
    return Copies(served, second, units)
