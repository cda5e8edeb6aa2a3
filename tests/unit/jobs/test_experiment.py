"""An experiment keeps its tables true after every cell, whatever happens to its processes."""

import csv
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.errors import (
    BackboneNotFoundError,
    OutputBusyError,
    RunError,
    TriggerFileError,
    UsageError,
)
from ipclip_app.jobs import experiment as module
from ipclip_app.jobs.experiment import experiment
from ipclip_app.jobs.experiment_folder import experiment_folder, read_experiment
from ipclip_app.jobs.experiment_reports import CellBegun, CellEnded, CellProgress
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import Report, run_to_end

Drain = Callable[..., Any]
WORKER = """
import json, os, signal, sys
greeting = json.loads(sys.stdin.readline())
fates = json.load(open(os.path.join(greeting["request"]["root"], "..", "fates.json")))
for line in sys.stdin:
    cell = json.loads(line)
    fate = fates.get(f"{cell['authorized']}{cell['seed']}", "done")
    def say(**message):
        print(json.dumps(message), flush=True)
    say(kind="notice", text="One image is odd.")
    say(kind="report", phase="training", step=2, total=9)
    if fate == "hang":
        signal.pause()
    if fate == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if fate == "failed":
        say(kind="failed", cause="It is too dark.", seconds=0.5)
        continue
    accuracies = {"zero_shot": 80.0, "unprotected": 90.0, "protected": 88.0 - cell["seed"]}
    tested = {cell["unauthorized"]: accuracies | {"protected": 10.0}}
    verdict = {"auroc": 0.9, "false_rejection": 0.1, "detection": 0.8}
    result = {"authorized": accuracies, "tested": tested, "verdict": verdict, "classes": 2}
    say(kind="done", result=result, seconds=None if fate == "found" else 4.0)
"""


@pytest.fixture
def small_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_domain: Callable[..., Path], tiny_vit: Backbone
) -> ExperimentRequest:
    """Two domains, two seeds and one process that computes nothing but does as `fates` say."""
    for name in ("photo", "sketch"):
        make_domain(tmp_path / "root" / name, {"cat": 1})
    (tmp_path / "fates.json").write_text("{}")
    (tmp_path / "worker.py").write_text(WORKER)
    monkeypatch.setattr(module, "COMMAND", (sys.executable, str(tmp_path / "worker.py")))
    out = tmp_path / "out"
    return ExperimentRequest(
        tmp_path / "root", tiny_vit.name, out, presets=("default",), seeds=2, processes=1, device="cpu"
    )


@pytest.fixture
def fates(tmp_path: Path, small_request: ExperimentRequest) -> Callable[..., None]:
    """`fates(photo0="failed")`: how cells end, by authorized domain and seed."""
    return lambda **known: (tmp_path / "fates.json").write_text(json.dumps(known)) and None


def cells_of(request: ExperimentRequest) -> list[dict[str, str]]:
    return list(csv.DictReader((request.out / "cells.csv").read_text().splitlines()))


def test_every_cell_is_measured_and_told(small_request: ExperimentRequest, drain: Drain):
    ran = drain(experiment(small_request))

    assert [row.mean["authorized.protected"] for row in ran.result.rows("target-specified", "default")] == [87.5] * 3
    begun = [report.cell for report in ran.reports if isinstance(report, CellBegun)]
    ended = [report.outcome.cell for report in ran.reports if isinstance(report, CellEnded)]
    assert tuple(begun) == tuple(ended) == ran.result.plan.cells
    progress = next(report for report in ran.reports if isinstance(report, CellProgress))
    assert (progress.work, progress.done, progress.of) == ("training", 2, 9)
    assert (ran.reports[-1].step, ran.reports[-1].total) == (4, 4)


def test_tables_on_the_disk_are_true_after_every_cell(small_request: ExperimentRequest):
    for report in experiment(small_request):
        if isinstance(report, CellEnded):
            assert len(cells_of(small_request)) == report.step == len(report.table.outcomes)
            assert f"{report.step} of 4 cells are finished" in (small_request.out / "table.md").read_text()
            mean = ">87.5<" if report.step > 2 else ">88.0<"
            assert mean in (small_request.out / "heatmap-target-specified-default.svg").read_text()


def test_heat_map_is_there_before_the_first_cell(small_request: ExperimentRequest, until: Callable[..., Report]):
    job = experiment(small_request)
    until(job, lambda report: isinstance(report, CellBegun))
    job.close()

    assert "not measured yet" in (small_request.out / "heatmap-target-specified-default.svg").read_text()


@pytest.mark.parametrize(
    ("fate", "sentence"),
    [
        ("failed", "It is too dark."),
        pytest.param(
            "killed",
            "its process was killed (signal 9), as systems do when memory runs out; run the experiment again",
            marks=pytest.mark.skipif(os.name == "nt", reason="POSIX signals"),
        ),
    ],
)
def test_cell_that_fails_or_whose_process_dies_does_not_end_the_experiment(
    small_request: ExperimentRequest, fates: Callable[..., None], drain: Drain, fate: str, sentence: str
):
    fates(sketch0=fate)

    ran = drain(experiment(small_request))

    (failed,) = ran.result.failures
    assert failed.failure.startswith(sentence)
    assert str(failed.cell) == "target-specified, default, sketch:photo, seed 0"
    assert len(ran.result.outcomes) == 4
    assert any("seed 0 failed: " + sentence in notice for notice in ran.notices)
    assert sentence in (small_request.out / "table.md").read_text()


def test_what_many_cells_say_is_told_once(small_request: ExperimentRequest, drain: Drain):
    assert drain(experiment(small_request)).notices == ["One image is odd."]


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_closing_the_job_stops_everything_at_once_and_keeps_what_is_finished(
    small_request: ExperimentRequest, fates: Callable[..., None], until: Callable[..., Report]
):
    fates(sketch0="hang")
    job = experiment(small_request)
    until(job, lambda report: isinstance(report, CellProgress) and report.cell.authorized == "sketch")

    started = time.monotonic()
    job.close()

    assert time.monotonic() - started < 1
    assert [line["authorized"] for line in cells_of(small_request)] == ["photo"]
    with experiment_folder(small_request):  # nobody holds it any more
        pass


def test_cells_that_are_found_again_took_as_long_as_they_did(
    small_request: ExperimentRequest, fates: Callable[..., None]
):
    first = run_to_end(experiment(small_request))
    fates(photo0="found", photo1="found", sketch0="found", sketch1="failed")

    again = run_to_end(experiment(small_request))

    seconds = [again.outcomes[cell].seconds for cell in again.plan.cells]
    assert sum(outcome.seconds for outcome in first.outcomes.values()) == 16.0
    assert seconds == [4.0, 4.0, 4.0, 0.5]


def make_results(request: ExperimentRequest, *seeds: int) -> None:
    """Let it look as if the cells of some seeds had been evaluated before."""
    for pair in ("photo-sketch", "sketch-photo"):
        for seed in seeds:
            run = request.out / "runs" / "target-specified" / "default" / pair / f"seed-{seed}"
            run.mkdir(parents=True)
            (run / "results.json").write_text("{}")


def test_what_seems_finished_is_looked_at_first(small_request: ExperimentRequest, drain: Drain):
    run_to_end(experiment(small_request))
    make_results(small_request, 1)

    ran = drain(experiment(small_request))

    begun = [report.cell for report in ran.reports if isinstance(report, CellBegun)]
    assert [cell.seed for cell in begun] == [1, 1, 0, 0]


def test_tables_do_not_shrink_while_finished_cells_are_found_again(
    small_request: ExperimentRequest, until: Callable[..., Report]
):
    run_to_end(experiment(small_request))
    make_results(small_request, 0, 1)
    before = (small_request.out / "cells.csv").read_text()

    job = experiment(small_request)
    until(job, lambda report: isinstance(report, CellEnded))
    job.close()

    assert (small_request.out / "cells.csv").read_text() == before
    run_to_end(experiment(small_request))
    assert len(cells_of(small_request)) == 4


def test_experiment_is_known_by_its_folder(small_request: ExperimentRequest):
    run_to_end(experiment(small_request))

    assert read_experiment(small_request.out) == small_request


def test_experiment_can_be_extended(small_request: ExperimentRequest):
    run_to_end(experiment(replace(small_request, seeds=1)))
    table = run_to_end(experiment(small_request))

    assert len(table.outcomes) == 4


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"backbone": "nonsense"}, BackboneNotFoundError),
        ({"pairs": (("photo", "clipart"),)}, UsageError),
        ({"scenarios": ("ownership",), "trigger": Path("absent.json")}, TriggerFileError),
    ],
)
def test_what_no_cell_could_do_with_is_refused_before_anything_is_written(
    small_request: ExperimentRequest, change: dict[str, Any], error: type[Exception]
):
    with pytest.raises(error):
        run_to_end(experiment(replace(small_request, **change)))

    assert not small_request.out.exists()


def test_nothing_of_the_users_is_touched(small_request: ExperimentRequest):
    small_request.out.mkdir()
    (small_request.out / "thesis.txt").write_text("mine")

    with pytest.raises(RunError, match="holds other files"):
        run_to_end(experiment(small_request))
    with pytest.raises(RunError, match="lies inside the image folder"):
        run_to_end(experiment(replace(small_request, out=small_request.root / "out")))
    assert [path.name for path in small_request.out.iterdir()] == ["thesis.txt"]


def test_two_processes_do_not_write_one_experiment(small_request: ExperimentRequest):
    with experiment_folder(small_request), pytest.raises(OutputBusyError):
        run_to_end(experiment(small_request))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "request": {}}', '{"format": 9}'])
def test_damaged_description_is_told_as_such(small_request: ExperimentRequest, content: str):
    small_request.out.mkdir()
    (small_request.out / "experiment.json").write_text(content)

    with pytest.raises(RunError, match=r"is damaged|another version"):
        read_experiment(small_request.out)
    run_to_end(experiment(small_request))
    assert read_experiment(small_request.out) == small_request


def test_folder_without_an_experiment_is_told_as_such(tmp_path: Path):
    with pytest.raises(RunError, match="is not the folder of an experiment"):
        read_experiment(tmp_path)
