"""Secret matrices: random rotations, and how hard a matrix is to invert."""

import numpy as np

from ipclip_app.watermark.rows import Rows


def random_orthogonal(dimension: int, generator: np.random.Generator) -> Rows:
    """An orthogonal matrix (D, D), all of them being equally likely (Haar measure; Mezzadri 2007).

    Args:
        dimension: D, 1 or more.
        generator: Where the randomness comes from.
    """
    factor, triangle = np.linalg.qr(generator.standard_normal((dimension, dimension)))
    # without the signs the factor would depend on how the decomposition was computed
    rotation: Rows = factor * np.copysign(1.0, triangle.diagonal())
    return rotation


def condition_number(matrix: Rows) -> float:
    """Largest over smallest singular value: 1 for a rotation, infinite where the matrix cannot be inverted."""
    return float(np.linalg.cond(matrix.astype(np.float64)))


def orthogonality_error(matrix: Rows) -> float:
    """Largest deviation of W W^T from the identity: 0 for a rotation."""
    square = matrix.astype(np.float64)
    return float(np.abs(square @ square.T - np.eye(len(square))).max())
