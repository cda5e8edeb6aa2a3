"""Every scenario trains, is evaluated, resumes and is refused where it does not make sense."""

import json
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
import torch

from ipclip_app.config import SCENARIOS, TRIGGERED, Scenario, SplitConfig, TrainConfig, ViewConfig
from ipclip_app.data.images import read_image
from ipclip_app.data.trigger import GRID, Trigger, new_trigger, read_trigger
from ipclip_app.errors import RunChangedError, TooFewClassesError, TriggerFileError, UsageError
from ipclip_app.jobs import scene
from ipclip_app.jobs.dataset import read_dataset
from ipclip_app.jobs.encoder import Encoder
from ipclip_app.jobs.evaluate import evaluate
from ipclip_app.jobs.model_answers import picture_statistics
from ipclip_app.jobs.protected_model import read_protected_model
from ipclip_app.jobs.train import TrainRequest, resume_request, train
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.gated_projector import GatedProjector
from ipclip_app.progress import EpochReport, Report, run_to_end

Drain = Callable[..., Any]
Draw = Callable[..., Path]
LONE: tuple[Scenario, ...] = ("target-free", "ownership", "authorization")


@pytest.fixture
def request_of(photo: Path, run_folder: Path, short_config: TrainConfig, tiny_vit: Backbone) -> Callable[..., Any]:
    def make(scenario: Scenario, trigger: Trigger | None = None, **changes: Any) -> TrainRequest:
        views = ViewConfig(crops=0, styles=3, controls=2)
        config = replace(short_config, scenario=scenario, views=views, **changes)
        return TrainRequest(photo, None, tiny_vit.name, run_folder, config, "cpu", trigger=trigger)

    return make


@pytest.fixture
def cartoon(tmp_path: Path, draw_domain: Draw) -> Path:
    return draw_domain(tmp_path / "cartoon", "cartoon", ("cat", "dog", "owl"), 4)


def document_of(run: Path, *domains: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(run_to_end(evaluate(run, domains, "cpu")).to_json()))
    return document


def gains(domains: dict[str, Any], names: list[str]) -> Iterator[float]:
    """W_ua of each unauthorized domain by its definition."""
    known = {"unauthorized": domains["unauthorized"], **domains["other"]}
    own = domains["authorized"]
    for name in names:
        drop = (known[name]["unprotected"] - known[name]["protected"]) - (own["unprotected"] - own["protected"])
        yield own["protected"] * drop / 100


@pytest.mark.parametrize("scenario", LONE)
@pytest.mark.parametrize("preset", ["default", "reference"])
def test_one_folder_is_enough(request_of: Any, cartoon: Path, scenario: Scenario, preset: str):
    request = request_of(scenario, preset=preset, epochs=1)
    run_to_end(train(request))
    document = document_of(request.out, cartoon)
    marked = ["cartoon with trigger"] if scenario in TRIGGERED else []
    assert list(document["domains"]["other"]) == ["cartoon", *marked]
    assert document["scenario"] == scenario
    assert document["domains"]["unauthorized"]["images"] == document["domains"]["authorized"]["images"] == 6


def test_without_unauthorized_images_the_verdict_counts_in_the_fence(request_of: Any):
    request = request_of("target-free", epochs=1)
    run_to_end(train(request))

    model = read_protected_model(request.out)
    dataset = run_to_end(read_dataset(request.authorized, None, request.config.split))
    images = [read_image(file.path) for file in dataset.authorized.validation]
    seen = picture_statistics(model.backbone, Encoder(model.backbone), images)
    scores = model.judge_statistics(seen).scores
    assert isinstance(model.protected, GatedProjector)
    torch.testing.assert_close(scores, model.authorizer.scores(seen) + model.protected.fence(seen))
    assert model.protected.fence(seen).abs().min() > 0
    level = torch.quantile(scores.double(), request.config.false_rejection)
    assert model.thresholds.authorized == pytest.approx(float(level), rel=1e-3)


@pytest.mark.parametrize(
    ("scenario", "kind", "counted"),
    [
        ("target-free", "augmented", ["cartoon"]),
        ("ownership", "with trigger", ["unauthorized"]),
        ("authorization", "without trigger", ["unauthorized", "cartoon", "cartoon with trigger"]),
    ],
)
def test_metrics_are_means_over_what_the_scenario_counts(
    request_of: Any, cartoon: Path, scenario: Scenario, kind: str, counted: list[str]
):
    request = request_of(scenario, epochs=1)
    run_to_end(train(request))
    document = document_of(request.out, cartoon)
    domains, metrics = document["domains"], document["metrics"]
    assert document["unauthorized_images"] == kind
    assert metrics["W_ua"] == pytest.approx(fmean(gains(domains, counted)))
    own, other = domains["authorized"], {"unauthorized": domains["unauthorized"], **domains["other"]}
    if scenario == "ownership":
        marked = domains["unauthorized"]
        expected = marked["unprotected"] * (own["protected"] - marked["protected"]) / 100
        assert metrics["O_ua"] == pytest.approx(expected)
    elif scenario == "authorization":
        expected = fmean(own["protected"] * (own["protected"] - other[name]["protected"]) / 100 for name in counted)
        assert metrics["D_ua"] == pytest.approx(expected)
    else:
        assert not metrics.keys() & {"O_ua", "D_ua"}


def test_target_free_without_further_domains_counts_its_own_augmented_images(request_of: Any):
    request = request_of("target-free", epochs=1)
    run_to_end(train(request))
    document = document_of(request.out)
    assert document["metrics"]["W_ua"] == pytest.approx(next(gains(document["domains"], ["unauthorized"])))


@pytest.mark.parametrize("scenario", LONE)
def test_interrupted_run_ends_in_the_same_module(
    request_of: Any, scenario: Scenario, tmp_path: Path, until: Callable[..., Report], same_module: Any
):
    whole = replace(request_of(scenario, new_trigger() if scenario in TRIGGERED else None), out=tmp_path / "whole")
    run_to_end(train(whole))
    broken = replace(whole, out=tmp_path / "broken")
    job = train(broken)
    until(job, lambda report: isinstance(report, EpochReport))
    job.close()
    run_to_end(train(resume_request(broken.out, "cpu")))
    assert same_module(whole.out, broken.out)


def test_trigger_is_kept_in_the_run_for_its_owner_alone(request_of: Any, until: Callable[..., Report]):
    trigger = new_trigger()
    request = request_of("ownership", trigger)
    until(train(request), lambda report: report.phase == "training")
    kept = request.out / "trigger.json"
    assert read_trigger(kept) == trigger
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert json.loads((request.out / "run.json").read_text())["trigger"] == trigger.identity
    assert trigger.seed.hex() not in (request.out / "run.json").read_text()


def test_lost_trigger_is_named(request_of: Any, until: Callable[..., Report]):
    request = request_of("ownership", new_trigger())
    until(train(request), lambda report: report.phase == "training")
    (request.out / "trigger.json").unlink()
    with pytest.raises(TriggerFileError, match=r"trigger\.json"):
        resume_request(request.out)


def test_another_trigger_is_another_run(request_of: Any, until: Callable[..., Report]):
    request = request_of("ownership", new_trigger())
    job = train(request)
    until(job, lambda report: report.phase == "training")
    job.close()
    with pytest.raises(RunChangedError, match="the trigger changed"):
        run_to_end(train(replace(resume_request(request.out, "cpu"), trigger=new_trigger())))


def test_without_a_trigger_the_published_grid_is_taken(request_of: Any):
    assert request_of("ownership").trigger == GRID
    assert request_of("target-free").trigger is None


@pytest.mark.parametrize("scenario", LONE)
def test_unauthorized_folder_is_refused_where_none_is_used(request_of: Any, scenario: Scenario, sketch: Path):
    with pytest.raises(UsageError, match="leave --unauthorized out"):
        replace(request_of(scenario), unauthorized=sketch)


def test_missing_unauthorized_folder_is_said(request_of: Any):
    with pytest.raises(UsageError, match="pass --unauthorized"):
        request_of("target-specified")


def test_trigger_is_refused_where_none_is_used(request_of: Any):
    with pytest.raises(UsageError, match="leave --trigger out"):
        request_of("target-free", new_trigger())


def test_every_scenario_is_known():
    assert set(SCENARIOS) == {"target-specified", *LONE}


def test_lone_domain_stands_on_both_sides(photo: Path, drain: Drain, draw_domain: Draw):
    draw_domain(photo, "photo", ("newt",), 2)
    drained = drain(read_dataset(photo, None, SplitConfig(50, 25, 25)))
    dataset = drained.result
    assert dataset.is_lone
    assert dataset.authorized == dataset.unauthorized
    assert (dataset.class_names, dataset.labelled) == (("cat", "dog", "owl"), True)
    assert sum(dataset.left_out.values()) == 2
    assert any("newt" in notice for notice in drained.notices)


def test_lone_domain_needs_two_classes(tmp_path: Path, draw_domain: Draw):
    alone = draw_domain(tmp_path / "alone", "photo", ("cat",), 6)
    with pytest.raises(TooFewClassesError, match="at least 2"):
        run_to_end(read_dataset(alone, None, SplitConfig(50, 25, 25)))


def test_views_with_other_partners_are_not_mistaken(photo: Path, draw_domain: Draw, tiny_vit: Backbone):
    config = TrainConfig(scenario="target-free", split=SplitConfig(50, 25, 25))

    def pool() -> str:
        dataset = run_to_end(read_dataset(photo, None, config.split))
        prepared = run_to_end(scene.prepare_scene(config, dataset, None, tiny_vit.preprocessing))
        return prepared.views.unauthorized.test

    before = pool()
    assert pool() == before
    draw_domain(photo, "photo", ("seal",), 8)
    assert pool() != before


def test_damaged_partner_is_none(photo: Path, tiny_vit: Backbone, drain: Drain, monkeypatch: pytest.MonkeyPatch):
    config = TrainConfig(scenario="target-free", split=SplitConfig(50, 25, 25))
    dataset = run_to_end(read_dataset(photo, None, config.split))
    dataset.authorized.train[0].path.write_bytes(b"\x89PNG\r\n\x1a\n")
    drained = drain(scene.prepare_scene(config, dataset, None, tiny_vit.preprocessing))
    assert [report.step for report in drained.reports] == list(range(len(dataset.authorized.train) + 1))
