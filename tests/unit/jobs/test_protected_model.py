"""A protected model judges images as the evaluation of its run does, wherever its images went."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.data.domains import scan_domain
from ipclip_app.errors import RunChangedError, RunError, TooLittleMemoryError
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.predictions import read_predictions
from ipclip_app.jobs.protected_model import audited_with_run, read_protected_model
from ipclip_app.jobs.statistics import Source
from ipclip_app.jobs.train import TrainRequest, train
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import run_to_end


@pytest.fixture
def finished(short_request: TrainRequest) -> Path:
    """A finished run of photos against sketches."""
    run_to_end(train(replace(short_request, config=replace(short_request.config, epochs=1))))
    return short_request.out


def rows(count: int, model: Any) -> ImageStatistics:
    generator = torch.Generator().manual_seed(count)
    width = sum(model.backbone.block_widths)
    feature = torch.nn.functional.normalize(torch.randn(count, model.backbone.embed_dim, generator=generator), dim=1)
    return ImageStatistics(
        feature, torch.randn(count, width, generator=generator), torch.rand(count, width, generator=generator) + 0.1
    )


def test_judgement_agrees_with_the_evaluation(finished: Path, sketch: Path):
    run_to_end(evaluate(finished, (), "cpu"))
    _, predictions = read_predictions(finished / "predictions.json")
    model = read_protected_model(finished)
    files = run_to_end(scan_domain(sketch)).domain.files
    table = run_to_end(Source(model.backbone, None).collect(files))
    judgement = model.judge_statistics(table.statistics)
    place = {file.path.absolute(): index for index, file in enumerate(table.files)}
    tested = [each for each in predictions if each.path in place]
    assert tested
    for each in tested:
        row = place[each.path]
        assert float(judgement.scores[row]) == pytest.approx(each.score, abs=1e-5)
        assert int(judgement.protected_logits[row].argmax()) == each.protected
        assert int(judgement.zero_shot_logits[row].argmax()) == each.zero_shot
        assert model.thresholds.verdict(float(judgement.scores[row])) == each.verdict


def test_model_is_read_without_the_images(finished: Path, photo: Path, sketch: Path):
    shutil.rmtree(photo)
    shutil.rmtree(sketch)
    model = read_protected_model(finished)
    assert model.class_names == ("cat", "dog", "owl")
    assert model.judge_statistics(rows(3, model)).protected_logits.shape == (3, 3)


def test_no_image_is_judged_as_nothing(finished: Path):
    model = read_protected_model(finished)
    judgement = model.judge_statistics(rows(0, model))
    assert judgement.scores.shape == (0,)
    assert judgement.protected_logits.shape == judgement.zero_shot_logits.shape == (0, 3)


def test_many_images_are_judged_in_bounded_parts(finished: Path, monkeypatch: pytest.MonkeyPatch):
    model = read_protected_model(finished)
    sizes: list[int] = []
    classify = model.classifier.classify

    def watched(projector: Any, statistics: ImageStatistics) -> torch.Tensor:
        sizes.append(len(statistics))
        return classify(projector, statistics)

    monkeypatch.setattr(model.classifier, "classify", watched)
    assert len(model.judge_statistics(rows(150, model)).protected_logits) == 150
    assert max(sizes) <= 64


def test_memory_that_never_suffices_is_told(finished: Path, monkeypatch: pytest.MonkeyPatch):
    model = read_protected_model(finished)

    def full(*_: Any) -> torch.Tensor:
        raise MemoryError

    monkeypatch.setattr(model.classifier, "classify", full)
    with pytest.raises(TooLittleMemoryError):
        model.judge_statistics(rows(2, model))


def test_another_backbone_is_refused(finished: Path, tiny_clip_folder: Callable[..., Path]):
    description = json.loads((finished / "run.json").read_text())
    tiny_clip_folder(finished.parent / "other", seed=1)
    description["backbone"]["reference"] = str(finished.parent / "other")
    (finished / "run.json").write_text(json.dumps(description))
    with pytest.raises(RunChangedError, match="the backbone changed"):
        read_protected_model(finished)


@pytest.mark.parametrize("part", ["backbone", "data"])
def test_damaged_description_is_told(finished: Path, part: str):
    description = json.loads((finished / "run.json").read_text())
    del description[part]
    (finished / "run.json").write_text(json.dumps(description))
    with pytest.raises(RunError, match="damaged description"):
        read_protected_model(finished)


def test_unfinished_run_says_how_to_finish_it(finished: Path):
    (finished / "module.safetensors").unlink()
    with pytest.raises(RunError, match="has no finished module yet"):
        read_protected_model(finished)


def test_a_report_tells_run_module_and_thresholds(finished: Path):
    model = read_protected_model(finished)
    judge = audited_with_run(finished, model)
    digest = hashlib.sha256((finished / "module.safetensors").read_bytes()).hexdigest()
    assert judge.title == "run"
    assert digest in dict(judge.facts).values()
    assert (judge.threshold, judge.threshold_low) == (model.thresholds.high, model.thresholds.low)


def test_a_module_that_vanished_is_told(finished: Path):
    model = read_protected_model(finished)
    (finished / "module.safetensors").unlink()
    with pytest.raises(RunError, match="cannot be read any more"):
        audited_with_run(finished, model)
