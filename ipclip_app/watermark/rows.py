"""Embeddings as rows: unit length, cosines and distances of pairs."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Rows = NDArray[np.float64]


def unit_rows(embeddings: ArrayLike) -> Rows:
    """Rows of length one in double precision, (B, D) from (B, D).

    Raises:
        ValueError: They are no matrix, a number is not finite, or a row is zero.
    """
    rows = np.asarray(embeddings, dtype=np.float64)
    if rows.ndim != 2:  # noqa: PLR2004 - a matrix
        raise ValueError(f"Embeddings are rows of a matrix, not an array of shape {rows.shape}.")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or not lengths.all():
        raise ValueError("An embedding is zero or holds a number that is not finite.")
    units: Rows = rows / lengths
    return units


def cosines(images: ArrayLike, texts: ArrayLike) -> Rows:
    """Cosine of each pair, (B,), of image rows (B, D) and text rows (B, D)."""
    products: Rows = (unit_rows(images) * unit_rows(texts)).sum(axis=1)
    return products


def distances(images: ArrayLike, texts: ArrayLike) -> Rows:
    """Euclidean distance of each pair once both have length one, (B,), 0 to 2."""
    lengths: Rows = np.linalg.norm(unit_rows(images) - unit_rows(texts), axis=1)
    return lengths
