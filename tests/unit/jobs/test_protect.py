"""Protecting is training and evaluating in one; it may end early, go on later, and be extended."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.errors import RunError, UsageError
from ipclip_app.jobs.protect import ProtectOutcome, extend_request, protect
from ipclip_app.jobs.run_folder import RunFolder
from ipclip_app.jobs.runs import RunRecord, read_run
from ipclip_app.jobs.train import TrainRequest, resume_request, train
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import EpochReport, Report, StepReport, run_to_end

Drain = Callable[..., Any]
SameModule = Callable[[Path, Path], bool]


@pytest.fixture(autouse=True)
def ready_backbone(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    """Loading takes longer than all the rest of a short training."""
    for job in ("train", "evaluate"):
        monkeypatch.setattr(f"ipclip_app.jobs.{job}.load_backbone", lambda *_: tiny_vit)


def end_early(request: TrainRequest) -> ProtectOutcome:
    """Want the end in the midst of the second epoch."""
    steps: list[Report] = []
    job = protect(request, lambda: len(steps) > 3)
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            outcome: ProtectOutcome = end.value
            return outcome
        steps.extend([report] if isinstance(report, StepReport) else [])


def read(run: Path) -> RunRecord:
    return run_to_end(read_run(run))


def test_protected_run_is_read_back_whole(short_request: TrainRequest):
    outcome = run_to_end(protect(short_request))
    record = read(short_request.out)
    assert record.summary.damage == ""
    assert (record.summary.state, record.summary.epochs, record.summary.planned) == ("finished", 2, 2)
    assert record.results == json.loads(json.dumps(outcome.evaluation.to_json()))
    assert record.summary.metrics == {
        name: value for name, value in outcome.evaluation.to_json()["metrics"].items() if value is not None
    }
    assert len(record.predictions) == outcome.evaluation.authorized.images + outcome.evaluation.unauthorized.images
    assert outcome.training.epochs == len(record.history) == 2


def test_run_that_is_ended_early_is_evaluated_and_may_go_on(
    short_request: TrainRequest, tmp_path: Path, same_module: SameModule
):
    whole = replace(short_request, out=tmp_path / "whole")
    run_to_end(train(whole))
    outcome = end_early(short_request)
    record = read(short_request.out)
    assert (record.summary.state, record.summary.epochs, record.summary.planned) == ("stopped", 1, 2)
    assert (outcome.training.epochs, outcome.training.best_epoch, outcome.evaluation.best_epoch) == (1, 1, 1)
    assert record.predictions
    run_to_end(protect(resume_request(short_request.out, "cpu")))
    assert same_module(short_request.out, whole.out)
    assert read(short_request.out).summary.state == "finished"


def test_closed_job_keeps_the_checkpoint(short_request: TrainRequest, until: Callable[..., Any], drain: Drain):
    job = protect(short_request)
    until(job, lambda report: isinstance(report, EpochReport))
    job.close()
    assert read(short_request.out).summary.state == "unfinished"
    reports = drain(protect(resume_request(short_request.out, "cpu"))).reports
    assert [report.epoch for report in reports if isinstance(report, EpochReport)] == [2]


def test_extended_run_keeps_what_it_has_and_trains_on(short_request: TrainRequest, drain: Drain):
    run_to_end(protect(short_request))
    before = read(short_request.out)
    extended = drain(protect(extend_request(short_request.out, 2, "cpu")))
    after = read(short_request.out)
    assert [report.epoch for report in extended.reports if isinstance(report, EpochReport)] == [3, 4]
    assert after.history[:2] == before.history
    assert (after.summary.state, after.summary.epochs, after.summary.planned) == ("finished", 4, 4)
    assert after.description == {
        **before.description,
        "config": {**before.description["config"], "epochs": 4},
        "extended_from": [2],
    }
    totals = {report.total for report in extended.reports if isinstance(report, StepReport)}
    assert totals == {4 * 3}


def test_extended_run_can_be_stopped_resumed_and_extended_again(
    short_request: TrainRequest, tmp_path: Path, same_module: SameModule, until: Callable[..., Any]
):
    straight = replace(short_request, out=tmp_path / "straight")
    for request in (short_request, straight):
        run_to_end(train(request))
    run_to_end(train(extend_request(straight.out, 1, "cpu")))
    job = train(extend_request(short_request.out, 1, "cpu"))
    until(job, lambda report: isinstance(report, StepReport))
    job.close()
    assert read(short_request.out).summary.state == "stopped"
    run_to_end(train(resume_request(short_request.out, "cpu")))
    assert same_module(short_request.out, straight.out)
    run_to_end(train(extend_request(short_request.out, 1, "cpu")))
    assert RunFolder(short_request.out).description()["extended_from"] == [2, 3]


def test_run_that_ended_early_can_be_extended(short_request: TrainRequest, drain: Drain):
    end_early(short_request)
    reports = drain(protect(extend_request(short_request.out, 1, "cpu"))).reports
    assert [report.epoch for report in reports if isinstance(report, EpochReport)] == [2, 3]


def test_evaluation_of_an_earlier_module_is_forgotten(short_request: TrainRequest):
    run_to_end(protect(short_request))
    run_to_end(train(extend_request(short_request.out, 1, "cpu")))
    record = read(short_request.out)
    assert (record.summary.state, record.results, record.predictions) == ("finished", None, ())


def test_extension_that_is_none_is_refused(short_request: TrainRequest):
    with pytest.raises(UsageError, match="1 epoch or more"):
        extend_request(short_request.out, 0)
    with pytest.raises(RunError, match="is not the folder of a run"):
        extend_request(short_request.out, 1)
