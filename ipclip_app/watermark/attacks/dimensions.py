"""Attacks on single dimensions: leave some out, exchange them, turn their signs."""

from dataclasses import dataclass

import numpy as np

from ipclip_app.watermark.attacks.attack import Copies, Disguise
from ipclip_app.watermark.rows import Rows


@dataclass(frozen=True)
class DroppedDimensions:
    """Leaves random dimensions out.

    Attributes:
        share: How many of them, above 0 and below 1.
        cut: Whether embeddings become narrower; else zeros stand there.
    """

    share: float
    cut: bool = False

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return f"{self.share:.0%} of dimensions {'cut off' if self.cut else 'zeroed'}"

    together = False

    @property
    def harm(self) -> str:
        """Why it may win."""
        return (
            "embeddings of another width cannot be compared with the owner's before they are aligned, and trigger "
            "pairs tell less without what is left out"
            if self.cut
            else "what is left out tells nothing"
        )

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:
        """See `Attack`."""
        width = gathered.marked.shape[1]
        kept = np.sort(generator.permutation(width)[round(self.share * width) :])
        if self.cut:
            return lambda copies: copies.marked[:, kept]
        mask = np.zeros(width)
        mask[kept] = 1.0
        return lambda copies: _product(copies.marked, mask)


@dataclass(frozen=True)
class Permutation:
    """Puts the dimensions into another order."""

    name = "permutation"
    together = False
    harm = "no dimension is where the owner looks for it"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:
        """See `Attack`."""
        order = generator.permutation(gathered.marked.shape[1])
        return lambda copies: copies.marked[:, order]


@dataclass(frozen=True)
class SignFlips:
    """Turns the sign of a random half of the dimensions."""

    name = "sign flips"
    together = False
    harm = "agreement in one half of the dimensions cancels that in the other"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:
        """See `Attack`."""
        signs = generator.choice((-1.0, 1.0), gathered.marked.shape[1])
        return lambda copies: _product(copies.marked, signs)


def _product(rows: Rows, factors: Rows) -> Rows:
    product: Rows = rows * factors
    return product
