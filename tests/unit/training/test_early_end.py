"""A training that is to end early ends with its last finished epoch, to the bit, and can go on from there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import EpochReport, Report, StepReport, run_to_end
from ipclip_app.training.checkpoint import read_checkpoint, write_checkpoint
from ipclip_app.training.recipes import ABLATIONS
from ipclip_app.training.start import begin, restore, snapshot
from ipclip_app.training.task import Task
from ipclip_app.training.trainer import Training

MakeTask = Callable[..., Task]
STEPS = 2
"""Steps of an epoch of nine images in batches of four."""


@pytest.fixture(params=["default", "reference"])
def task(request: pytest.FixtureRequest, make_task: MakeTask) -> Task:
    return make_task(ABLATIONS[request.param], epochs=4)


def end_after(training: Training, steps: int, save: Callable[[Training], None]) -> list[Report]:
    """Train, and want the end from the given step on; all reports."""
    seen: list[Report] = []

    def wants_end() -> bool:
        return sum(isinstance(report, StepReport) for report in seen) >= steps

    for report in training.run(save, wants_end):
        seen.append(report)  # noqa: PERF402 - `wants_end` counts while the training runs
    return seen


def epochs_of(reports: list[Report]) -> list[int]:
    return [report.epoch for report in reports if isinstance(report, EpochReport)]


def assert_same(actual: Any, expected: Any):
    assert [name for name, value in expected[0].items() if not actual[0][name].equal(value)] == []
    assert actual[1] == expected[1]


def test_epoch_in_hand_is_dropped(task: Task, tiny_vit: Backbone):
    training = run_to_end(begin(task, tiny_vit))
    saved: list[Any] = []
    reports = end_after(training, STEPS + 1, lambda running: saved.append(snapshot(running)))
    assert sum(isinstance(report, StepReport) for report in reports) == STEPS + 1
    assert (training.epoch, epochs_of(reports), len(saved)) == (1, [1], 1)
    assert_same(snapshot(training), saved[0])


@pytest.mark.parametrize("steps", [0, 1, STEPS])
def test_first_epoch_is_finished_in_any_case(task: Task, tiny_vit: Backbone, steps: int):
    training = run_to_end(begin(task, tiny_vit))
    reports = end_after(training, steps, lambda _: None)
    assert sum(isinstance(report, StepReport) for report in reports) == STEPS
    assert epochs_of(reports) == [1]
    assert training.protected.best_state


def test_epoch_whose_last_step_is_done_is_kept(task: Task, tiny_vit: Backbone):
    training = run_to_end(begin(task, tiny_vit))
    assert epochs_of(end_after(training, 2 * STEPS, lambda _: None)) == [1, 2]


def test_training_that_ended_early_goes_on_as_if_it_had_not(task: Task, tiny_vit: Backbone, tmp_path: Path):
    straight = run_to_end(begin(task, tiny_vit))
    run_to_end(straight.run(lambda _: None))
    ended = run_to_end(begin(task, tiny_vit))
    end_after(ended, 2 * STEPS + 1, lambda running: write_checkpoint(tmp_path, *snapshot(running)))
    checkpoint = read_checkpoint(tmp_path, pytest.fail)
    assert checkpoint is not None
    resumed = restore(task, tiny_vit, checkpoint)
    run_to_end(resumed.run(lambda _: None))
    assert_same(snapshot(resumed), snapshot(straight))
