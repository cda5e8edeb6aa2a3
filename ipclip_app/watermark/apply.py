"""Marks embeddings, the one place that knows on which side the matrix stands."""

from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Embeddings = TypeVar("Embeddings", NDArray[np.floating], Tensor)


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
    if isinstance(embeddings, Tensor):
        return _marked(embeddings, torch.as_tensor(matrix))
    marked: NDArray[np.floating] = _marked(
        torch.from_numpy(np.ascontiguousarray(embeddings)), torch.as_tensor(matrix)
    ).numpy()
    return marked


def _marked(rows: Tensor, matrix: Tensor) -> Tensor:
    exact = torch.float64 if rows.dtype == torch.float64 else torch.float32
    units = torch.nn.functional.normalize(rows.to(exact), dim=1)
    product = units @ matrix.to(device=rows.device, dtype=exact)
    return torch.nn.functional.normalize(product, dim=1).to(rows.dtype)
