"""Chooses on validation images what speaks for authorized images: how much of the learned branch, or another one."""

import copy
from collections.abc import Iterator
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


def moderated(task: Task, protected: Projector, unprotected: Projector) -> Job[Projector]:
    """The projector whose authorized branch recognizes most authorized validation images.

    A small domain is learned by heart: where that makes the branch worse on other images than zero-shot CLIP, which is
    its start, less is more; where zero-shot CLIP knows little of the domain, the module that was not held close to it,
    the unprotected one, may know the most. Among equals the first of STRENGTHS is taken, the unprotected module last.
    Projectors without branches stay as they are.

    Args:
        task: The run's validation images.
        protected: The projector as training chose it; not changed.
        unprotected: The unprotected module's; not changed.
    """
    if not isinstance(protected, GatedProjector):
        return protected
    data = task.authorized.validation
    rated: list[tuple[int, GatedProjector]] = []
    for step, candidate in enumerate(_candidates(protected, unprotected)):
        report = partial(_report, step)
        logits = yield from classify_all(task.classifier, candidate.authorized, data.statistics, report)
        rated.append((int((logits.argmax(dim=1) == data.row_labels()).sum()), candidate))
    return max(rated, key=lambda each: each[0])[1]


def _candidates(protected: GatedProjector, unprotected: Projector) -> Iterator[GatedProjector]:
    for strength in STRENGTHS:
        candidate = copy.deepcopy(protected)
        candidate.moderate(strength)
        yield candidate
    candidate = copy.deepcopy(protected)
    candidate.authorized.load_state_dict(unprotected.state_dict())
    yield candidate


def _report(step: int, _: int) -> Report:
    return Report(PHASE, step, len(STRENGTHS) + 1)
