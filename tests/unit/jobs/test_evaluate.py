"""An evaluation compares three models on images that training never saw, and says what it could not test."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from ipclip_app.errors import (
    CorruptImageError,
    FolderError,
    RunError,
    TooFewImagesError,
    TooLittleMemoryError,
)
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.run_folder import RunFolder
from ipclip_app.jobs.train import TrainRequest, train
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.zero_shot import zero_shot_weights
from ipclip_app.progress import run_to_end

Drain = Callable[..., Any]
Draw = Callable[..., Path]


@pytest.fixture
def finished(short_request: TrainRequest) -> Path:
    """A finished run of photos against sketches."""
    run_to_end(train(replace(short_request, config=replace(short_request.config, epochs=1))))
    return short_request.out


@pytest.fixture
def cartoon(tmp_path: Path, draw_domain: Draw) -> Path:
    return draw_domain(tmp_path / "cartoon", "cartoon", ("cat", "dog", "owl"), 4)


def evaluation_of(run: Path, *domains: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(run_to_end(evaluate(run, domains, "cpu")).to_json()))
    return document


def without_measurements(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in {"seconds", "peak_memory_mb"}}


def test_document_has_the_keys_that_others_rely_on(finished: Path, cartoon: Path):
    document = evaluation_of(finished, cartoon)
    domains, metrics, verdict = document["domains"], document["metrics"], document["verdict"]
    for domain in (domains["authorized"], domains["unauthorized"], domains["other"]["cartoon"]):
        assert all(0 <= domain[model] <= 100 for model in ("zero_shot", "unprotected", "protected"))
    assert [domains[name]["images"] for name in ("authorized", "unauthorized")] == [6, 6]
    assert metrics.keys() == {
        *("D_a", "D_u", "W_ua", "W_ua_bound"),
        *("D_a_strict", "D_u_strict", "W_ua_strict", "W_ua_strict_bound"),
    }
    assert all(0 <= verdict[name] <= 1 for name in ("auroc", "false_rejection", "detection"))
    assert document["seconds"] >= 0
    assert document["peak_memory_mb"] > 0
    assert document["unauthorized_labels"] == "folders"
    assert document["classes"] == ["cat", "dog", "owl"]


def test_metrics_follow_from_the_accuracies(finished: Path):
    document = evaluation_of(finished)
    a, u, metrics = document["domains"]["authorized"], document["domains"]["unauthorized"], document["metrics"]
    loss_a, loss_u = a["unprotected"] - a["protected"], u["unprotected"] - u["protected"]
    assert (metrics["D_a"], metrics["D_u"]) == pytest.approx((loss_a, loss_u))
    assert metrics["W_ua"] == pytest.approx(a["protected"] * (loss_u - loss_a) / 100)
    levels = [max(domain["zero_shot"], domain["unprotected"]) for domain in (a, u)]
    assert metrics["W_ua_strict_bound"] == pytest.approx(levels[0] * levels[1] / 100)


def test_zero_shot_accuracy_is_that_of_the_backbone(finished: Path, photo: Path, tiny_vit: Backbone):
    """Measured on all images of a folder that the run has not seen, with the backbone alone."""
    other = photo.parent / "unseen"
    for name in ("cat", "dog", "owl"):
        (other / name).mkdir(parents=True)
        for path in (photo.parent / "sketch" / name).iterdir():
            changed = path.read_bytes() + b"\0"  # another content, the same pixels
            (other / name / path.name).write_bytes(changed)
    document = evaluation_of(finished, other)
    weights = zero_shot_weights(tiny_vit, ("cat", "dog", "owl"))
    hits = []
    for index, name in enumerate(("cat", "dog", "owl")):
        for path in sorted((other / name).iterdir()):
            pixels = tiny_vit.preprocessing.apply(Image.open(path).convert("RGB"))[None]
            hits.append(int((tiny_vit.statistics(pixels).feature @ weights.T).argmax()) == index)
    assert document["domains"]["other"]["unseen"]["zero_shot"] == pytest.approx(100 * sum(hits) / len(hits))


def test_evaluating_twice_gives_the_same(finished: Path, cartoon: Path):
    first = evaluation_of(finished, cartoon)
    torch.manual_seed(99)
    assert without_measurements(evaluation_of(finished, cartoon)) == without_measurements(first)


def test_result_is_kept_in_the_folder_of_the_run(finished: Path):
    document = evaluation_of(finished)
    assert json.loads((finished / "results.json").read_text()) == document


def test_evaluation_changes_nothing_else_in_the_run(finished: Path):
    before = {path.name: path.read_bytes() for path in finished.iterdir()}
    evaluation_of(finished)
    after = {path.name: path.read_bytes() for path in finished.iterdir()}
    assert after.keys() - before.keys() == {"results.json", "predictions.json"}
    assert after == after | before


def test_phases_follow_the_walk_of_the_data(finished: Path, cartoon: Path, drain: Drain):
    reports = drain(evaluate(finished, (cartoon,), "cpu")).reports
    phases = [phase for phase, _ in groupby(report.phase for report in reports)]
    scan, measure = ["folders", "scan"], ["statistics", "evaluation"]
    assert phases == [*scan, *scan, "prepare", *measure, *measure, *scan, *measure]


def test_images_of_training_and_validation_are_left_out_of_other_domains(finished: Path, photo: Path, drain: Drain):
    result = run_to_end(evaluate(finished, (photo,), "cpu")).to_json()["domains"]
    assert result["other"]["photo"]["images"] == 6
    assert result["other"]["photo"]["left_out"] == {"seen in training or validation": 18}
    assert result["other"]["photo"]["protected"] == result["authorized"]["protected"]


def test_what_is_left_out_of_other_domains_is_announced_and_counted(
    finished: Path, cartoon: Path, draw_domain: Draw, drain: Drain
):
    draw_domain(cartoon, "cartoon", ("zebra",), 2)
    (cartoon / "cat" / "text.jpg").write_text("no image")
    (cartoon / "dog" / "000.png").write_bytes((cartoon / "dog" / "000.png").read_bytes()[:500])
    evaluated = drain(evaluate(finished, (cartoon,), "cpu"))
    other = evaluated.result.to_json()["domains"]["other"]["cartoon"]
    assert other["left_out"] == {"unreadable": 2, "class not in the run": 2}
    assert other["images"] == 11
    assert [any(name in notice for notice in evaluated.notices) for name in ("text.jpg", "dog/000.png")] == [True, True]


def test_class_names_of_other_domains_may_be_spelt_otherwise(finished: Path, cartoon: Path):
    expected = evaluation_of(finished, cartoon)["domains"]["other"]["cartoon"]
    (cartoon / "owl").rename(cartoon / "OWL_")
    assert evaluation_of(finished, cartoon)["domains"]["other"]["cartoon"] == expected


def test_domains_of_the_same_name_are_kept_apart(finished: Path, cartoon: Path, tmp_path: Path, draw_domain: Draw):
    second = draw_domain(tmp_path / "more" / "cartoon", "comic", ("cat",), 3)
    other = evaluation_of(finished, cartoon, second)["domains"]["other"]
    assert {name: domain["images"] for name, domain in other.items()} == {"cartoon": 12, str(second): 3}


def test_unlabelled_images_are_tested_for_agreement_only(
    short_request: TrainRequest, sketch: Path, tmp_path: Path, run_folder: Path
):
    flat = tmp_path / "flat"
    flat.mkdir()
    for index, path in enumerate(sorted(sketch.rglob("*.png"))):
        shutil.copy(path, flat / f"{index}.png")
    run_to_end(train(replace(short_request, unauthorized=flat)))
    document = evaluation_of(run_folder)
    unlabelled = document["domains"]["unauthorized"]
    assert document["unauthorized_labels"] == "pseudo"
    assert [unlabelled[model] for model in ("zero_shot", "unprotected", "protected")] == [None, None, None]
    assert 0 <= unlabelled["agreement"] <= 100
    assert document["metrics"]["D_a"] is not None
    assert [document["metrics"][name] for name in ("D_u", "W_ua", "W_ua_bound", "W_ua_strict")] == [None] * 4
    assert 0 <= document["verdict"]["auroc"] <= 1


def test_missing_other_domain_is_named_before_anything_is_read(finished: Path, drain: Drain, monkeypatch: Any):
    monkeypatch.setattr("ipclip_app.jobs.evaluate.read_dataset", lambda *_: pytest.fail("images were read"))
    with pytest.raises(FolderError, match="cartoons: there is no such folder; check the path"):
        drain(evaluate(finished, (finished.parent / "cartoons",), "cpu"))


@pytest.mark.parametrize("classes", [("zebra",), ("",)], ids=["other classes", "no classes"])
def test_other_domain_that_cannot_be_tested_is_named(
    finished: Path, tmp_path: Path, draw_domain: Draw, classes: tuple[str, ...]
):
    other = draw_domain(tmp_path / "other", "other", classes, 3)
    sentence = {"zebra": "other: has no unseen image of the run's classes", "": "other: has no class subfolders"}
    with pytest.raises(FolderError, match=sentence[classes[0]]):
        evaluation_of(finished, other)


def test_unfinished_run_says_how_to_finish_it(short_request: TrainRequest, until: Callable[..., Any]):
    job = train(short_request)
    until(job, lambda report: report.phase == "training")
    job.close()
    with pytest.raises(
        RunError, match=rf"has no finished module yet; run `ipclip train --resume --out {short_request.out}`"
    ):
        evaluation_of(short_request.out)


def test_damaged_module_is_named(finished: Path):
    file = finished / "module.safetensors"
    file.write_bytes(file.read_bytes()[:-10])
    with pytest.raises(RunError, match=r"module\.safetensors: is damaged"):
        evaluation_of(finished)


def test_test_part_without_a_readable_image_is_named(finished: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(path: Path):
        raise CorruptImageError(path, "cut")

    monkeypatch.setattr("ipclip_app.jobs.view_preparation.read_image", refuse)
    with pytest.raises(TooFewImagesError, match=r"photo \(its test part\) has 0 usable"):
        evaluation_of(finished)


def test_lack_of_memory_is_said(finished: Path, monkeypatch: pytest.MonkeyPatch):
    def greedy(*_: Any):
        raise MemoryError

    monkeypatch.setattr("ipclip_app.jobs.evaluate.read_module", greedy)
    with pytest.raises(TooLittleMemoryError, match="'cpu' is too small for this evaluation"):
        evaluation_of(finished)


def test_results_that_cannot_be_written_are_told_nevertheless(
    finished: Path, drain: Drain, monkeypatch: pytest.MonkeyPatch
):
    expected = evaluation_of(finished)

    def full(_: int):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    evaluated = drain(evaluate(finished, (), "cpu"))
    assert without_measurements(evaluated.result.to_json()) == without_measurements(expected)
    (notice,) = evaluated.notices
    assert "results.json: cannot be written (No space left on device)" in notice


def test_results_are_not_written_beside_a_training(finished: Path, drain: Drain):
    with RunFolder(finished).locked():
        evaluated = drain(evaluate(finished, (), "cpu"))
    assert ["another process is training" in notice for notice in evaluated.notices] == [True]
    assert evaluated.result.authorized.images == 6
    assert not (finished / "results.json").exists()


def test_results_of_a_run_that_gave_way_to_another_are_not_written(finished: Path, until: Callable[..., Any]):
    job = evaluate(finished, (), "cpu")
    until(job, lambda report: report.phase == "evaluation")
    folder = RunFolder(finished)
    folder.describe(folder.description() | {"created": "later"})
    with pytest.raises(RunError, match="was trained anew while it was evaluated; evaluate it again"):
        run_to_end(job)
    assert not (finished / "results.json").exists()
