"""A training from two folders: what it reports, what it leaves behind, and that only its request decides the result."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.config import TrainConfig, ViewConfig
from ipclip_app.errors import ClassNameTooLongError, OutputExistsError, RunError, TooFewClassesError
from ipclip_app.jobs.run_folder import LOCK
from ipclip_app.jobs.train import TrainRequest, train
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.tensor_file import read_tensors
from ipclip_app.progress import EpochReport, StepReport, run_to_end
from ipclip_app.training.recipes import ABLATIONS, DEFAULT, REFERENCE

Drain = Callable[..., Any]
SameModule = Callable[[Path, Path], bool]


def module_of(run: Path) -> dict[str, torch.Tensor]:
    return read_tensors(run / "module.safetensors")[0]


def listing(*roots: Path) -> dict[str, tuple[int, int]]:
    """Every path below the roots, the roots themselves included, with size and time of change."""
    paths = [path for root in roots for path in (root, *root.rglob("*"))]
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}


def test_phases_follow_the_walk_of_the_data(short_request: TrainRequest, drain: Drain):
    reports = drain(train(short_request)).reports
    phases = [phase for phase, _ in groupby(report.phase for report in reports)]
    reading = ["folders", "scan", "folders", "scan"]
    assert phases == [*reading, "prepare", "statistics", "base prompt", "training", "verdict", "moderation"]
    assert all(0 <= report.step <= report.total or report.total == 0 for report in reports)


def test_steps_of_training_count_up_to_the_total(short_request: TrainRequest, drain: Drain):
    steps = [report for report in drain(train(short_request)).reports if isinstance(report, StepReport)]
    assert [(report.step, report.total, report.epoch) for report in steps] == [
        *((step, 6, 1) for step in (1, 2, 3)),
        *((step, 6, 2) for step in (4, 5, 6)),
    ]


@pytest.mark.parametrize(("preset", "recipe"), [("default", DEFAULT), ("reference", REFERENCE)])
def test_every_loss_of_the_objective_is_reported_and_finite(
    short_request: TrainRequest, drain: Drain, preset: Any, recipe: Any
):
    request = replace(short_request, config=replace(short_request.config, preset=preset, epochs=1))
    steps = [report for report in drain(train(request)).reports if isinstance(report, StepReport)]
    assert steps
    for report in steps:
        assert report.losses.keys() == {*recipe.weights, "total", "unprotected"}
        assert all(math.isfinite(value) for value in report.losses.values())


def test_every_epoch_reports_accuracies_in_percent(short_request: TrainRequest, drain: Drain):
    epochs = [report for report in drain(train(short_request)).reports if isinstance(report, EpochReport)]
    assert [report.epoch for report in epochs] == [1, 2]
    assert epochs[0].best
    for report in epochs:
        for percent in (report.authorized, report.unauthorized):
            assert 0 <= percent <= 100
            assert percent * 6 / 100 == pytest.approx(round(percent * 6 / 100))  # of 6 validation images


def test_finished_run_holds_its_files_and_no_leftovers(short_request: TrainRequest, run_folder: Path):
    run_to_end(train(short_request))
    assert {path.name for path in run_folder.iterdir()} == {
        *("run.json", "history.json", "module.safetensors", "checkpoint.safetensors"),
        *("checkpoint.previous.safetensors", LOCK),
    }
    history = json.loads((run_folder / "history.json").read_text())
    assert [entry["epoch"] for entry in history] == [1, 2]


def test_description_tells_what_the_run_is_about(short_request: TrainRequest, run_folder: Path, tiny_vit: Backbone):
    run_to_end(train(short_request))
    known = json.loads((run_folder / "run.json").read_text())
    assert known["authorized"] == str(short_request.authorized.resolve())
    assert known["backbone"] == {"reference": tiny_vit.name, "identity": tiny_vit.identity}
    assert TrainConfig.from_json(known["config"]) == short_request.config
    assert known["data"]["images"]["authorized"] == {"train": 12, "validation": 6, "test": 6}
    assert known["data"]["unauthorized_labels"] == "folders"


def test_outcome_is_json_with_the_chosen_epoch(short_request: TrainRequest, run_folder: Path):
    outcome = json.loads(json.dumps(run_to_end(train(short_request)).to_json()))
    best = [entry["epoch"] for entry in json.loads((run_folder / "history.json").read_text()) if entry["best"]][-1]
    assert outcome.pop("seconds") >= 0
    assert outcome == {"run": str(run_folder), "epochs": 2, "best_epoch": best, "batch_size": 4, "left_out": {}}


@pytest.mark.parametrize("preset", ["default", "reference"])
def test_equal_seeds_give_equal_modules_whatever_else_happened(
    short_request: TrainRequest, tmp_path: Path, preset: Any, same_module: SameModule
):
    request = replace(short_request, config=replace(short_request.config, preset=preset))
    run_to_end(train(request))
    torch.manual_seed(1234)
    run_to_end(train(replace(request, out=tmp_path / "again")))  # now with a warm cache
    assert same_module(request.out, tmp_path / "again")


def test_another_seed_gives_another_module(short_request: TrainRequest, tmp_path: Path):
    other = replace(short_request, out=tmp_path / "other", config=replace(short_request.config, seed=1))
    run_to_end(train(short_request))
    run_to_end(train(other))
    weight = "protected.authorized.content_in.weight"
    assert not torch.equal(module_of(short_request.out)[weight], module_of(other.out)[weight])


def test_recipe_of_an_ablation_replaces_that_of_the_preset(short_request: TrainRequest, drain: Drain):
    request = replace(short_request, recipe=ABLATIONS["without L_zs"])
    steps = [report for report in drain(train(request)).reports if isinstance(report, StepReport)]
    assert steps[0].losses.keys() == {"L_a", "L_inv", "total", "unprotected"}


def test_gradients_are_never_switched_off_for_the_caller(short_request: TrainRequest):
    for report in train(short_request):
        assert torch.is_grad_enabled(), report
        assert not torch.is_inference_mode_enabled(), report


def test_image_folders_are_not_written(short_request: TrainRequest, photo: Path, sketch: Path):
    before = listing(photo, sketch)
    run_to_end(train(short_request))
    assert listing(photo, sketch) == before


def test_run_inside_an_image_folder_is_refused(short_request: TrainRequest, photo: Path, sketch: Path):
    before = listing(photo, sketch)
    for out in (photo / "run", sketch, sketch / "cat"):
        with pytest.raises(RunError, match="inside the image folder"):
            run_to_end(train(replace(short_request, out=out, force=True)))
    assert listing(photo, sketch) == before


def test_existing_run_is_refused_without_force(short_request: TrainRequest, run_folder: Path):
    run_to_end(train(short_request))
    before = listing(run_folder)
    with pytest.raises(OutputExistsError, match="--force"):
        run_to_end(train(short_request))
    assert listing(run_folder) == before


def test_force_replaces_a_run_by_another(short_request: TrainRequest, tmp_path: Path, same_module: SameModule):
    run_to_end(train(replace(short_request, config=replace(short_request.config, seed=7))))
    (short_request.out / "results.json").write_text("{}")
    run_to_end(train(replace(short_request, force=True)))
    run_to_end(train(replace(short_request, out=tmp_path / "fresh")))
    assert same_module(short_request.out, tmp_path / "fresh")
    assert not (short_request.out / "results.json").exists()


@pytest.mark.parametrize(
    ("classes", "error"), [(("cat", "0123456789" * 20), ClassNameTooLongError), (("owl",), TooFewClassesError)]
)
def test_forced_run_that_cannot_begin_leaves_the_old_run_alone(
    short_request: TrainRequest,
    run_folder: Path,
    tmp_path: Path,
    draw_domain: Callable[..., Path],
    classes: tuple[str, ...],
    error: type[Exception],
):
    run_to_end(train(short_request))
    before = listing(run_folder)
    folders = [draw_domain(tmp_path / f"{style}-other", style, classes, 4) for style in ("photo", "sketch")]
    with pytest.raises(error):
        run_to_end(train(replace(short_request, authorized=folders[0], unauthorized=folders[1], force=True)))
    assert listing(run_folder) == before


def test_smallest_possible_domains_train(short_request: TrainRequest, draw_domain: Callable[..., Path], tmp_path: Path):
    folders = [draw_domain(tmp_path / f"{style}-small", style, ("cat", "owl"), 3) for style in ("photo", "sketch")]
    request = replace(short_request, authorized=folders[0], unauthorized=folders[1])
    assert run_to_end(train(request)).epochs == 2


def test_crops_are_views_of_training_only(short_request: TrainRequest, run_folder: Path, drain: Drain):
    config = replace(short_request.config, epochs=1, views=ViewConfig(flip=False, crops=1))
    reports = drain(train(replace(short_request, config=config))).reports
    assert {report.total for report in reports if report.phase == "statistics"} == {12 * 2, 6}
