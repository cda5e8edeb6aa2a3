"""Noise that is drawn anew for every answer."""

from dataclasses import dataclass

import numpy as np

from ipclip_app.watermark.attacks.attack import Copies, Disguise
from ipclip_app.watermark.rows import Rows


@dataclass(frozen=True)
class Noise:
    """Adds Gaussian noise.

    Attributes:
        strength: Length of the noise; an embedding has length 1.
    """

    strength: float
    together = False
    harm = "the noise drowns the embeddings"

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return f"noise {self.strength:g}"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:  # noqa: ARG002 - nothing to decide
        """See `Attack`."""
        return lambda copies: noisy(copies.marked, self.strength, generator)


def noisy(rows: Rows, strength: float, generator: np.random.Generator) -> Rows:
    """Unit rows (B, D) plus noise of a length in the mean square."""
    disturbed: Rows = rows + generator.standard_normal(rows.shape) * (strength / np.sqrt(rows.shape[1]))
    return disturbed
