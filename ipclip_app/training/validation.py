"""Accuracies on validation images after an epoch, and the score by which epochs are chosen."""

from dataclasses import dataclass

from torch import Tensor

from ipclip_app.config import WHOLE
from ipclip_app.model.projectors import Projector
from ipclip_app.progress import Job, Report
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.classification import classify_all
from ipclip_app.training.selection import Score, ZeroShotLevel
from ipclip_app.training.task import Task


@dataclass(frozen=True)
class Validation:
    """What one epoch reached on validation images.

    Attributes:
        authorized: Protected accuracy on the plain authorized images, percent.
        unauthorized: Protected accuracy on the plain unauthorized images, percent.
        score: What the epoch is chosen by, in points, with its standard error.
        unprotected: Authorized accuracy of the unprotected module over all validation views, percent.
    """

    authorized: float
    unauthorized: float
    score: Score
    unprotected: float


def validate(task: Task, protected: Projector, unprotected: Projector, report: Report) -> Job[Validation]:
    """Measure both modules on the validation images of both domains; the score is W_ua over all validation views.

    Args:
        task: Data and settings.
        protected: The IP-CLIP module.
        unprotected: The module trained with L_a alone.
        report: Yielded before each part of the images, so that the work can be cancelled there.
    """
    authorized, unauthorized = task.authorized.validation, task.unauthorized.validation
    hits_a = yield from _module_hits(task, protected, authorized, report)
    hits_u = yield from _module_hits(task, protected, unauthorized, report)
    hits_free = yield from _module_hits(task, unprotected, authorized, report)
    level = ZeroShotLevel(*(_percent(_hits(_zero_shot(task, data), data)) for data in (authorized, unauthorized)))
    reached = _percent(hits_a), _percent(hits_u)
    error = level.error(*reached, (len(authorized), len(unauthorized))) if task.recipe.settled else None
    return Validation(
        authorized=_percent(hits_a[:: authorized.views]),
        unauthorized=_percent(hits_u[:: unauthorized.views]),
        score=Score(level.protection(*reached), error),
        unprotected=_percent(hits_free),
    )


def _module_hits(task: Task, projector: Projector, data: LabelledStatistics, report: Report) -> Job[Tensor]:
    logits = yield from classify_all(task.classifier, projector, data.statistics, lambda _: report)
    return _hits(logits, data)


def _zero_shot(task: Task, data: LabelledStatistics) -> Tensor:
    return task.zero_shot_logits(data.statistics.feature).cpu()


def _hits(logits: Tensor, data: LabelledStatistics) -> Tensor:
    return logits.argmax(dim=1) == data.row_labels()


def _percent(hits: Tensor) -> float:
    return float(hits.double().mean()) * WHOLE
