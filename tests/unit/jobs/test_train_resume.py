"""A run goes on only with what it began with, wherever it is resumed from."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.errors import CheckpointError, FolderError, RunChangedError, RunError
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.run_folder import RunFolder
from ipclip_app.jobs.train import TrainRequest, resume_request, train
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import EpochReport, Report, run_to_end
from ipclip_app.training.recipes import ABLATIONS

Drain = Callable[..., Any]
Edit = Callable[[dict[str, Any]], None]


def begin(request: TrainRequest, condition: Callable[[Report], bool] | None = None):
    """Train until the first epoch is done, or until a report fulfils the condition."""
    job = train(request)
    next(filter(condition or (lambda report: isinstance(report, EpochReport)), job))
    job.close()


def resume(run: Path):
    run_to_end(train(resume_request(run, "cpu")))


def edit_description(run: Path, edit: Edit):
    content = json.loads((run / "run.json").read_text())
    edit(content)
    (run / "run.json").write_text(json.dumps(content))


def change_an_image(photo: Path, draw_domain: Callable[..., Path]):
    new = draw_domain(photo.parent / "other", "other", ("cat",), 1)
    shutil.copy(new / "cat" / "000.png", photo / "cat" / "003.png")


def add_an_image(photo: Path, draw_domain: Callable[..., Path]):
    new = draw_domain(photo.parent / "other", "other", ("cat",), 1)
    shutil.copy(new / "cat" / "000.png", photo / "cat" / "new.png")


def remove_an_image(photo: Path, draw_domain: Callable[..., Path]):
    (photo / "cat" / "003.png").unlink()


@pytest.mark.parametrize("change", [change_an_image, add_an_image, remove_an_image])
def test_changed_data_is_refused_by_resuming_and_by_evaluating(
    short_request: TrainRequest, photo: Path, draw_domain: Callable[..., Path], change: Callable[..., None]
):
    run_to_end(train(short_request))
    module = (short_request.out / "module.safetensors").read_bytes()
    change(photo, draw_domain)
    with pytest.raises(RunChangedError, match="the data changed"):
        resume(short_request.out)
    with pytest.raises(RunChangedError, match="the data changed"):
        run_to_end(evaluate(short_request.out, (), "cpu"))
    assert (short_request.out / "module.safetensors").read_bytes() == module


def test_renamed_image_is_no_change(short_request: TrainRequest, photo: Path):
    begin(short_request)
    (photo / "cat" / "003.png").rename(photo / "cat" / "renamed.png")
    resume(short_request.out)


def test_missing_folder_is_named(short_request: TrainRequest, photo: Path):
    begin(short_request)
    photo.rename(photo.with_name("moved"))
    with pytest.raises(FolderError, match=r"photo: there is no such folder; check the path\."):
        resume(short_request.out)


def test_moved_folders_are_followed_and_remembered(short_request: TrainRequest, tmp_path: Path, photo: Path):
    begin(short_request)
    moved = photo.rename(tmp_path / "moved")
    before = RunFolder(short_request.out).description()
    run_to_end(train(replace(resume_request(short_request.out, "cpu"), authorized=moved)))
    assert RunFolder(short_request.out).description() == before | {"authorized": str(moved.resolve())}
    again = moved.rename(tmp_path / "again")
    assert run_to_end(evaluate(short_request.out, (), "cpu", again)).authorized.images == 6
    assert RunFolder(short_request.out).description()["authorized"] == str(moved.resolve())


def test_folders_with_other_images_are_refused(short_request: TrainRequest, sketch: Path, photo: Path):
    run_to_end(train(short_request))
    before = (short_request.out / "run.json").read_bytes()
    swapped = replace(resume_request(short_request.out, "cpu"), authorized=sketch, unauthorized=photo)
    with pytest.raises(RunChangedError, match="the data changed"):
        run_to_end(train(swapped))
    with pytest.raises(RunChangedError, match="the data changed"):
        run_to_end(evaluate(short_request.out, (), "cpu", sketch, photo))
    assert (short_request.out / "run.json").read_bytes() == before


def test_changed_backbone_is_refused_by_resuming_and_by_evaluating(
    short_request: TrainRequest, tmp_path: Path, tiny_clip_folder: Callable[..., Path]
):
    own = tiny_clip_folder(tmp_path / "own")
    run_to_end(train(replace(short_request, backbone=str(own))))
    tiny_clip_folder(own, "vit", 1)
    with pytest.raises(RunChangedError, match="the backbone changed"):
        resume(short_request.out)
    with pytest.raises(RunChangedError, match="the backbone changed"):
        run_to_end(evaluate(short_request.out, (), "cpu"))


@pytest.mark.parametrize("change", [{"seed": 5}, {"batch_size": 2}, {"preset": "reference"}])
def test_settings_edited_after_the_fact_are_refused(short_request: TrainRequest, change: dict[str, Any]):
    begin(short_request)
    edit_description(short_request.out, lambda content: content["config"].update(change))
    with pytest.raises(RunChangedError):
        resume(short_request.out)


def test_fewer_epochs_than_planned_are_refused(short_request: TrainRequest):
    begin(short_request)
    fewer = replace(resume_request(short_request.out, "cpu"), config=replace(short_request.config, epochs=1))
    with pytest.raises(RunChangedError, match="the configuration changed"):
        run_to_end(train(fewer))


def test_run_of_another_recipe_is_refused(short_request: TrainRequest):
    begin(replace(short_request, recipe=ABLATIONS["without L_zs"]))
    with pytest.raises(RunChangedError, match="the recipe changed"):
        resume(short_request.out)


@pytest.mark.parametrize("fresh", [True, False], ids=["empty folder", "no folder"])
def test_nothing_to_resume_is_said(run_folder: Path, fresh: bool):
    if fresh:
        run_folder.mkdir()
    with pytest.raises(RunError, match="is not the folder of a run"):
        resume_request(run_folder)


DAMAGE: dict[str, Edit] = {
    "no backbone": lambda content: content.pop("backbone"),
    "backbone is a word": lambda content: content.update(backbone="demo"),
    "no folder": lambda content: content.pop("authorized"),
    "folder is null": lambda content: content.update(authorized=None),
    "unknown setting": lambda content: content["config"].update(colour="red"),
    "setting out of range": lambda content: content["config"].update(epochs=0),
    "setting of another kind": lambda content: content["config"].update(epochs="many"),
    "configuration is a word": lambda content: content.update(config="default"),
    "views are null": lambda content: content["config"].update(views=None),
}


@pytest.mark.parametrize("edit", DAMAGE.values(), ids=DAMAGE.keys())
def test_damaged_description_is_named(short_request: TrainRequest, edit: Edit):
    begin(short_request, lambda report: report.phase == "statistics")
    edit_description(short_request.out, edit)
    with pytest.raises(RunError, match="damaged description"):
        resume_request(short_request.out)


def test_description_without_the_identity_of_its_backbone_is_refused(short_request: TrainRequest):
    run_to_end(train(short_request))
    edit_description(short_request.out, lambda content: content["backbone"].pop("identity"))
    with pytest.raises(RunChangedError, match="the backbone"):
        resume(short_request.out)
    with pytest.raises(RunChangedError, match="the backbone"):
        run_to_end(evaluate(short_request.out, (), "cpu"))


@pytest.mark.parametrize("content", ["", '{"format": 1', "[1]", '{"format": 2}', "null", "[" * 100_000])
def test_unreadable_description_is_named(run_folder: Path, content: str):
    run_folder.mkdir()
    (run_folder / "run.json").write_text(content)
    with pytest.raises(RunError, match=r"run\.json: (is damaged|was written by another version)"):
        resume_request(run_folder)


def test_run_resumes_from_another_working_directory(
    short_request: TrainRequest, tmp_path: Path, tiny_clip_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
):
    tiny_clip_folder(tmp_path / "own")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    relative = TrainRequest(Path("photo"), Path("sketch"), "own", Path("run"), short_request.config, "cpu")
    begin(relative)
    monkeypatch.chdir(tmp_path / "elsewhere")
    resume(Path("../run"))


def test_shipped_backbone_is_remembered_beside_a_folder_of_its_name(
    short_request: TrainRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "demo").mkdir()
    monkeypatch.chdir(tmp_path)
    begin(replace(short_request, backbone="demo"), lambda report: report.phase == "statistics")
    assert resume_request(short_request.out).backbone == "demo"


def cut(path: Path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_damaged_checkpoint_gives_way_to_the_one_before_it(
    short_request: TrainRequest, tiny_vit: Backbone, drain: Drain
):
    run_to_end(train(short_request))
    module = (short_request.out / "module.safetensors").read_bytes()
    cut(short_request.out / "checkpoint.safetensors")
    resumed = drain(train(resume_request(short_request.out, "cpu")))
    assert [notice for notice in resumed.notices if "checkpoint.safetensors is damaged" in notice] == resumed.notices
    assert len(resumed.notices) == 1
    assert [report.epoch for report in resumed.reports if isinstance(report, EpochReport)] == [2]
    assert (short_request.out / "module.safetensors").read_bytes() == module


def test_two_damaged_checkpoints_are_an_error_that_names_the_remedy(short_request: TrainRequest):
    run_to_end(train(short_request))
    for path in short_request.out.glob("checkpoint*"):
        cut(path)
    with pytest.raises(CheckpointError, match="delete the run folder and train again"):
        resume(short_request.out)
