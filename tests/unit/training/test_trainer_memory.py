"""When memory runs out, training goes on with less at a time, or names the shortage."""

import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from ipclip_app.errors import TooLittleMemoryError
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.progress import EpochReport, Notice, Report, run_to_end
from ipclip_app.training import trainer
from ipclip_app.training.checkpoint import read_checkpoint, write_checkpoint
from ipclip_app.training.recipes import recipe_of
from ipclip_app.training.start import begin, restore, snapshot
from ipclip_app.training.task import Task
from ipclip_app.training.trainer import Training

MakeTask = Callable[..., Task]
REFERENCE, DEFAULT = recipe_of("reference"), recipe_of("default")


def _begin(task: Task, backbone: Backbone) -> Training:
    return run_to_end(begin(task, backbone))


def _train(training: Training, save: Callable[[Training], None] = lambda _: None) -> list[Report]:
    return list(training.run(save))


def _assert_same(actual: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    assert actual.keys() == expected.keys()
    assert [name for name, value in expected.items() if not actual[name].equal(value)] == []


class _Exhausted:
    """Memory that runs out at the given calls for a prediction, counted from 1."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: Exception, calls: set[int]) -> None:
        self.calls, real = 0, PromptedClassifier.predict

        def predict(classifier: PromptedClassifier, projector: Any, statistics: Any, *known: Any) -> Any:
            if torch.is_grad_enabled():
                self.calls += 1
                if self.calls in calls:
                    raise error
            return real(classifier, projector, statistics, *known)

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

    def predict(classifier: PromptedClassifier, projector: Any, statistics: Any, *known: Any) -> Any:
        prediction = real(classifier, projector, statistics, *known)
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
