"""Accuracies on validation images after an epoch, and the score by which epochs are chosen."""

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
        score: What the epoch is chosen by.
        unprotected: Authorized accuracy of the unprotected module over all validation views, percent.
    """

    authorized: float
    unauthorized: float
    score: float
    unprotected: float


def validate(task: Task, protected: Projector, unprotected: Projector) -> Validation:
    """Measure both modules on the validation images of both domains.

    The score is W_ua of the mean probability of the right class over all validation views, not of the share of hits:
    few validation images make hits jump by whole points, and the best of many epochs would be the luckiest.
    """
    domains = task.authorized.validation, task.unauthorized.validation
    logits = [_logits(task, protected, data) for data in domains]
    hits = [_hits(*part)[:: data.views] for part, data in zip(logits, domains, strict=True)]
    level = ZeroShotLevel(*(_confidence(_zero_shot_logits(task, data), data.row_labels()) for data in domains))
    free, labels = _logits(task, unprotected, task.authorized.validation)
    return Validation(
        authorized=_percent(hits[0]),
        unauthorized=_percent(hits[1]),
        score=level.protection(*(_confidence(*part) for part in logits)),
        unprotected=_percent(_hits(free, labels)),
    )


def _logits(task: Task, projector: Projector, data: LabelledStatistics) -> tuple[Tensor, Tensor]:
    return classify_all(task.classifier, projector, data.statistics), data.row_labels()


def _zero_shot_logits(task: Task, data: LabelledStatistics) -> Tensor:
    return task.zero_shot_logits(data.statistics.feature).cpu()


def _hits(logits: Tensor, labels: Tensor) -> Tensor:
    return logits.argmax(dim=1) == labels


def _confidence(logits: Tensor, labels: Tensor) -> float:
    """Mean probability of the right class, percent."""
    return _percent(logits.softmax(dim=1).gather(1, labels[:, None]))


def _percent(shares: Tensor) -> float:
    return float(shares.float().mean()) * WHOLE
