"""Learning rates as functions of the step, so that resuming needs no scheduler state."""

import math
from typing import Final

from ipclip_app.training.recipes import Recipe

_OSCILLATION: Final = 50
_WARM_UP_RATE: Final = 1e-5


def learning_rate(recipe: Recipe, step: int, steps_per_epoch: int, epochs: int) -> float:
    """The rate of optimization step `step`, counted from 0 over the whole run.

    `cosine` rises linearly over the first epoch's steps and falls along one half wave to zero at the end.
    `oscillating` is the released code of IP-CLIP (arXiv 2503.02393): one epoch at 1e-5, then a cosine of half period
    50 steps that was meant for epochs but is stepped every iteration.
    """
    if recipe.schedule == "oscillating":
        if step < steps_per_epoch:
            return _WARM_UP_RATE
        return recipe.learning_rate * _cosine((step - steps_per_epoch) / _OSCILLATION)
    warm_up = min(1.0, (step + 1) / steps_per_epoch)
    return recipe.learning_rate * warm_up * _cosine(step / (steps_per_epoch * epochs))


def _cosine(phase: float) -> float:
    return (1 + math.cos(math.pi * phase)) / 2
