"""Both modules are trained in step; lack of memory, divergence and foreign data have defined effects."""

import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from ipclip_app.errors import DivergedError, TooLittleMemoryError
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.progress import EpochReport, Notice, Report, StepReport, run_to_end
from ipclip_app.training import trainer
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.checkpoint import read_checkpoint, write_checkpoint
from ipclip_app.training.objective import TERMS
from ipclip_app.training.recipes import recipe_of
from ipclip_app.training.start import begin, restore, snapshot
from ipclip_app.training.task import DomainData, Task
from ipclip_app.training.trainer import Training

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

    protected, unprotected = (learner.projector.state_dict() for learner in (training.protected, training.unprotected))

    _assert_same(unprotected, protected)
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


class _Exhausted:
    """Memory that runs out at the given calls for a prediction, counted from 1."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: Exception, calls: set[int]) -> None:
        self.calls, real = 0, PromptedClassifier.predict

        def predict(classifier: PromptedClassifier, projector: Any, statistics: Any) -> Any:
            if torch.is_grad_enabled():
                self.calls += 1
                if self.calls in calls:
                    raise error
            return real(classifier, projector, statistics)

        monkeypatch.setattr(PromptedClassifier, "predict", predict)


OUT_OF_MEMORY = torch.OutOfMemoryError("CUDA out of memory")


@pytest.mark.parametrize("recipe", [DEFAULT, REFERENCE], ids=["default", "reference"])
def test_the_batch_is_halved_when_memory_runs_out_and_the_checkpoint_records_it(
    recipe: Any, make_task: MakeTask, tiny_vit: Backbone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    task = make_task(recipe, epochs=2, batch_size=4)
    training = _begin(task, tiny_vit)
    _Exhausted(monkeypatch, OUT_OF_MEMORY, {8})  # the unprotected module of the last step of epoch 2
    stored = []

    def save(running: Training) -> None:
        stored.append(snapshot(running)[1]["batch_size"])
        write_checkpoint(tmp_path / str(running.epoch), *snapshot(running))

    reports = _train(training, save)

    notices = [report.message for report in reports if isinstance(report, Notice)]
    assert notices == ["Memory ran out; the batch is halved to 2 images of each domain."]
    assert stored == [4, 2]
    checkpoint = read_checkpoint(tmp_path / "1", pytest.fail)
    assert checkpoint is not None
    smaller = restore(task, tiny_vit, replace(checkpoint, state={**checkpoint.state, "batch_size": 2}))
    _train(smaller)
    _assert_same(snapshot(training)[0], snapshot(smaller)[0])


def test_a_halved_batch_stays_halved_after_resuming(
    make_task: MakeTask, tiny_vit: Backbone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    task = make_task(DEFAULT, epochs=1, batch_size=9, images=(18, 6))
    _Exhausted(monkeypatch, OUT_OF_MEMORY, {1})
    _train(_begin(task, tiny_vit), lambda running: write_checkpoint(tmp_path, *snapshot(running)))

    checkpoint = read_checkpoint(tmp_path, pytest.fail)

    assert checkpoint is not None
    training = restore(task, tiny_vit, checkpoint)
    assert (training.batch_size, training.steps_per_epoch) == (4, 4)


def test_batches_shrink_to_two_and_no_further(make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    training = _begin(make_task(REFERENCE, batch_size=7), tiny_vit)
    _Exhausted(monkeypatch, OUT_OF_MEMORY, set(range(1, 100)))
    job = training.run(lambda _: None)

    sizes = [(type(next(job)), training.batch_size) for _ in range(2)]

    assert sizes == [(Notice, 3), (Notice, 2)]
    with pytest.raises(TooLittleMemoryError):
        next(job)


def test_the_failed_step_is_gone_before_its_memory_is_released(
    make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    training, held, alive, real = _begin(make_task(DEFAULT), tiny_vit), [], [], PromptedClassifier.predict

    def predict(classifier: PromptedClassifier, projector: Any, statistics: Any) -> Any:
        prediction = real(classifier, projector, statistics)
        if torch.is_grad_enabled() and not held:
            held.append(weakref.ref(prediction))
            raise torch.OutOfMemoryError
        return prediction

    monkeypatch.setattr(PromptedClassifier, "predict", predict)
    monkeypatch.setattr(trainer, "release_memory", lambda _: alive.append(held[0]() is not None))

    _train(training)

    assert alive == [False]


def test_lack_of_memory_in_validation_costs_no_image_and_no_batch(
    make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    whole = _begin(make_task(DEFAULT), tiny_vit)
    expected = [report for report in _train(whole) if isinstance(report, EpochReport)]
    training, real = _begin(make_task(DEFAULT), tiny_vit), PromptedClassifier.classify

    def classify(classifier: PromptedClassifier, projector: Any, statistics: Any) -> Tensor:
        if len(statistics) > 3:
            raise OUT_OF_MEMORY
        return real(classifier, projector, statistics)

    monkeypatch.setattr(PromptedClassifier, "classify", classify)

    reports = [report for report in _train(training) if isinstance(report, EpochReport)]

    assert (reports, training.batch_size) == (expected, 4)


def test_another_failure_is_not_taken_for_lack_of_memory(
    make_task: MakeTask, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
):
    training = _begin(make_task(REFERENCE), tiny_vit)
    _Exhausted(monkeypatch, RuntimeError("shapes differ"), {1})

    with pytest.raises(RuntimeError, match="shapes differ"):
        _train(training)

    assert training.batch_size == 4


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

    def update(loss: Tensor, rate: float) -> None:
        real(loss, rate)
        if broken.optimizer.state[broken.projector.base]["step"] == 4:  # the last one of the second epoch
            broken.projector.base.data[0, 0] = float("nan")

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
