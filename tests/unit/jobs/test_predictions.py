"""What is kept of every tested image says the same as the figures of its domain."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.predictions import Prediction, read_predictions
from ipclip_app.jobs.train import TrainRequest, train
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import run_to_end

MODELS = ("zero_shot", "unprotected", "protected")


@pytest.fixture(autouse=True)
def ready_backbone(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    """Loading takes longer than all the rest of a short training."""
    for job in ("train", "evaluate"):
        monkeypatch.setattr(f"ipclip_app.jobs.{job}.load_backbone", lambda *_: tiny_vit)


def finish(request: TrainRequest) -> Path:
    run_to_end(train(replace(request, config=replace(request.config, epochs=1))))
    return request.out


def evaluated(run: Path, *domains: Path) -> tuple[dict[str, Any], tuple[str, ...], dict[str, list[Prediction]]]:
    """The domains of an evaluation by name, the classes, and the predictions by domain."""
    found = run_to_end(evaluate(run, domains, "cpu")).to_json()["domains"]
    names, predictions = read_predictions(run / "predictions.json")
    by_domain: dict[str, list[Prediction]] = {}
    for prediction in predictions:
        by_domain.setdefault(prediction.domain, []).append(prediction)
    return (
        {"authorized": found["authorized"], "unauthorized": found["unauthorized"], **found["other"]},
        names,
        by_domain,
    )


def test_predictions_give_the_figures_of_every_domain(
    short_request: TrainRequest, tmp_path: Path, draw_domain: Callable[..., Path]
):
    domains, names, predictions = evaluated(
        finish(short_request), draw_domain(tmp_path / "cartoon", "cartoon", images=4)
    )
    assert predictions.keys() == domains.keys() == {"authorized", "unauthorized", "cartoon"}
    for name, result in domains.items():
        said = predictions[name]
        assert len(said) == result["images"]
        assert [names[int(str(image.label))] for image in said] == [image.path.parent.name for image in said]
        for model in MODELS:
            hits = sum(getattr(image, model) == image.label for image in said)
            assert result[model] == pytest.approx(100 * hits / len(said))
        flagged = sum(image.verdict == "unauthorized" for image in said)
        assert result["called_unauthorized"] == pytest.approx(flagged / len(said))


def test_paths_lead_to_the_images_wherever_the_program_is(
    short_request: TrainRequest, tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
):
    run = finish(short_request)
    monkeypatch.chdir(tmp_path)
    run_to_end(evaluate(run, (), "cpu", Path(photo.name)))
    _, predictions = read_predictions(run / "predictions.json")
    assert all(image.path.is_absolute() and image.path.is_file() for image in predictions)


def test_images_without_a_class_have_no_label(short_request: TrainRequest, sketch: Path, tmp_path: Path):
    flat = tmp_path / "flat"
    flat.mkdir()
    for index, path in enumerate(sorted(sketch.rglob("*.png"))):
        shutil.copy(path, flat / f"{index}.png")
    _, _, predictions = evaluated(finish(replace(short_request, unauthorized=flat)))
    assert {image.label for image in predictions["unauthorized"]} == {None}
    assert None not in {image.label for image in predictions["authorized"]}


def test_other_domain_is_never_taken_for_one_of_the_run(
    short_request: TrainRequest, tmp_path: Path, draw_domain: Callable[..., Path]
):
    other = draw_domain(tmp_path / "authorized", "cartoon", images=4)
    domains, _, predictions = evaluated(finish(short_request), other)
    assert domains.keys() == {"authorized", "unauthorized", str(other)}
    assert len(predictions["authorized"]) == domains["authorized"]["images"] == 6
