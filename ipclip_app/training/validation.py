"""Accuracies on validation images after an epoch."""

from dataclasses import dataclass

from torch import Tensor

from ipclip_app.config import WHOLE
from ipclip_app.model.ip_projector import Projector
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.selection import ZeroShotLevel
from ipclip_app.training.task import Task, classify_all


@dataclass(frozen=True)
class Validation:
    """What one epoch reached on validation images.

    Attributes:
        authorized: Protected accuracy on the plain authorized images, percent.
        unauthorized: Protected accuracy on the plain unauthorized images, percent.
        score: What the epoch is chosen by, over all validation views.
        unprotected: Authorized accuracy of the unprotected module over all validation views, percent.
    """

    authorized: float
    unauthorized: float
    score: float
    unprotected: float


def validate(task: Task, protected: Projector, unprotected: Projector) -> Validation:
    """Measure both modules on the validation images of both domains."""
    authorized, unauthorized = task.authorized.validation, task.unauthorized.validation
    hits_a = _hits(classify_all(task.classifier, protected, authorized.statistics), authorized)
    hits_u = _hits(classify_all(task.classifier, protected, unauthorized.statistics), unauthorized)
    level = ZeroShotLevel(*(_zero_shot_accuracy(task, data) for data in (authorized, unauthorized)))
    hits_free = _hits(classify_all(task.classifier, unprotected, authorized.statistics), authorized)
    return Validation(
        authorized=_percent(hits_a[:: authorized.views]),
        unauthorized=_percent(hits_u[:: unauthorized.views]),
        score=level.protection(_percent(hits_a), _percent(hits_u)),
        unprotected=_percent(hits_free),
    )


def _zero_shot_accuracy(task: Task, data: LabelledStatistics) -> float:
    return _percent(_hits(task.zero_shot_logits(data.statistics.feature).cpu(), data))


def _hits(logits: Tensor, data: LabelledStatistics) -> Tensor:
    return logits.argmax(dim=1) == data.row_labels()


def _percent(hits: Tensor) -> float:
    return float(hits.float().mean()) * WHOLE
