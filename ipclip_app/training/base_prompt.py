"""Fits the base of a residual prompt to zero-shot CLIP, so that training starts from what the backbone knows."""

from typing import Final

import torch
from torch import Tensor

from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.text_tower import TextTower
from ipclip_app.progress import Job, Report

PHASE: Final = "base prompt"
STEPS: Final = 400
TEMPLATE: Final = "a photo of a"
_CLOSE_ENOUGH: Final = 0.999
_RATE: Final = 0.005
_TUNED_DEVIATION: Final = 0.03


def token_unit(start: Tensor) -> float:
    """Spread of a backbone's token vectors, relative to the backbone for which the learning rates were chosen."""
    return float(start.std()) / _TUNED_DEVIATION


def starting_context(text: TextTower, token_ids: tuple[int, ...], length: int) -> Tensor:
    """The token vectors of the zero-shot template, repeated so that the last ones stand before the class name.

    Args:
        text: The frozen text tower.
        token_ids: The template's tokens before the class name.
        length: Context vectors to fill.

    Returns:
        (length, D_t), a copy.
    """
    table = text.token_embedding.weight
    positions = torch.arange(-length, 0) % len(token_ids)
    ids = torch.tensor(token_ids)[positions]
    return table[ids.to(table.device)].detach().clone()


def fit_base(classifier: PromptedClassifier, start: Tensor, target: Tensor, unit: float) -> Job[Tensor]:
    """Move a context until the text features of all classes point where zero-shot CLIP's do.

    Args:
        classifier: The frozen side of the run.
        start: First guess, (2M + 4, D_t).
        target: Zero-shot text features, (N, D).
        unit: Spread of the token vectors by `token_unit`; scales the step.

    Returns:
        The context with the highest mean cosine, (2M + 4, D_t).
    """
    context = start.clone().requires_grad_()
    optimizer = torch.optim.Adam([context], lr=_RATE * unit)
    best, closest = start, -1.0
    for step in range(STEPS):
        yield Report(PHASE, step, STEPS)
        cosine = (classifier.text_features(context[None])[0] * target).sum(-1).mean()
        reached = float(cosine.detach())
        if reached > closest:
            best, closest = context.detach().clone(), reached
        if closest >= _CLOSE_ENOUGH:
            break
        optimizer.zero_grad()
        (-cosine).backward()
        optimizer.step()
    yield Report(PHASE, STEPS, STEPS)
    return best
