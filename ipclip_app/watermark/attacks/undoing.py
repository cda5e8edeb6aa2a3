"""The attack that wins against every matrix: whoever has the model itself solves for W and undoes it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ipclip_app.watermark.attacks.attack import Copies, Disguise
from ipclip_app.watermark.rows import Rows

_ROUNDS: Final = 5
_SMALLEST: Final = 1e-3
"""Singular values below this part of the largest are not inverted."""


@dataclass(frozen=True)
class SolvedMatrix:
    """Solves least squares for W on clean and marked embeddings of the same inputs, and multiplies by its inverse.

    Attributes:
        queries: Number of such inputs for each dimension.
    """

    queries: float
    together = False
    harm = (
        "whoever has the model itself asks it what he asks the service, solves for W, at least along the directions "
        "that embeddings take, and undoes it; he serves a model that he had before"
    )

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return f"W solved from {self.queries:g} D queries"

    def plan(self, gathered: Copies, generator: np.random.Generator) -> Disguise:  # noqa: ARG002 - nothing random
        """See `Attack`."""
        known = gathered[: max(1, round(self.queries * gathered.marked.shape[1]))]
        inverse = np.linalg.pinv(solve_matrix(known.clean, known.marked), rcond=_SMALLEST)
        return lambda copies: copies.marked @ inverse


def solve_matrix(clean: Rows, marked: Rows) -> Rows:
    """The matrix (D, D) with clean W nearest to the marked rows, whose lengths before they became one are guessed.

    Args:
        clean: Unit rows (B, D).
        marked: normalize(clean W), (B, D).
    """
    matrix = _least_squares(clean, marked)
    for _ in range(_ROUNDS):
        lengths = np.linalg.norm(clean @ matrix, axis=1, keepdims=True)
        matrix = _least_squares(clean, marked * lengths / lengths.mean())
    return matrix


def _least_squares(inputs: Rows, outputs: Rows) -> Rows:
    solved: Rows = np.linalg.lstsq(inputs, outputs, rcond=None)[0].astype(np.float64)
    return solved
