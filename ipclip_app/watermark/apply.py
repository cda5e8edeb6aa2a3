"""Marks embeddings, the one place that knows on which side the matrix stands."""

from typing import Final, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Embeddings = TypeVar("Embeddings", NDArray[np.floating], Tensor)
_SHORTEST: Final = 1e-12
_SMALLEST: Final = 1e-20
_LARGEST: Final = 1e30
"""Between them the squared length of a row is exact in single precision."""


def apply_watermark(embeddings: Embeddings, matrix: NDArray[np.floating] | Tensor) -> Embeddings:
    """Return normalize(normalize(e) W), row by row (VLPMarker, arXiv 2311.05863, section 3).

    Half precision is widened for the product and rounded once at the end.

    Args:
        embeddings: Of images or texts, (B, D), of any length; numpy or torch, on any device.
        matrix: The licensee's secret W, (D, D).

    Returns:
        Unit rows (B, D) of the same kind, type and device.

    Raises:
        ValueError: The shapes do not fit.
    """
    if embeddings.ndim != 2 or tuple(matrix.shape) != (embeddings.shape[1],) * 2:  # noqa: PLR2004 - rows
        raise ValueError(f"A matrix {tuple(matrix.shape)} cannot mark embeddings {tuple(embeddings.shape)}.")
    if not isinstance(embeddings, Tensor):
        return _marked(embeddings, np.asarray(matrix))
    if embeddings.is_cpu and embeddings.dtype is not torch.bfloat16:
        # a row or two are marked for each request of a service: there numpy takes a tenth of torch's time
        plain = matrix.numpy() if isinstance(matrix, Tensor) else matrix
        return torch.from_numpy(_marked(embeddings.numpy(force=True), plain))
    return _marked_elsewhere(embeddings, torch.as_tensor(matrix))


def _marked(rows: NDArray[np.floating], matrix: NDArray[np.floating]) -> NDArray[np.floating]:
    exact = np.float64 if rows.dtype == np.float64 else np.float32
    wide: NDArray[np.floating] = rows.astype(exact, copy=False)
    square: NDArray[np.floating] = matrix.astype(exact, copy=False)
    product = wide @ square  # of rows of any length, since what comes out is scaled anyway
    lengths = np.einsum("ij,ij->i", product, product)
    if len(rows) and lengths.min() > _SMALLEST and lengths.max() < _LARGEST:
        product /= np.sqrt(lengths)[:, None]
    else:
        product = _units(_units(wide) @ square)
    return product.astype(rows.dtype, copy=False)


def _units(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows of length one, however short or long, and zeros for zeros."""
    peaks = np.abs(rows).max(axis=1, keepdims=True, initial=0)
    rows = np.divide(rows, peaks, out=np.zeros_like(rows), where=peaks > 0)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    units: NDArray[np.floating] = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return units


def _marked_elsewhere(rows: Tensor, matrix: Tensor) -> Tensor:
    exact = torch.float64 if rows.dtype == torch.float64 else torch.float32
    units = torch.nn.functional.normalize(rows.to(exact), dim=1, eps=_SHORTEST)
    product = units @ matrix.to(device=rows.device, dtype=exact)
    return torch.nn.functional.normalize(product, dim=1, eps=_SHORTEST).to(rows.dtype)
