"""Fits the gates of a projector, each placed and scaled by what it says of images that were left out of its fit."""

import math
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.gaussian import folds, log_density

MOST_ROWS: Final = 1024
"""Rows of a domain that the fit reads; its cost grows with the cube of their number."""
SHRINKAGE: Final = 1.0
"""Penalty in units of the variance of a standardized input, the same as linear discriminant analysis shrunk by half."""
SHARPNESS: Final = 4.0
"""How much steeper the gate is than its own certainty: a prompt between both domains serves neither."""
FENCE_SHRINKAGE: Final = 0.5
"""Share of the sphere in the covariance of a domain that is compared with none."""
FENCE_SHARPNESS: Final = 12.0
"""Log-odds of the image in the middle of its domain, and of one that lies as far outside the fence."""
REJECTED: Final = 0.04
"""Share of a domain's own images that a fence around it leaves outside."""
_FLAT: Final = 1e-9
_ITERATIONS: Final = 100


@dataclass(frozen=True, eq=False)
class Gate:
    """Log-odds that an image is authorized, `inputs @ weight + content @ form @ content + bias`.

    Attributes:
        weight: (I,).
        form: Symmetric, for the last D of the inputs, (D, D).
        bias: A number.
    """

    weight: Tensor
    form: Tensor
    bias: float


def thinned(data: LabelledStatistics) -> tuple[Tensor, int]:
    """Rows of a domain for the fit, image by image, and how many there are of each: first fewer views, then images.

    Of each image its first view is among them, the one that it will be judged by. The others are spread over all kinds,
    which stand side by side, and begin with another one at each image, so that between them the images show all.
    """
    views = max(1, min(data.views, MOST_ROWS // len(data)))
    images = torch.randperm(len(data), generator=torch.Generator().manual_seed(0))[: MOST_ROWS // views].sort().values
    others = max(1, data.views - 1)
    turned = (images[:, None] + torch.arange(views - 1) * others // max(1, views - 1)) % others
    chosen = torch.cat([torch.zeros(len(images), 1, dtype=torch.long), 1 + turned.sort(dim=1).values], dim=1)
    return (images[:, None] * data.views + chosen).flatten(), views


def fit_gate(inputs: tuple[Tensor, Tensor], views: tuple[int, int], advantage: float, content: int) -> Gate:
    """Fit the gate between two domains.

    Two readings are weighed against each other: a ridge regression on all inputs, and which of two normal distributions
    of the image features is the likelier. A regression on many inputs tells its own images apart too well to know how
    sure it may be of others; so weights and place come from what both would have said of each image, had they been
    fitted without that image and its views.

    Args:
        inputs: Rows of the authorized and of the unauthorized domain, (rows, I) each, image by image.
        views: Rows per image of either domain.
        advantage: Log of how much dearer it is to take an authorized image for an unauthorized one than the reverse.
        content: D, the number of inputs, at the end, that are the image feature.
    """
    domains = (inputs[0].double(), inputs[1].double())
    features = (domains[0][:, -content:], domains[1][:, -content:])
    direction, centre, regressed = _ridge(domains, views)
    likelier = _held_out_likelihoods(features, views)
    seen = [torch.stack(pair, dim=1) for pair in zip(regressed, likelier, strict=True)]
    (ridge, normal), offset = _calibrate(seen[0], seen[1])
    form = (log_density(features[0]) - log_density(features[1])).scaled(SHARPNESS * normal)
    weight = SHARPNESS * ridge * direction
    bias = SHARPNESS * (offset + advantage) - float(weight @ centre) + form.bias
    weight[-content:] += form.weight
    return Gate(weight, form.matrix, bias)


def fit_fence(inputs: Tensor, views: int, content: int) -> Gate:
    """Fit a gate around one domain, which needs no images of another.

    An image is let in as long as its feature lies no farther from the domain's normal distribution (Mahalanobis
    distance) than all but REJECTED of the domain's own images that the distribution was fitted without.

    Args:
        inputs: Rows of the domain, (rows, I), image by image.
        views: Rows per image.
        content: D, the number of inputs, at the end, that are the image feature.
    """
    features = inputs.double()[:, -content:]
    held_out = torch.empty(len(features), dtype=features.dtype)
    for part in folds(len(features), views):
        rest = features if part.all() else features[~part]
        held_out[part] = log_density(rest, FENCE_SHRINKAGE)(features[part])
    edge, middle = (float(held_out.quantile(share)) for share in (REJECTED, 0.5))
    slope = FENCE_SHARPNESS / max(middle - edge, _FLAT)
    form = log_density(features, FENCE_SHRINKAGE).scaled(slope, -slope * edge)
    weight = torch.zeros(inputs.shape[1], dtype=features.dtype)
    weight[-content:] = form.weight
    return Gate(weight, form.matrix, form.bias)


def _ridge(domains: tuple[Tensor, Tensor], views: tuple[int, int]) -> tuple[Tensor, Tensor, list[Tensor]]:
    """Direction and centre of the regression, and what it says of the rows of each domain without their image."""
    rows, counts = torch.cat(domains), [len(part) for part in domains]
    weights = torch.cat([torch.full((count,), 0.5 / count, dtype=rows.dtype) for count in counts])
    targets = torch.cat([torch.ones(counts[0]), -torch.ones(counts[1])]).to(rows)
    centre = weights @ rows
    scaled = weights.sqrt()[:, None] * (rows - centre)
    gram = scaled @ scaled.T + SHRINKAGE * torch.eye(len(rows), dtype=rows.dtype)
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(gram))
    dual = inverse @ (weights.sqrt() * targets)
    held_out = targets - _left_out_residuals(inverse, dual, counts, views) / weights.sqrt()
    return scaled.T @ dual, centre, list(held_out.split(counts))


def _held_out_likelihoods(features: tuple[Tensor, Tensor], views: tuple[int, int]) -> list[Tensor]:
    """Log-likelihood ratio of the rows of each domain by distributions that were fitted without their image."""
    scores = [torch.empty(len(part), dtype=part.dtype) for part in features]
    for own, (rows, width) in enumerate(zip(features, views, strict=True)):
        other = log_density(features[1 - own])
        for part in folds(len(rows), width):
            rest = rows if part.all() else rows[~part]
            ratio = log_density(rest)(rows[part]) - other(rows[part])
            scores[own][part] = ratio if own == 0 else -ratio
    return scores


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


def _calibrate(authorized: Tensor, unauthorized: Tensor) -> tuple[tuple[float, float], float]:
    """Weights and offset that turn both scores into log-odds, with targets that allow for want of images (Platt 1999).

    Scores of images left out that point the wrong way tell nothing; then their weight is zero.
    """
    scale = torch.cat([authorized, unauthorized]).square().mean(0).sqrt().clamp_min(_FLAT)
    used = torch.ones(2, dtype=authorized.dtype)
    while True:
        line = _logistic(authorized / scale * used, unauthorized / scale * used)
        wrong = (line[:2] < 0) & (used > 0)
        if not wrong.any():
            ridge, normal = (line[:2] * used / scale).tolist()
            return (ridge, normal), float(line[2])
        used = used * ~wrong


def _logistic(authorized: Tensor, unauthorized: Tensor) -> Tensor:
    """Two weights and an offset by maximum likelihood, both domains weighing alike; useless weights stay zero."""
    line = torch.tensor([0.0, 0.0, 0.0], dtype=authorized.dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS([line], max_iter=_ITERATIONS, line_search_fn="strong_wolfe")
    doubts = [1 / (len(scores) + 2) for scores in (authorized, unauthorized)]

    def closure() -> Tensor:
        optimizer.zero_grad()
        losses = []
        for sign, scores, doubt in ((1, authorized, doubts[0]), (-1, unauthorized, doubts[1])):
            odds = sign * (scores @ line[:2] + line[2])
            losses.append(((1 - doubt) * functional.softplus(-odds) + doubt * functional.softplus(odds)).mean())
        loss = torch.stack(losses).mean()
        loss.backward()
        return loss

    with torch.enable_grad():
        optimizer.step(closure)
    return line.detach()


def advantage(authorized: float, unauthorized: float) -> float:
    """How much dearer a mistake on an authorized image is, as a logarithm.

    W_ua = A (D_u - D_a) falls by A + D_u - D_a for each point of A that is lost and by A for each point of U that is
    left (IP-CLIP, arXiv 2503.02393, section 4.1). A mistake costs what the image would have been worth.

    Args:
        authorized: Zero-shot accuracy on the authorized domain, percent.
        unauthorized: Likewise on the unauthorized domain.
    """
    return math.log((authorized + unauthorized) / unauthorized) if unauthorized else 0.0
