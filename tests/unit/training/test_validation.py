"""Validation measures both modules on images that training does not see."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from ipclip_app.model.backbone import Backbone
from ipclip_app.model.ip_projector import ReferenceProjector
from ipclip_app.progress import Report, run_to_end
from ipclip_app.training import classification
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.recipes import recipe_of
from ipclip_app.training.selection import BestEpoch, Score, ZeroShotLevel
from ipclip_app.training.task import Task
from ipclip_app.training.validation import validate

STILL = Report("training", 3, 6)


def _projector(seed: int) -> ReferenceProjector:
    torch.manual_seed(seed)
    return ReferenceProjector((32, 32, 32), 16)


@torch.no_grad()
def _measured(logits: Tensor, data: LabelledStatistics) -> tuple[float, float]:
    """Accuracy of the plain views and of all views, in percent."""
    right = [float(one.argmax() == data.labels[row // data.views]) for row, one in enumerate(logits)]
    plain = right[:: data.views]
    return 100 * sum(plain) / len(plain), 100 * sum(right) / len(right)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_epoch_is_measured_on_both_domains_and_scored_over_all_views(
    seed: int, make_task: Callable[..., Task], tiny_vit: Backbone
):
    recipe = replace(recipe_of("reference"), settled=True)
    task, protected, unprotected = make_task(recipe), _projector(seed), _projector(seed + 10)

    result = run_to_end(validate(task, protected, unprotected, STILL))

    one, other = task.authorized.validation, task.unauthorized.validation
    plain_a, all_a = _measured(task.classifier.predict(protected, one.statistics).logits, one)
    plain_u, all_u = _measured(task.classifier.predict(protected, other.statistics).logits, other)
    zero = [_measured(task.classifier.scale * d.statistics.feature @ task.zero_shot.T, d)[1] for d in (one, other)]
    free = _measured(task.classifier.predict(unprotected, one.statistics).logits, one)[1]
    score = all_a * ((zero[1] - all_u) - (zero[0] - all_a)) / 100
    assert (result.authorized, result.unauthorized) == pytest.approx((plain_a, plain_u))
    assert (result.score.value, result.unprotected) == pytest.approx((score, free), rel=1e-4)
    assert result.score.error == pytest.approx(ZeroShotLevel(*zero).error(all_a, all_u, (len(one), len(other))))


def test_validation_can_be_stopped_before_every_part_without_moving_the_progress(
    make_task: Callable[..., Task], tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(classification, "EVALUATION_ROWS", 4)
    task = make_task(recipe_of("default"))  # 10 authorized rows, which both modules see, and 4 unauthorized ones

    reports, gradients = [], []
    for report in validate(task, _projector(1), _projector(2), STILL):
        reports.append(report)
        gradients.append(torch.is_grad_enabled())

    assert reports == [STILL] * (3 + 1 + 3)
    assert all(gradients)


def test_the_reference_takes_the_highest_score_as_it_is(make_task: Callable[..., Task], tiny_vit: Backbone):
    job = validate(make_task(recipe_of("reference")), _projector(1), _projector(2), STILL)

    assert run_to_end(job).score.error is None


@pytest.mark.parametrize(
    ("scores", "chosen"),
    [
        ([(40, 3), (37.5, 3), (36, 3)], 2),  # the third is beyond one standard error of the first
        ([(40, 3), (42, 1), (41.5, 1), (40.5, 1)], 3),
        ([(40, None), (41, None), (41, None)], 2),  # exact scores: a tie stays with the earlier epoch
        ([(80, 0), (80, 0), (79, 2), (80, 0)], 4),  # saturated: all right on one domain, all wrong on the other
        ([(80, 0), (79, 2)], 1),
        ([(1, 5)], 1),
    ],
)
def test_the_latest_epoch_within_one_standard_error_of_the_best_is_chosen(
    scores: list[tuple[float, float | None]], chosen: int
):
    best = BestEpoch()
    for epoch, (value, error) in enumerate(scores, start=1):
        best = best.after(epoch, Score(value, error))

    assert (best.epoch, best.score) == (chosen, scores[chosen - 1][0])


def test_the_error_of_protection_is_that_of_drawing_other_images():
    generator = torch.Generator().manual_seed(0)
    level, images, chances = ZeroShotLevel(90, 80), (200, 300), (0.85, 0.2)
    drawn = [
        100 * torch.rand(4000, count, generator=generator).lt(chance).double().mean(1)
        for count, chance in zip(images, chances, strict=True)
    ]
    spread = float(torch.tensor([level.protection(float(a), float(u)) for a, u in zip(*drawn, strict=True)]).std())

    assert level.error(85, 20, images) == pytest.approx(spread, rel=0.05)


def test_protection_is_what_unauthorized_images_lose_beyond_what_authorized_ones_do():
    assert ZeroShotLevel(90, 80).protection(85, 20) == pytest.approx(85 * (60 - 5) / 100)


def test_zero_shot_itself_protects_nothing():
    assert ZeroShotLevel(90, 80).protection(90, 80) == 0
