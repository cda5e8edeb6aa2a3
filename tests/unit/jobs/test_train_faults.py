"""What goes wrong under a training is named, costs as little as possible, and never damages what is there."""

import itertools
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.errors import (
    DivergedError,
    FolderError,
    RunBusyError,
    RunError,
    TooFewImagesError,
    TooLittleMemoryError,
)
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.train import TrainRequest, resume_request, train
from ipclip_app.progress import EpochReport, run_to_end
from ipclip_app.training import trainer
from ipclip_app.training.checkpoint import read_checkpoint

Drain = Callable[..., Any]
Until = Callable[..., Any]
SameModule = Callable[[Path, Path], bool]


def test_unusable_images_are_named_counted_and_left_out(short_request: TrainRequest, photo: Path, drain: Drain):
    whole = (photo / "cat" / "000.png").read_bytes()
    bad = {
        "text.jpg": b"this is no image",
        "empty.png": b"",
        **{f"half{index}.png": whole[: 600 + index] for index in range(2)},
    }
    for name, content in bad.items():
        (photo / "cat" / name).write_bytes(content)
    trained, evaluated = drain(train(short_request)), drain(evaluate(short_request.out, (), "cpu"))
    for name in bad:
        assert any(f"photo/cat/{name}: " in notice for notice in (*trained.notices, *evaluated.notices)), name
    counted = trained.result.left_out, evaluated.result.left_out
    assert counted[0]["not usable"] == counted[1]["not usable"] == 2
    assert counted[0].get("unreadable", 0) + counted[1].get("unreadable in the test part", 0) == 2
    assert all(notice.endswith(".") for notice in (*trained.notices, *evaluated.notices))


def test_image_that_vanishes_after_the_scan_is_left_out(
    short_request: TrainRequest, photo: Path, drain: Drain, until: Until
):
    job = train(short_request)
    until(job, lambda report: report.phase == "prepare")
    for path in sorted(photo.glob("cat/*.png"))[:3]:
        path.unlink()
    rest = drain(job)
    gone = [notice for notice in rest.notices if "cannot be read" in notice]
    assert 1 <= len(gone) <= 3
    assert rest.result.left_out == {"unreadable": len(gone)}
    assert rest.result.epochs == 2


def test_run_folder_that_vanishes_is_named_and_the_run_goes_on_once_it_is_back(
    short_request: TrainRequest, tmp_path: Path, until: Until
):
    job = train(short_request)
    until(job, lambda report: isinstance(report, EpochReport))
    elsewhere = short_request.out.rename(tmp_path / "elsewhere")
    with pytest.raises(RunError, match=r"run: was removed or renamed during the training; put it back and go on"):
        run_to_end(job)
    assert not short_request.out.exists()
    elsewhere.rename(short_request.out)
    assert run_to_end(train(resume_request(short_request.out, "cpu"))).epochs == 2


@pytest.mark.parametrize("part", ["photo", "sketch"])
def test_folder_that_vanishes_during_the_statistics_is_named(
    short_request: TrainRequest, tmp_path: Path, part: str, until: Until
):
    job = train(short_request)
    until(job, lambda report: report.phase == ("prepare" if part == "photo" else "statistics"))
    shutil.rmtree(tmp_path / part)
    with pytest.raises(FolderError, match=rf"{part}: there is no such folder; check the path\."):
        run_to_end(job)


def test_domain_without_enough_readable_images_is_named(short_request: TrainRequest, photo: Path):
    for path in photo.rglob("*.png"):
        path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(TooFewImagesError, match=r"photo \(its training part\) has 0 usable image"):
        run_to_end(train(short_request))


def test_cache_cut_in_half_costs_only_time(
    short_request: TrainRequest, tmp_path: Path, drain: Drain, same_module: SameModule
):
    run_to_end(train(short_request))
    (database,) = (tmp_path / "cache").rglob("*.sqlite3")
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])
    again = drain(train(replace(short_request, out=tmp_path / "again")))
    assert [str(database) in notice for notice in again.notices] == [True]
    assert same_module(short_request.out, tmp_path / "again")


def test_cache_that_cannot_be_made_costs_only_time(short_request: TrainRequest, tmp_path: Path, drain: Drain):
    (tmp_path / "cache").write_text("a file in its place")
    again = drain(train(short_request))
    assert len([notice for notice in again.notices if "the work goes on without it" in notice]) == 1
    assert again.result.epochs == 2


@pytest.mark.parametrize("number", [1, 5])
def test_loss_that_is_no_number_ends_the_run_at_its_last_checkpoint(
    short_request: TrainRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, same_module: SameModule
):
    run_to_end(train(replace(short_request, out=tmp_path / "whole")))
    real, calls = trainer.evaluate_terms, itertools.count(1)

    def spoiled(*arguments: Any) -> dict[str, torch.Tensor]:
        terms = real(*arguments)
        return terms | {"L_a": terms["L_a"] * torch.nan} if next(calls) == number else terms

    monkeypatch.setattr(trainer, "evaluate_terms", spoiled)
    with pytest.raises(DivergedError, match=r"L_a became infinite or not a number"):
        run_to_end(train(short_request))
    checkpoint = read_checkpoint(short_request.out, pytest.fail)
    assert (checkpoint.state["epoch"] if checkpoint else 0) == number // 3
    run_to_end(train(resume_request(short_request.out, "cpu")))
    assert same_module(short_request.out, tmp_path / "whole")


def test_lack_of_memory_halves_the_batch_and_says_so(
    short_request: TrainRequest, monkeypatch: pytest.MonkeyPatch, drain: Drain
):
    real = trainer.evaluate_terms

    def greedy(inputs: Any, weights: Any) -> dict[str, torch.Tensor]:
        if len(inputs.labels_a) > 2:
            raise torch.OutOfMemoryError
        return real(inputs, weights)

    monkeypatch.setattr(trainer, "evaluate_terms", greedy)
    trained = drain(train(short_request))
    assert trained.notices == ["Memory ran out; the batch is halved to 2 images of each domain."]
    assert (trained.result.batch_size, trained.result.epochs) == (2, 2)


def test_too_little_memory_for_the_smallest_batch_is_said(short_request: TrainRequest, monkeypatch: pytest.MonkeyPatch):
    def greedy(*_: Any):
        raise torch.OutOfMemoryError

    monkeypatch.setattr(trainer, "evaluate_terms", greedy)
    with pytest.raises(TooLittleMemoryError, match="'cpu' is too small for a training step with 2 images of each"):
        run_to_end(train(short_request))


@pytest.mark.parametrize("stage", ["load_backbone", "collect_training_data", "begin", "fit_authorizer"])
def test_lack_of_memory_beside_the_steps_is_said(
    short_request: TrainRequest, monkeypatch: pytest.MonkeyPatch, stage: str
):
    def greedy(*_: Any):
        raise torch.OutOfMemoryError

    monkeypatch.setattr(f"ipclip_app.jobs.train.{stage}", greedy)
    with pytest.raises(TooLittleMemoryError, match="'cpu' is too small for this training"):
        run_to_end(train(short_request))


@pytest.mark.parametrize(
    ("phase", "options"),
    [
        ("scan", {}),
        ("scan", {"force": True}),
        ("training", {}),
        ("training", {"force": True}),
        ("training", {"resume": True}),
    ],
)
def test_second_training_into_the_same_folder_is_refused(
    short_request: TrainRequest, until: Until, phase: str, options: dict[str, bool]
):
    first = train(short_request)
    until(first, lambda report: report.phase == phase)
    with pytest.raises(RunBusyError, match="another process is training into this folder"):
        run_to_end(train(replace(short_request, **options)))
    assert run_to_end(first).epochs == 2


def test_a_folder_whose_link_leads_to_itself_is_refused_by_name(short_request: TrainRequest, tmp_path: Path):
    endless = tmp_path / "endless"
    endless.symlink_to(endless)

    with pytest.raises(FolderError, match="endless"):
        run_to_end(train(replace(short_request, authorized=endless)))
