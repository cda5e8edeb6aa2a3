"""Fits the gate between the domains: ridge regression, placed and scaled by what it says of images left out of it."""

import math
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from ipclip_app.training.batches import LabelledStatistics

MOST_ROWS: Final = 1024
"""Rows of a domain that the fit reads; its cost grows with the cube of their number."""
SHRINKAGE: Final = 1.0
"""Penalty in units of the variance of a standardized input, the same as linear discriminant analysis shrunk by half."""
SHARPNESS: Final = 4.0
"""How much steeper the gate is than its own certainty: a prompt between both domains serves neither."""
_ITERATIONS: Final = 100


@dataclass(frozen=True, eq=False)
class Gate:
    """Log-odds that an image is authorized, `inputs @ weight + bias`."""

    weight: Tensor
    bias: float


def thinned(data: LabelledStatistics) -> tuple[Tensor, int]:
    """Rows of a domain for the fit, image by image, and how many there are of each: first fewer views, then images."""
    views = max(1, min(data.views, MOST_ROWS // len(data)))
    images = torch.randperm(len(data), generator=torch.Generator().manual_seed(0))[: MOST_ROWS // views]
    rows = images.sort().values[:, None] * data.views + torch.arange(views)
    return rows.flatten(), views


def fit_gate(inputs: tuple[Tensor, Tensor], views: tuple[int, int], advantage: float) -> Gate:
    """Fit a gate.

    A regression on many inputs tells its own images apart too well to know how sure it may be of others; so place and
    slope come from what it would have said of each image, had it been fitted without that image and its views.

    Args:
        inputs: Rows of the authorized and of the unauthorized domain, (rows, I) each, image by image.
        views: Rows per image of either domain.
        advantage: Log of how much dearer it is to take an authorized image for an unauthorized one than the reverse.
    """
    rows = torch.cat(inputs).double()
    counts = [len(part) for part in inputs]
    weights = torch.cat([torch.full((count,), 0.5 / count, dtype=rows.dtype) for count in counts])
    targets = torch.cat([torch.ones(counts[0]), -torch.ones(counts[1])]).to(rows)
    centre = weights @ rows
    scaled = weights.sqrt()[:, None] * (rows - centre)
    gram = scaled @ scaled.T + SHRINKAGE * torch.eye(len(rows), dtype=rows.dtype)
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(gram))
    dual = inverse @ (weights.sqrt() * targets)
    direction = scaled.T @ dual
    held_out = targets - _left_out_residuals(inverse, dual, counts, views) / weights.sqrt()
    slope, offset = _calibrate(held_out[: counts[0]], held_out[counts[0] :])
    weight = SHARPNESS * slope * direction
    return Gate(weight, float(SHARPNESS * (offset + advantage) - weight @ centre))


def _left_out_residuals(inverse: Tensor, dual: Tensor, counts: list[int], views: tuple[int, int]) -> Tensor:
    """Residuals of each image's rows had they been left out, in closed form: the inverse of their block times dual."""
    residuals, start = [], 0
    for count, width in zip(counts, views, strict=True):
        end = start + count
        pieces = range(start, end, width)
        blocks = torch.stack([inverse[at : at + width, at : at + width] for at in pieces])
        residuals.append(torch.linalg.solve(blocks, dual[start:end].view(-1, width, 1)).flatten())
        start = end
    return torch.cat(residuals)


def _calibrate(authorized: Tensor, unauthorized: Tensor) -> tuple[float, float]:
    """Slope and offset that turn scores into log-odds, with targets that allow for want of images (Platt, 1999).

    Scores of images left out that point the wrong way tell nothing; then the slope is zero.
    """
    line = torch.tensor([1.0, 0.0], dtype=authorized.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS([line], max_iter=_ITERATIONS, line_search_fn="strong_wolfe")
    doubts = [1 / (len(scores) + 2) for scores in (authorized, unauthorized)]

    def closure() -> Tensor:
        optimizer.zero_grad()
        losses = []
        for sign, scores, doubt in ((1, authorized, doubts[0]), (-1, unauthorized, doubts[1])):
            odds = sign * (line[0] * scores + line[1])
            losses.append(((1 - doubt) * functional.softplus(-odds) + doubt * functional.softplus(odds)).mean())
        loss = torch.stack(losses).mean()
        loss.backward()
        return loss

    with torch.enable_grad():
        optimizer.step(closure)
    slope, offset = line.tolist()
    return max(0.0, slope), offset


def advantage(authorized: float, unauthorized: float) -> float:
    """How much dearer a mistake on an authorized image is, as a logarithm.

    W_ua = A (D_u - D_a) falls by A + D_u - D_a for each point of A that is lost and by A for each point of U that is
    left (IP-CLIP, arXiv 2503.02393, section 4.1). A mistake costs what the image would have been worth.

    Args:
        authorized: Zero-shot accuracy on the authorized domain, percent.
        unauthorized: Likewise on the unauthorized domain.
    """
    return math.log((authorized + unauthorized) / unauthorized) if unauthorized else 0.0
