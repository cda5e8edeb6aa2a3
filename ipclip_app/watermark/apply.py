"""Marks embeddings, the one place that knows on which side the matrix stands."""

from typing import Final, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Embeddings = TypeVar("Embeddings", NDArray[np.floating], Tensor)
_SHORTEST: Final = 1e-12
"""A shorter row, as good as zero, stays as short instead of becoming a number that is none."""


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
    if embeddings.device.type == "cpu" and embeddings.dtype != torch.bfloat16:
        # a row or two are marked for each request of a service: there numpy takes a tenth of torch's time
        marked = _marked(embeddings.detach().numpy(), matrix.numpy() if isinstance(matrix, Tensor) else matrix)
        return torch.from_numpy(marked)
    return _marked_elsewhere(embeddings, torch.as_tensor(matrix))


def _marked(rows: NDArray[np.floating], matrix: NDArray[np.floating]) -> NDArray[np.floating]:
    exact = np.float64 if rows.dtype == np.float64 else np.float32
    product = _units(rows.astype(exact, copy=False)) @ matrix.astype(exact, copy=False)
    return _units(product).astype(rows.dtype, copy=False)


def _units(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    units: NDArray[np.floating] = rows / np.maximum(lengths, _SHORTEST).astype(rows.dtype)[:, None]
    return units


def _marked_elsewhere(rows: Tensor, matrix: Tensor) -> Tensor:
    exact = torch.float64 if rows.dtype == torch.float64 else torch.float32
    units = torch.nn.functional.normalize(rows.to(exact), dim=1, eps=_SHORTEST)
    product = units @ matrix.to(device=rows.device, dtype=exact)
    return torch.nn.functional.normalize(product, dim=1, eps=_SHORTEST).to(rows.dtype)
