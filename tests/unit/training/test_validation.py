"""Validation measures both modules on images that training does not see."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from ipclip_app.model.backbone import Backbone
from ipclip_app.model.ip_projector import ReferenceProjector
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.recipes import recipe_of
from ipclip_app.training.selection import ZeroShotLevel
from ipclip_app.training.task import Task
from ipclip_app.training.validation import validate


def _projector(seed: int) -> ReferenceProjector:
    torch.manual_seed(seed)
    return ReferenceProjector((32, 32, 32), 16)


@torch.no_grad()
def _measured(logits: Tensor, data: LabelledStatistics) -> tuple[float, float, float]:
    """Accuracy of the plain views, accuracy of all views, mean probability of the right class, in percent."""
    right, probabilities = [], []
    for row, one in enumerate(logits):
        label = data.labels[row // data.views]
        right.append(float(one.argmax() == label))
        probabilities.append(float((one.exp() / one.exp().sum())[label]))
    plain = right[:: data.views]
    return 100 * sum(plain) / len(plain), 100 * sum(right) / len(right), 100 * sum(probabilities) / len(probabilities)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_epoch_is_measured_on_both_domains_and_scored_by_probabilities(
    seed: int, make_task: Callable[..., Task], tiny_vit: Backbone
):
    task, protected, unprotected = make_task(recipe_of("reference")), _projector(seed), _projector(seed + 10)

    result = validate(task, protected, unprotected)

    one, other = task.authorized.validation, task.unauthorized.validation
    plain_a, _, sure_a = _measured(task.classifier.predict(protected, one.statistics).logits, one)
    plain_u, _, sure_u = _measured(task.classifier.predict(protected, other.statistics).logits, other)
    zero = [_measured(task.classifier.scale * d.statistics.feature @ task.zero_shot.T, d)[2] for d in (one, other)]
    free = _measured(task.classifier.predict(unprotected, one.statistics).logits, one)[1]
    score = sure_a * ((zero[1] - sure_u) - (zero[0] - sure_a)) / 100
    assert (result.authorized, result.unauthorized) == pytest.approx((plain_a, plain_u))
    assert (result.score, result.unprotected) == pytest.approx((score, free), rel=1e-4)


def test_protection_is_what_unauthorized_images_lose_beyond_what_authorized_ones_do():
    assert ZeroShotLevel(90, 80).protection(85, 20) == pytest.approx(85 * (60 - 5) / 100)


def test_zero_shot_itself_protects_nothing():
    assert ZeroShotLevel(90, 80).protection(90, 80) == 0
