"""Both modules are trained in step; divergence and foreign data have defined effects."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor

from ipclip_app.config import Scenario
from ipclip_app.errors import DivergedError
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import EpochReport, Job, Report, StepReport, run_to_end
from ipclip_app.training import trainer
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.objective import TERMS, LossInputs
from ipclip_app.training.recipes import recipe_of
from ipclip_app.training.selection import Score
from ipclip_app.training.start import begin, snapshot
from ipclip_app.training.task import DomainData, Task
from ipclip_app.training.trainer import Training
from ipclip_app.training.validation import Validation

MakeTask = Callable[..., Task]
REFERENCE, DEFAULT = recipe_of("reference"), recipe_of("default")


def _begin(task: Task, backbone: Backbone) -> Training:
    return run_to_end(begin(task, backbone))


def _train(training: Training, save: Callable[[Training], None] = lambda _: None) -> list[Report]:
    return list(training.run(save))


def _part(training: Training, prefix: str) -> dict[str, Tensor]:
    return {name: value for name, value in snapshot(training)[0].items() if name.startswith(prefix)}


def _assert_same(actual: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    assert actual.keys() == expected.keys()
    assert [name for name, value in expected.items() if not actual[name].equal(value)] == []


def test_an_epoch_has_as_many_steps_as_the_longer_domain_fills(make_task: MakeTask, tiny_vit: Backbone):
    training = _begin(make_task(REFERENCE, images=(5, 13), batch_size=4, epochs=2), tiny_vit)

    reports = _train(training)

    steps = [report for report in reports if isinstance(report, StepReport)]
    assert [(report.epoch, report.step, report.total) for report in steps] == [
        (epoch, step, 6) for epoch, step in ((1, 1), (1, 2), (1, 3), (2, 4), (2, 5), (2, 6))
    ]
    ends = [report for report in reports if isinstance(report, EpochReport)]
    assert [(report.epoch, report.step) for report in ends] == [(1, 3), (2, 6)]


def test_steps_report_every_term_the_total_and_the_unprotected_loss(make_task: MakeTask, tiny_vit: Backbone):
    reports = _train(_begin(make_task(REFERENCE, epochs=1), tiny_vit))

    losses = next(report.losses for report in reports if isinstance(report, StepReport))
    assert set(losses) == {*REFERENCE.weights, "total", "unprotected"}
    total = sum(weight * losses[name] for name, weight in REFERENCE.weights.items())
    assert losses["total"] == pytest.approx(total, rel=1e-5)


def test_history_holds_the_mean_losses_of_every_epoch(make_task: MakeTask, tiny_vit: Backbone):
    training = _begin(make_task(REFERENCE), tiny_vit)

    steps = [report for report in _train(training) if isinstance(report, StepReport)]

    assert [entry["epoch"] for entry in training.history] == [1, 2]
    for entry in training.history:
        losses = [report.losses["L_kl"] for report in steps if report.epoch == entry["epoch"]]
        assert entry["losses"]["L_kl"] == pytest.approx(sum(losses) / len(losses))


@pytest.mark.parametrize("recipe", [DEFAULT, REFERENCE], ids=["default", "reference"])
def test_blocks_of_different_widths_are_trained_as_well(recipe: Any, make_task: MakeTask, tiny_resnet: Backbone):
    training = _begin(make_task(recipe, backbone=tiny_resnet, epochs=1), tiny_resnet)
    before = _part(training, "protected.projector")

    _train(training)

    assert [name for name, value in _part(training, "protected.projector").items() if not value.equal(before[name])]


def test_both_modules_start_alike(make_task: MakeTask, tiny_vit: Backbone):
    training = _begin(make_task(DEFAULT), tiny_vit)

    protected, unprotected = training.protected.projector, training.unprotected.projector

    for branch in protected.branches:
        _assert_same(unprotected.state_dict(), branch.state_dict())
    assert {id(p) for p in training.protected.projector.parameters()}.isdisjoint(
        id(p) for p in training.unprotected.projector.parameters()
    )


@pytest.mark.parametrize("other", [{"unauthorized_seed": 7}, {"labels_seed": 8}], ids=["images", "labels"])
def test_unauthorized_data_do_not_move_the_unprotected_module(
    other: dict[str, int], make_task: MakeTask, tiny_vit: Backbone
):
    first, second = (_begin(make_task(REFERENCE, **change), tiny_vit) for change in ({}, other))
    _train(first)
    _train(second)

    _assert_same(_part(second, "unprotected.projector"), _part(first, "unprotected.projector"))
    protected = "protected.projector.reduce.weight"
    assert not _part(second, protected)[protected].equal(_part(first, protected)[protected])


def test_unauthorized_labels_do_not_move_the_unprotected_module_of_the_default(make_task: MakeTask, tiny_vit: Backbone):
    first, second = (_begin(make_task(DEFAULT, labels_seed=seed), tiny_vit) for seed in (3, 8))
    _train(first)
    _train(second)

    _assert_same(_part(second, "unprotected.projector"), _part(first, "unprotected.projector"))


def test_the_unprotected_module_is_what_training_with_the_authorized_loss_alone_gives(
    make_task: MakeTask, tiny_vit: Backbone
):
    alone = replace(REFERENCE, weights={"L_a": 1.0})
    training = _begin(make_task(REFERENCE), tiny_vit)
    _train(training)
    other = _begin(make_task(alone), tiny_vit)
    _train(other)

    for name, value in other.protected.projector.state_dict().items():
        torch.testing.assert_close(training.unprotected.projector.state_dict()[name], value, rtol=1e-5, atol=1e-6)


def test_each_module_is_chosen_by_a_score_of_its_own(
    make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    found = iter([Validation(50.0, 50.0, Score(9.0), 60.0), Validation(50.0, 50.0, Score(1.0), 80.0)])

    def validate(*_: Any) -> Job[Validation]:
        yield from ()
        return next(found)

    monkeypatch.setattr("ipclip_app.training.trainer.validate", validate)
    training = _begin(make_task(REFERENCE), tiny_vit)

    _train(training)

    assert (training.protected.best.epoch, training.unprotected.best.epoch) == (1, 2)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("name", ["L_inv", "L_zs"])
def test_a_loss_that_is_no_number_ends_training_with_its_term_and_epoch(
    name: str, value: float, make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    training, saved, real = _begin(make_task(DEFAULT), tiny_vit), [], TERMS[name]
    monkeypatch.setitem(TERMS, name, lambda inputs: real(inputs) * (value if training.epoch == 1 else 1.0))

    with pytest.raises(DivergedError) as caught:
        _train(training, lambda running: saved.append(snapshot(running)[0]))

    assert (caught.value.term, caught.value.epoch) == (name, 2)
    assert len(saved) == 1
    weights = {key: value for key, value in snapshot(training)[0].items() if ".projector." in key}
    assert all(value.equal(saved[0][key]) for key, value in weights.items())


@pytest.mark.parametrize(("learner", "term"), [("protected", "total"), ("unprotected", "unprotected")])
def test_weights_that_are_no_numbers_after_the_last_step_of_an_epoch_are_not_saved(
    learner: str, term: str, make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    training = _begin(make_task(DEFAULT), tiny_vit)
    broken = getattr(training, learner)
    real, saved = broken.update, []
    base = next(value for name, value in broken.projector.named_parameters() if name.endswith("base"))

    def update(loss: Tensor, rate: float) -> None:
        real(loss, rate)
        if broken.optimizer.state[base]["step"] == 4:  # the last one of the second epoch
            base.data[0, 0] = float("nan")

    monkeypatch.setattr(broken, "update", update)

    with pytest.raises(DivergedError) as caught:
        _train(training, lambda running: saved.append(running.epoch))

    assert (caught.value.term, caught.value.epoch, saved) == (term, 2, [1])


def test_statistics_that_are_no_numbers_end_training_in_the_first_epoch(make_task: MakeTask, tiny_vit: Backbone):
    task = make_task(REFERENCE)
    training = _begin(task, tiny_vit)
    task.authorized.train.statistics.feature.fill_(float("nan"))

    with pytest.raises(DivergedError) as caught:
        _train(training)

    assert (caught.value.term, caught.value.epoch) == ("L_a", 1)


def test_the_default_learns_from_pseudo_labels(make_task: MakeTask, tiny_vit: Backbone):
    task = make_task(DEFAULT)
    data = task.unauthorized.train
    pseudo = task.zero_shot_logits(data.plain().feature).argmax(dim=1)
    relabelled = DomainData(LabelledStatistics(data.statistics, pseudo, data.views), task.unauthorized.validation)
    training = _begin(replace(task, unauthorized=relabelled), tiny_vit)

    reports = _train(training)

    losses = [report.losses["L_inv"] for report in reports if isinstance(report, StepReport)]
    assert losses[-1] < losses[0]


def _inputs_of_the_first_step(training: Training, monkeypatch: pytest.MonkeyPatch) -> LossInputs:
    seen: list[LossInputs] = []
    evaluate = trainer.evaluate_terms
    monkeypatch.setattr(trainer, "evaluate_terms", lambda inputs, *rest: seen.append(inputs) or evaluate(inputs, *rest))
    next(report for report in training.run(lambda _: None) if isinstance(report, StepReport))
    return seen[0]


@pytest.mark.parametrize("scenario", ["target-specified", "target-free"])
def test_each_branch_learns_from_its_own_images_whatever_the_gates_say(
    scenario: Scenario, make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    training = _begin(make_task(recipe_of("default", scenario), epochs=1, batch_size=4), tiny_vit)
    projector = training.protected.projector
    with torch.no_grad():
        projector.gate_bias.fill_(-1e4)  # would take every image for unauthorized
        projector.unauthorized.base.fill_(0.5)
    inputs = _inputs_of_the_first_step(training, monkeypatch)
    assert not torch.allclose(inputs.text_a.mean(0), inputs.text_u.mean(0), atol=1e-2)
    for branch in (projector.authorized, projector.unauthorized):
        assert branch.base.grad.any()


def test_half_of_what_is_to_be_wrong_can_be_authorized_images(
    make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    plain = recipe_of("default", "target-free")
    halves = [
        _inputs_of_the_first_step(
            _begin(make_task(replace(plain, own_inverted=own), epochs=1, batch_size=4), tiny_vit), monkeypatch
        )
        for own in (False, True)
    ]
    assert torch.equal(halves[1].labels_u[2:], halves[1].labels_a[2:])
    assert torch.equal(halves[1].labels_u[:2], halves[0].labels_u[:2])
    assert torch.equal(halves[1].zero_shot_u[:2], halves[0].zero_shot_u[:2])
    assert not torch.equal(halves[1].zero_shot_u[2:], halves[0].zero_shot_u[2:])
