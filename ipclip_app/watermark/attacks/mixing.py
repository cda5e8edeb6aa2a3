"""Attacks by several copies of the same embedding."""

from dataclasses import dataclass

import numpy as np

from ipclip_app.watermark.attacks.attack import Copies, Disguise
from ipclip_app.watermark.rows import Rows


@dataclass(frozen=True)
class Averaging:
    """Two licensees serve the mean of their embeddings."""

    name = "average of two licensees"
    together = True
    harm = "each mark is as weak as the other is strong"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:  # noqa: ARG002 - nothing to decide
        """See `Attack`."""
        return lambda copies: _mixed(copies.marked, copies.accomplice, 1 / 2)


@dataclass(frozen=True)
class CleanMixing:
    """Whoever has the model itself mixes in its clean embeddings.

    Attributes:
        share: Weight of the clean ones, 0 to 1.
    """

    share: float
    together = False
    harm = "the clean embeddings outweigh the stolen ones; whoever has them has the model and nothing left to steal"

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return f"{self.share:.0%} clean embeddings"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:  # noqa: ARG002 - nothing to decide
        """See `Attack`."""
        return lambda copies: _mixed(copies.marked, copies.clean, self.share)


def _mixed(one: Rows, other: Rows, share: float) -> Rows:
    """Weighted mean of unit rows (B, D)."""
    mean: Rows = (1 - share) * one + share * other
    return mean
