"""The program of an experiment's processes: cells in, results out, each line a document."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.config import SplitConfig
from ipclip_app.errors import UsageError
from ipclip_app.jobs import cell_source, cell_worker
from ipclip_app.jobs.cell_result import CellResult
from ipclip_app.jobs.cell_worker import Greeting, serve
from ipclip_app.jobs.experiment_plan import Cell, plan_experiment
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.jobs.train_request import TrainRequest
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import Job, Notice, Report, run_to_end

Said = list[Mapping[str, Any]]


@pytest.fixture
def greeting(photo: Path, sketch: Path, tmp_path: Path, tiny_vit: Backbone) -> Greeting:
    """An experiment of one epoch on photos and sketches."""
    root = tmp_path / "root"
    root.mkdir()
    for domain in (photo, sketch):
        domain.rename(root / domain.name)
    request = ExperimentRequest(
        root, tiny_vit.name, tmp_path / "out", seeds=1, epochs=1, split=SplitConfig(50, 25, 25), device="cpu"
    )
    return Greeting(request, run_to_end(plan_experiment(request)), tiny_vit.identity, threads=None)


def served(greeting: Greeting, *cells: Cell) -> Said:
    """What is said to a greeting and cells."""
    said: Said = []
    lines = [json.dumps(document.to_json()) for document in (greeting, *cells)]
    serve(iter(lines), said.append)
    return [json.loads(json.dumps(message)) for message in said]


PHOTO = Cell("target-specified", "default", "photo", "sketch", 0)


def test_cell_is_computed_then_found(greeting: Greeting):
    first, again = served(greeting, PHOTO), served(greeting, PHOTO)

    assert [first[-1]["kind"], again[-1]["kind"]] == ["done", "done"], again[-1]
    assert first[-1]["result"] == again[-1]["result"]
    assert first[-1]["seconds"] > 0
    assert again[-1]["seconds"] is None
    assert list(CellResult.from_json(first[-1]["result"]).tested) == ["sketch"]
    assert (greeting.request.out / PHOTO.folder / "results.json").is_file()


@pytest.mark.parametrize(
    ("scenario", "tested"),
    [
        ("target-free", ["sketch"]),
        ("authorization", ["photo without trigger", "sketch without trigger", "sketch with trigger"]),
    ],
)
def test_further_domains_are_tested_under_the_names_of_the_plan(greeting: Greeting, scenario: str, tested: list[str]):
    (*_, answer) = served(greeting, Cell(scenario, "reference", "photo", "", 0))

    assert answer["kind"] == "done"
    assert list(answer["result"]["tested"]) == tested


def test_cell_that_fails_says_why_and_the_next_is_begun(greeting: Greeting, monkeypatch: pytest.MonkeyPatch):
    def computed(training: TrainRequest, domains: object) -> Job[dict[str, Any]]:
        yield Report("training", 1, 2)
        yield Notice("scan", 0, 0, "It is odd.")
        raise UsageError("It failed.")

    monkeypatch.setattr(cell_source, "computed", computed)
    said = served(greeting, PHOTO, replace(PHOTO, seed=1))

    ends = [message for message in said if message["kind"] == "failed"]
    assert [message["cause"] for message in ends] == ["It failed."] * 2
    assert {"kind": "notice", "text": "It is odd."} in said
    assert {"kind": "report", "phase": "training", "step": 1, "total": 2} in said or len(said) > 4


def test_progress_is_told_no_faster_than_one_can_look(greeting: Greeting, monkeypatch: pytest.MonkeyPatch):
    def computed(training: TrainRequest, domains: object) -> Job[dict[str, Any]]:
        yield from (Report("training", step, 1000) for step in range(1000))
        raise UsageError("It failed.")

    monkeypatch.setattr(cell_source, "computed", computed)
    monkeypatch.setattr(cell_worker, "INTERVAL", 1000.0)

    assert [message["kind"] for message in served(greeting, PHOTO)] == ["report", "failed"]


def test_threads_are_those_of_the_greeting(greeting: Greeting, monkeypatch: pytest.MonkeyPatch):
    before, during = torch.get_num_threads(), []

    def computed(training: TrainRequest, domains: object) -> Job[dict[str, Any]]:
        during.append(torch.get_num_threads())
        raise UsageError("It failed.")
        yield

    monkeypatch.setattr(cell_source, "computed", computed)
    served(replace(greeting, threads=before + 1), PHOTO)

    assert (during, torch.get_num_threads()) == ([before + 1], before)


def test_end_of_the_input_is_noticed_in_the_midst_of_a_cell():
    ended: list[bool] = []
    lines: Iterator[str] = cell_worker._lines_of(io.StringIO("a\nb\n"), lambda: ended.append(True))

    assert [next(lines), next(lines)] == ["a\n", "b\n"]
    while not ended:
        pass


def test_program_ends_with_its_input_and_prints_nothing_else(greeting: Greeting):
    command = [sys.executable, "-m", "ipclip_app.jobs.cell_worker"]
    ran = subprocess.run(command, check=False, input="", capture_output=True, text=True, timeout=120)

    assert (ran.returncode, ran.stdout) == (0, "")


def test_greeting_survives_json(greeting: Greeting):
    known = Greeting.from_json(json.loads(json.dumps(greeting.to_json())))

    assert replace(known, plan=greeting.plan) == greeting
    assert known.plan == replace(greeting.plan, cells=())
