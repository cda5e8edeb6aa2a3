"""Two ways to read how close trigger pairs are: by their cosines, and by their cosines about the middle of all answers.

A thief who takes the mean from embeddings, as whitening does, changes every cosine more than a watermark does. Read
about the middle of the pool's pictures and of its texts, cosines do not feel it; but noise hurts them more, so both are
read. Neither looks at which pairs are whose.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.rows import Rows, cosines, unit_rows
from ipclip_app.watermark.secret import PairPool

READINGS = 2


def readings(images: ArrayLike, texts: ArrayLike) -> Rows:
    """Cosines of pairs of embeddings (P, D) as they are and about their means, (READINGS, P)."""
    sides = [unit_rows(side) for side in (images, texts)]
    middle = [side - side.mean(axis=0) for side in sides]
    lengths = np.linalg.norm(middle[0], axis=1) * np.linalg.norm(middle[1], axis=1)
    products = (middle[0] * middle[1]).sum(axis=1)
    # a suspect that answers everything alike has no middle to look from
    return np.stack([cosines(*sides), np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)])


class PoolReader:
    """What each licensee's matrix makes of the pool, computed once.

    Attributes:
        clean: Readings of the clean model, (READINGS, P).
        expected: How each licensee's matrix changes them, (users, READINGS, P).
    """

    def __init__(self, pool: PairPool, matrices: NDArray[np.floating]) -> None:
        """Read the pool with matrices (users, D, D)."""
        sides = pool.image_embeddings.astype(np.float64), pool.text_embeddings.astype(np.float64)
        self.clean = readings(*sides)
        marked = [readings(*(apply_watermark(side, matrix) for side in sides)) for matrix in matrices]
        self.expected = np.stack(marked) - self.clean

    def changes(self, images: ArrayLike, texts: ArrayLike) -> Rows:
        """How a suspect's embeddings (P, any width) differ from the clean ones, (READINGS, P)."""
        changed: Rows = readings(images, texts) - self.clean
        return changed

    def agreements(self, changes: Rows) -> Rows:
        """Correlation of changes with those that each matrix makes, (users,), that of the better reading."""
        found = [[correlation(*pair) for pair in zip(changes, each, strict=True)] for each in self.expected]
        best: Rows = np.asarray(found).max(axis=1)
        return best


def correlation(one: Rows, other: Rows) -> float:
    """Pearson's correlation, 0 where one of them does not vary."""
    one, other = one - one.mean(), other - other.mean()
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other / size) if size else 0.0
