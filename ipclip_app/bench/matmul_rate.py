"""How fast this machine multiplies matrices: the ceiling of everything a transformer computes."""

from collections.abc import Sequence
from typing import Final

import torch

from ipclip_app.bench.timing import seconds

ROWS: Final = (1024, 4096)
"""Rows of the left matrix: many more than one image has, so that nothing but the product itself counts."""

Shape = tuple[int, int]


def tower_shapes(width: int, hidden: int) -> tuple[Shape, ...]:
    """Weights of the products of a block, (inputs, outputs) each: projections and both feed-forward layers."""
    return (width, 3 * width), (width, hidden), (hidden, width)


def matmul_rate(shapes: Sequence[Shape], device: torch.device, repetitions: int = 3) -> float:
    """Best rate of float32 products with such weights, on torch's present threads, FLOP/s."""
    return max(_rate(rows, shape, device) for rows in ROWS for shape in shapes for _ in range(repetitions))


def _rate(rows: int, shape: Shape, device: torch.device) -> float:
    left, right = torch.ones(rows, shape[0], device=device), torch.ones(shape, device=device)
    return 2 * rows * shape[0] * shape[1] / seconds(lambda: left @ right, device)
