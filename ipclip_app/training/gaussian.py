"""Normal distributions of image features: how far an image lies from a domain, as a quadratic form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

SHRINKAGE: Final = 0.3
"""Share of the covariance that is replaced by a sphere of the same size, where two domains are compared."""
_SMALLEST_RADIUS: Final = 1e-12
FOLDS: Final = 5
"""Parts of the images, each judged by the others."""


@dataclass(frozen=True, eq=False)
class QuadraticForm:
    """A score of features, `x @ matrix @ x + x @ weight + bias`.

    Attributes:
        matrix: Symmetric, (D, D).
        weight: (D,).
        bias: A number.
    """

    matrix: Tensor
    weight: Tensor
    bias: float

    def __call__(self, features: Tensor) -> Tensor:
        """Scores (rows,) of features (rows, D)."""
        return ((features @ self.matrix) * features).sum(1) + features @ self.weight + self.bias

    def __sub__(self, other: "QuadraticForm") -> "QuadraticForm":
        return QuadraticForm(self.matrix - other.matrix, self.weight - other.weight, self.bias - other.bias)

    def scaled(self, factor: float, offset: float = 0.0) -> "QuadraticForm":
        """`factor` times the score, plus `offset`."""
        return QuadraticForm(factor * self.matrix, factor * self.weight, factor * self.bias + offset)


def log_density(features: Tensor, shrinkage: float = SHRINKAGE) -> QuadraticForm:
    """Logarithm of the normal density of a domain, up to a constant, from features of at least one image.

    The covariance is shrunk towards a sphere, since there are hardly more images than dimensions (Ledoit and Wolf
    2004, with a fixed share).

    Args:
        features: Rows of the domain, (rows, D).
        shrinkage: Share of the sphere, above 0 to 1.
    """
    centre = features.mean(0)
    deviations = features - centre
    covariance = deviations.T @ deviations / len(features)
    radius = covariance.diagonal().mean().clamp_min(_SMALLEST_RADIUS)
    sphere = torch.eye(len(covariance), dtype=features.dtype)
    factor = torch.linalg.cholesky((1 - shrinkage) * covariance + shrinkage * radius * sphere)
    precision = torch.cholesky_inverse(factor)
    pull = precision @ centre
    size = float(factor.diagonal().log().sum() + centre @ pull / 2)
    return QuadraticForm(-precision / 2, pull, -size)


def folds(rows: int, views: int) -> Iterator[Tensor]:
    """Masks (rows,) of the rows that belong to each part of the images; every view goes with its image."""
    images = torch.arange(rows) // views
    parts = min(FOLDS, int(images[-1]) + 1)
    for part in range(parts):
        yield images % parts == part
