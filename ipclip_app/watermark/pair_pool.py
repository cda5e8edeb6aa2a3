"""Chooses trigger pairs: far from everything ordinary, and each different from the others."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr

from ipclip_app.watermark.rows import Rows

PAIRS: Final = 60
"""Asked whole they cost 120 queries; 80 more of a budget of 200 remain for ordinary pairs."""
CANDIDATES: Final = 960
"""Pairs that are drawn."""
FARTHEST: Final = 0.25
"""Share of the candidates that is far enough from ordinary embeddings."""


def choose_pairs(pairs: tuple[Rows, Rows], ordinary: tuple[Rows, Rows], count: int = PAIRS) -> NDArray[np.intp]:
    """Choose trigger pairs among candidates (VLPMarker, arXiv 2311.05863, section 3.2: out-of-distribution triggers).

    Of the FARTHEST share of candidates, by the cosines of image and text with their nearest ordinary neighbours, those
    are taken one by one whose difference of image and text is the farthest from the span of those already taken.

    Args:
        pairs: Image and text embeddings of the candidates, unit rows (N, D) each.
        ordinary: Embeddings of ordinary images and of ordinary texts, unit rows.
        count: P, the number of pairs, at most N.

    Returns:
        Indices of the chosen candidates, (P,).
    """
    nearest = [(side @ known.T).max(axis=1) for side, known in zip(pairs, ordinary, strict=True)]
    far = np.argsort(nearest[0] + nearest[1])[: max(count, round(FARTHEST * len(pairs[0])))]
    differences = pairs[0][far] - pairs[1][far]
    chosen: list[NDArray[np.intp]] = []
    left = np.arange(len(far))
    while sum(map(len, chosen)) < count:  # more pairs than dimensions: begin anew with those that are left
        pivots = qr(differences[left].T, mode="r", pivoting=True)[1][: differences.shape[1]]
        chosen.append(left[pivots])
        left = np.delete(left, pivots)
    return np.asarray(far[np.concatenate(chosen)[:count]])


def draw_halves(users: int, pairs: int, generator: np.random.Generator) -> NDArray[np.bool_]:
    """A random half of the pairs for each licensee, (users, pairs), no two the same while there are enough.

    Args:
        users: Number of licensees.
        pairs: Number of pairs, 2 or more.
        generator: Where the randomness comes from.
    """
    own = np.zeros((users, pairs), dtype=np.bool_)
    for row in own:
        row[generator.permutation(pairs)[: pairs // 2]] = True
    return own
