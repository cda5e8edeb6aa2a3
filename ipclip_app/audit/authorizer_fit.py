"""Fits the authorization score: logistic regression whose penalty is chosen on validation images."""

from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from ipclip_app.audit.verdict import Authorizer, authorization_inputs
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import Job, Report

PHASE: Final = "verdict"
PENALTIES: Final = (0.001, 0.01, 0.1)
MOST_ROWS: Final = 4096
"""Rows of a domain that the fit reads; bounds memory with wide backbones."""
_ITERATIONS: Final = 200
_AT_ONCE: Final = 5
"""Iterations between two reports; a cancel waits for them, and each pause costs one more look at the data."""
_SMALLEST_DEVIATION: Final = 1e-6


def fit_authorizer(
    authorized: ImageStatistics,
    unauthorized: ImageStatistics,
    validation_a: ImageStatistics,
    validation_u: ImageStatistics,
) -> Job[Authorizer]:
    """Fit one score per penalty and keep the one with the lowest validation loss.

    Both domains weigh alike, whatever their sizes.
    """
    inputs_a, inputs_u = (authorization_inputs(_thinned(rows)) for rows in (authorized, unauthorized))
    location, scale = _moments(torch.cat([inputs_a, inputs_u]))
    for inputs in (inputs_a, inputs_u):
        inputs.sub_(location).div_(scale)  # in place: with a wide backbone a copy would be the largest thing of a run
    tried: list[tuple[float, Authorizer]] = []
    for step, penalty in enumerate(PENALTIES):
        weight, bias = yield from _fit(inputs_a, inputs_u, penalty, Report(PHASE, step, len(PENALTIES)))
        candidate = Authorizer(location, scale, weight, bias)
        tried.append((float(_loss(candidate.scores(validation_a), candidate.scores(validation_u))), candidate))
    yield Report(PHASE, len(PENALTIES), len(PENALTIES))
    return min(tried, key=lambda each: each[0])[1]


def _moments(inputs: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and deviation of every input, (2S + D,) each, the deviation positive."""
    return inputs.mean(0), inputs.std(0).clamp_min(_SMALLEST_DEVIATION)


def _loss(scores_a: Tensor, scores_u: Tensor) -> Tensor:
    return (functional.softplus(-scores_a).mean() + functional.softplus(scores_u).mean()) / 2


def _fit(inputs_a: Tensor, inputs_u: Tensor, penalty: float, report: Report) -> Job[tuple[Tensor, Tensor]]:
    """Weight and bias for standardized inputs; yields `report` every few iterations."""
    weight = torch.zeros(inputs_a.shape[1], requires_grad=True)
    bias = torch.zeros((), requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [weight, bias], max_iter=_AT_ONCE, max_eval=_ITERATIONS, line_search_fn="strong_wolfe"
    )

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = _loss(inputs_a @ weight + bias, inputs_u @ weight + bias) + penalty / 2 * weight.square().sum()
        loss.backward()
        return loss

    for done in range(0, _ITERATIONS, _AT_ONCE):
        yield report
        with torch.enable_grad():
            optimizer.step(closure)
        if optimizer.state[weight]["n_iter"] < done + _AT_ONCE:
            break  # it has found the minimum
    return weight.detach(), bias.detach()


def _thinned(statistics: ImageStatistics) -> ImageStatistics:
    """Rows are images by views: regular steps through them would meet some views only, or one view per class."""
    if len(statistics) <= MOST_ROWS:
        return statistics
    order = torch.randperm(len(statistics), generator=torch.Generator().manual_seed(0))
    return statistics[order[:MOST_ROWS]]
