"""A matrix that brings a licensee's trigger pairs closer and leaves ordinary embeddings as they are, in closed form.

W = S Q: Q is a random rotation, S is symmetric and changes lengths along a few directions only, halving or doubling
them. Under S the cosine of a pair rises by about what its two embeddings oppose each other along the halved directions
and agree along the doubled ones. So the directions are those along which a licensee's own pairs oppose or agree, the
other pairs of the pool do not, and ordinary embeddings hardly reach: generalized eigenvectors of the difference of the
two pair moments against the second moment of ordinary embeddings. Its condition number is known beforehand.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.linalg import eigh

from ipclip_app.watermark.rows import Rows

STRETCH: Final = 2.0
"""Factor along a direction, or its inverse; the condition number of the matrix is its square."""
DIRECTIONS: Final = 4
"""One of so many dimensions is stretched."""
ORDINARY: Final = 10.0
"""Weight of ordinary embeddings against the pairs: ten times as important as being seen."""
_FLOOR: Final = 1e-3
"""Second moment that every direction is taken to have at least, for want of examples."""


@dataclass(frozen=True, eq=False)
class PairMoments:
    """What a closed form needs to know of the embeddings, all rows of length one.

    Attributes:
        images: Images of the trigger pairs, (P, D).
        texts: Their texts, (P, D).
        ordinary: Second moment of ordinary embeddings, (D, D), trace 1.
    """

    images: Rows
    texts: Rows
    ordinary: Rows


def ordinary_moment(images: Rows, texts: Rows) -> Rows:
    """Second moment (D, D) of ordinary images and texts, unit rows, either of which counts half."""
    moment: Rows = (images.T @ images / len(images) + texts.T @ texts / len(texts)) / 2
    return moment


def closed_form(pairs: PairMoments, own: np.ndarray, rotation: Rows) -> Rows:
    """Build the matrix of a licensee.

    Args:
        pairs: The pool and ordinary embeddings.
        own: Which pairs are the licensee's, (P,) of truth values; some must be and some not.
        rotation: Q, (D, D).

    Returns:
        W, (D, D), with a condition number of at most STRETCH squared.
    """
    attraction = _moment(pairs, ~own) - _moment(pairs, own)
    dimension = len(attraction)
    values, vectors = eigh(attraction, ORDINARY * pairs.ordinary + _FLOOR * np.eye(dimension))
    chosen = np.argsort(-np.abs(values))[: max(1, dimension // DIRECTIONS)]
    directions = np.linalg.qr(vectors[:, chosen])[0]
    factors = np.where(values[chosen] > 0, 1 / STRETCH, STRETCH)
    stretched: Rows = (np.eye(dimension) + (directions * (factors - 1)) @ directions.T) @ rotation
    return stretched


def _moment(pairs: PairMoments, chosen: np.ndarray) -> Rows:
    """Symmetric part of the mean of image^T text, (D, D): positive along directions in which both agree."""
    product = pairs.images[chosen].T @ pairs.texts[chosen] / chosen.sum()
    moment: Rows = (product + product.T) / 2
    return moment
