"""Attacks by the statistics of what the thief has gathered: its mean, its directions, its spread."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ipclip_app.watermark.attacks.attack import Copies, Disguise
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.rows import Rows

FLOOR: Final = 0.01
"""Part of the mean variance that every direction is taken to have; without it whitening would amplify noise alone."""


@dataclass(frozen=True)
class MeanRemoval:
    """Subtracts the mean embedding.

    Attributes:
        turned: Whether the result is rotated too.
    """

    turned: bool = False
    together = False

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return "mean removal and rotation" if self.turned else "mean removal"

    @property
    def harm(self) -> str:
        """Why it may win."""
        rest = ", and a rotation hides all else" if self.turned else ""
        return f"without what all embeddings share, cosines change by more than by the watermark{rest}"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:
        """See `Attack`."""
        mean = gathered.marked.mean(axis=0)
        if not self.turned:
            return lambda copies: _difference(copies.marked, mean)
        turn = random_orthogonal(len(mean), generator)
        return lambda copies: _product(_difference(copies.marked, mean), turn)


@dataclass(frozen=True)
class PrincipalComponents:
    """Serves the coordinates along the strongest directions.

    Attributes:
        share: How many of the dimensions are kept, above 0, at most 1.
    """

    share: float
    together = False
    harm = "coordinates along directions of the thief's own are a rotation, in another width"

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return f"PCA to {self.share:.0%} of dimensions"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:  # noqa: ARG002 - nothing random
        """See `Attack`."""
        width = gathered.marked.shape[1]
        directions = np.linalg.eigh(gathered.marked.T @ gathered.marked)[1][:, ::-1][
            :, : max(1, round(self.share * width))
        ]
        return lambda copies: _product(copies.marked, directions)


@dataclass(frozen=True)
class Whitening:
    """Subtracts the mean and gives all directions the same variance.

    Attributes:
        turned: Whether the result is rotated too.
    """

    turned: bool = False
    together = False
    harm = "directions are stretched by much more than by the watermark, so that cosines tell little of it"

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return "whitening and rotation" if self.turned else "whitening"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:
        """See `Attack`."""
        mean = gathered.marked.mean(axis=0)
        centred = gathered.marked - mean
        variances, directions = np.linalg.eigh(centred.T @ centred / len(centred))
        factors = 1 / np.sqrt(np.maximum(variances, 0) + FLOOR * variances.mean())
        matrix = (directions * factors) @ directions.T
        if self.turned:
            matrix = matrix @ random_orthogonal(len(matrix), generator)
        return lambda copies: _product(_difference(copies.marked, mean), matrix)


def _difference(rows: Rows, mean: Rows) -> Rows:
    difference: Rows = rows - mean
    return difference


def _product(rows: Rows, matrix: Rows) -> Rows:
    product: Rows = rows @ matrix
    return product
