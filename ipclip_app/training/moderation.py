"""Chooses on validation images how much of what the authorized branch has learned is kept."""

import copy
from functools import partial
from typing import Final

from ipclip_app.model.gated_projector import GatedProjector
from ipclip_app.model.projectors import Projector
from ipclip_app.progress import Job, Report
from ipclip_app.training.classification import classify_all
from ipclip_app.training.task import Task

PHASE: Final = "moderation"
STRENGTHS: Final = (1.0, 0.5, 0.0)
"""Few, because validation images are few: among many the luckiest would win."""


def moderated(task: Task, projector: Projector) -> Job[Projector]:
    """The projector with the strength that recognizes most authorized validation images, the greatest among equals.

    A small domain is learned by heart: where that makes the branch worse on other images than zero-shot CLIP, which is
    its start, less is more. Projectors without branches stay as they are.

    Args:
        task: The run's validation images.
        projector: As training chose it; not changed.
    """
    if not isinstance(projector, GatedProjector):
        return projector
    data = task.authorized.validation
    candidates: list[tuple[int, GatedProjector]] = []
    for step, strength in enumerate(STRENGTHS):
        candidate = copy.deepcopy(projector)
        candidate.moderate(strength)
        report = partial(_report, step)
        logits = yield from classify_all(task.classifier, candidate.authorized, data.statistics, report)
        candidates.append((int((logits.argmax(dim=1) == data.row_labels()).sum()), candidate))
    return max(candidates, key=lambda each: each[0])[1]


def _report(step: int, _: int) -> Report:
    return Report(PHASE, step, len(STRENGTHS))
