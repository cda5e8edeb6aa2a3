"""`ipclip experiment` asks for what its options say and tells what was found."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.config import SCENARIOS, SplitConfig
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]

FIGURES = {"authorized.protected": 91.25, "W_ua_strict": 70.0, "W_ua_strict_bound": 75.0, "ratio": 93.3, "W_ua": None}
DOCUMENT = {
    "cells": 12,
    "finished": 11,
    "rows": [
        {
            "scenario": "target-specified",
            "preset": "default",
            "authorized": "photo",
            "tested": "sketch",
            "cells": 3,
            "mean": FIGURES,
            "deviation": {"authorized.protected": 0.5, "ratio": None},
        }
    ],
    "failures": [{"authorized": "photo", "failure": "It failed."}],
    "published": {
        "target-specified": [{"method": "IP-CLIP", "metric": "W_ua", "value": 55.1, "remark": ""}],
        "ownership": [{"method": "IP-CLIP", "metric": "O_ua", "value": 71.3, "remark": "not told by data set"}],
        "target-free": [],
    },
    "protocol": "office-home",
    "seconds": 61.0,
}
COMMAND = ("experiment", "pacs", "--backbone", "demo", "--out", "out")


@dataclass
class Table:
    """What the job returns."""

    measured: bool = True

    def to_json(self) -> dict[str, Any]:
        return DOCUMENT


@dataclass
class Asked:
    """What reaches the job, which returns a ready table or is interrupted."""

    requests: list[ExperimentRequest] = field(default_factory=list)
    measured: bool = True
    interrupted: bool = False


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    calls = Asked()

    def experiment(request: ExperimentRequest) -> Job[Table]:
        calls.requests.append(request)
        yield Report("cells", 1, 12)
        if calls.interrupted:
            raise KeyboardInterrupt
        return Table(calls.measured)

    monkeypatch.setattr("ipclip_app.jobs.experiment.experiment", experiment)
    return calls


def test_defaults_are_all_pairs_in_both_presets(ipclip: Callable[..., Ran], asked: Asked):
    code, out, _ = ipclip(*COMMAND, "--scenario", "target-free", "--json")

    assert (code, json.loads(out)) == (0, {**DOCUMENT, "out": "out"})
    assert asked.requests == [ExperimentRequest(Path("pacs"), "demo", Path("out"), scenarios=("target-free",))]


def test_every_option_reaches_the_experiment(ipclip: Callable[..., Ran], asked: Asked):
    what = ("--scenario", "ownership,authorization", "--presets", "reference", "--pairs", "photo:sketch,sketch:photo")
    how = ("--seeds", 2, "--epochs", 4, "--split", "60/10/30", "--processes", 3, "--device", "cpu")
    ipclip(*COMMAND, *what, *how, "--trigger", "mine.json", "--force")

    assert asked.requests == [
        ExperimentRequest(
            root=Path("pacs"),
            backbone="demo",
            out=Path("out"),
            scenarios=("ownership", "authorization"),
            presets=("reference",),
            pairs=(("photo", "sketch"), ("sketch", "photo")),
            seeds=2,
            epochs=4,
            split=SplitConfig(60, 10, 30),
            processes=3,
            device="cpu",
            trigger=Path("mine.json"),
            force=True,
        )
    ]


def test_all_means_every_scenario_and_a_protocol_replaces_the_split(ipclip: Callable[..., Ran], asked: Asked):
    ipclip(*COMMAND, "--scenario", "all", "--protocol", "office-home", "--trigger", "grid")

    (request,) = asked.requests
    assert (request.scenarios, request.protocol, request.trigger) == (SCENARIOS, "office-home", None)


def test_result_reads_as_a_table_with_published_figures_apart(ipclip: Callable[..., Ran], asked: Asked):
    _, out, _ = ipclip(*COMMAND, "--scenario", "all")

    (row,) = [line for line in out.splitlines() if line.startswith("│")]
    cells = [cell.strip() for cell in row.split("│")[1:-1]]
    assert cells[:6] == ["target-specified", "default", "photo", "sketch", "-", "91.2 ± 0.5"]
    assert cells[-3:] == ["70.0", "75.0", "93.3"]
    assert "Published for target-specified, not measured here: IP-CLIP W_ua 55.10." in out
    assert "IP-CLIP O_ua 71.30 (not told by data set)." in out
    assert "Published for target-free" not in out
    assert "11 of 12 cells are finished, 1 failed; 61 s. Tables and heat maps are in out." in out


@pytest.mark.parametrize(("measured", "code"), [(True, 0), (False, 1)])
def test_experiment_without_a_single_figure_exits_with_1(
    ipclip: Callable[..., Ran], asked: Asked, measured: bool, code: int
):
    asked.measured = measured
    assert ipclip(*COMMAND, "--scenario", "all")[0] == code


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--scenario", "theft"), "There is no scenario 'theft'"),
        (("--scenario", "all", "--pairs", "photo"), "like photo:sketch"),
        (("--scenario", "all", "--seeds", 0), "--seeds 1 or more"),
        (("--scenario", "all", "--presets", "best"), "There is no preset 'best'"),
        (("--scenario", "all", "--protocol", "pacs"), "There is no protocol 'pacs'"),
        (("--scenario", "all", "--protocol", "office-31", "--split", "80/10/10"), "pass one of them"),
        (("--scenario", "target-free", "--trigger", "mine.json"), "has a trigger; leave --trigger out"),
        ((), "--scenario"),
    ],
)
def test_options_are_checked_before_anything_is_done(
    ipclip: Callable[..., Ran], asked: Asked, options: tuple[object, ...], sentence: str
):
    code, _, err = ipclip(*COMMAND, *options)

    assert (code, asked.requests) == (2, [])
    assert sentence in " ".join(err.split())


def test_stopping_tells_how_to_go_on(ipclip: Callable[..., Ran], asked: Asked):
    asked.interrupted = True
    code, _, err = ipclip(*COMMAND, "--scenario", "all")

    assert code == 130
    assert "Stopped; what is finished is kept in out, the same command goes on from there." in err
