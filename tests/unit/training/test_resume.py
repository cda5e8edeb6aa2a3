"""An interrupted run ends in the same bits as an uninterrupted one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from ipclip_app.errors import CheckpointError
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import EpochReport, StepReport, run_to_end
from ipclip_app.training.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from ipclip_app.training.recipes import ABLATIONS, Recipe
from ipclip_app.training.start import begin, restore, snapshot
from ipclip_app.training.task import Task
from ipclip_app.training.trainer import Training

MakeTask = Callable[..., Task]
RECIPES = {
    name: ABLATIONS[name] for name in ("default", "reference", "without a gate", "with L_ai and L_ui, STAM trained")
}
State = tuple[dict[str, Tensor], dict[str, Any]]


def _straight(task: Task, backbone: Backbone) -> State:
    training = run_to_end(begin(task, backbone))
    run_to_end(training.run(lambda _: None))
    return snapshot(training)


def _interrupted(task: Task, backbone: Backbone, folder: Path, epoch: int) -> None:
    """Train with checkpoints and end within the epoch after `epoch`."""
    training = run_to_end(begin(task, backbone))
    job = training.run(lambda running: write_checkpoint(folder, *snapshot(running)))
    for report in job:
        if isinstance(report, StepReport) and report.epoch == epoch + 1:
            job.close()


def _read(folder: Path) -> Checkpoint:
    warnings: list[str] = []
    checkpoint = read_checkpoint(folder, warnings.append)
    assert checkpoint is not None
    assert not warnings
    return checkpoint


def _assert_same(actual: State, expected: State) -> None:
    assert actual[0].keys() == expected[0].keys()
    assert [name for name, value in expected[0].items() if not actual[0][name].equal(value)] == []
    assert actual[1] == expected[1]


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_a_resumed_run_ends_in_the_same_bits(recipe: Recipe, make_task: MakeTask, tiny_vit: Backbone, tmp_path: Path):
    task = make_task(recipe, epochs=4)
    expected = _straight(task, tiny_vit)

    _interrupted(task, tiny_vit, tmp_path, 2)
    torch.manual_seed(99)
    training = restore(task, tiny_vit, _read(tmp_path))
    epoch = training.epoch
    run_to_end(training.run(lambda _: None))

    assert epoch == 2
    _assert_same(snapshot(training), expected)


def test_moments_and_style_enhancement_are_part_of_the_bits(make_task: MakeTask, tiny_vit: Backbone):
    tensors, _ = _straight(make_task(RECIPES["with L_ai and L_ui, STAM trained"], epochs=1), tiny_vit)

    assert tensors["protected.stam.shared.1.num_batches_tracked"] == 6
    assert tensors["protected.adam.0.exp_avg_sq"].any()
    assert "unprotected.adam.0.exp_avg" in tensors


def test_a_restored_run_is_the_one_that_was_stored(make_task: MakeTask, tiny_vit: Backbone, tmp_path: Path):
    task = make_task(RECIPES["reference"], epochs=3)
    _interrupted(task, tiny_vit, tmp_path, 1)

    checkpoint = _read(tmp_path)

    _assert_same(snapshot(restore(task, tiny_vit, checkpoint)), (dict(checkpoint.tensors), dict(checkpoint.state)))


def test_restored_banks_are_aligned_as_the_built_ones_are(make_task: MakeTask, tiny_vit: Backbone, tmp_path: Path):
    """Some libraries add up unaligned rows in another order, which would change the last bits of a resumed run."""
    task = make_task(RECIPES["reference"])
    _interrupted(task, tiny_vit, tmp_path, 1)

    banks = restore(task, tiny_vit, _read(tmp_path)).banks

    assert banks is not None
    assert banks.authorized.rows.data_ptr() % 64 == banks.unauthorized.rows.data_ptr() % 64 == 0


@pytest.mark.parametrize("name", ["default", "reference"])
def test_equal_seeds_give_equal_bits(name: str, make_task: MakeTask, tiny_vit: Backbone):
    first = _straight(make_task(RECIPES[name]), tiny_vit)

    torch.manual_seed(99)
    torch.rand(3)

    _assert_same(_straight(make_task(RECIPES[name]), tiny_vit), first)


@pytest.mark.parametrize("name", ["default", "reference"])
def test_different_seeds_give_different_weights(name: str, make_task: MakeTask, tiny_vit: Backbone):
    first, _ = _straight(make_task(RECIPES[name], seed=0), tiny_vit)
    second, _ = _straight(make_task(RECIPES[name], seed=1), tiny_vit)

    weights = [key for key in first if ".projector." in key and key.endswith(".weight")]  # that of a gate is fitted
    assert weights
    assert not any(first[key].equal(second[key]) for key in weights)


def test_training_leaves_the_global_random_state_alone(make_task: MakeTask, tiny_vit: Backbone):
    before = torch.get_rng_state()

    _straight(make_task(RECIPES["reference"], epochs=1), tiny_vit)

    assert torch.get_rng_state().equal(before)


def test_closing_the_run_ends_it_within_one_step(make_task: MakeTask, tiny_vit: Backbone):
    training: Training = run_to_end(begin(make_task(RECIPES["default"]), tiny_vit))
    saved: list[int] = []
    job = training.run(lambda running: saved.append(running.epoch))
    next(job)
    after_one = snapshot(training)

    job.close()

    _assert_same(snapshot(training), after_one)
    assert (training.epoch, saved) == (0, [])


def test_whoever_stops_on_the_report_of_an_epoch_keeps_it(make_task: MakeTask, tiny_vit: Backbone):
    training = run_to_end(begin(make_task(RECIPES["default"]), tiny_vit))
    saved: list[int] = []
    job = training.run(lambda running: saved.append(running.epoch))

    while not isinstance(next(job), EpochReport):
        pass
    job.close()

    assert saved == [1]


def test_a_checkpoint_of_another_recipe_is_refused(make_task: MakeTask, tiny_vit: Backbone, tmp_path: Path):
    _interrupted(make_task(RECIPES["reference"]), tiny_vit, tmp_path, 1)

    with pytest.raises(CheckpointError):
        restore(make_task(RECIPES["default"]), tiny_vit, _read(tmp_path))


def test_a_checkpoint_without_its_history_is_refused(make_task: MakeTask, tiny_vit: Backbone, tmp_path: Path):
    task = make_task(RECIPES["default"])
    _interrupted(task, tiny_vit, tmp_path, 1)
    checkpoint = _read(tmp_path)
    state = {key: value for key, value in checkpoint.state.items() if key != "history"}

    with pytest.raises(CheckpointError):
        restore(task, tiny_vit, replace(checkpoint, state=state))
