"""`ipclip bench experiment` tells what a cell spends its time on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.config import SplitConfig
from ipclip_app.jobs.experiment_bench import CellTiming, ExperimentBenchOptions, ExperimentTiming
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]
COMMAND = ("bench", "experiment", "--root", "pacs", "--backbone", "demo")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ExperimentBenchOptions]:
    calls: list[ExperimentBenchOptions] = []

    def experiment_bench(options: ExperimentBenchOptions) -> Job[Any]:
        calls.append(options)
        yield Report("cells", 1, 2)
        cell = CellTiming("default", "photo:sketch", 90.0, 60.0, 45.0, {"training": 60.0}, {"training": 45.0})
        return ExperimentTiming((cell,), "A CPU", 2, "2.11", 200.0)

    monkeypatch.setattr("ipclip_app.jobs.experiment_bench.experiment_bench", experiment_bench)
    return calls


def test_options_reach_the_measurement(ipclip: Callable[..., Ran], asked: list[ExperimentBenchOptions]):
    options = ("--pair", "photo:sketch", "--scenario", "ownership", "--epochs", 3, "--split", "80/10/10")
    code, out, _ = ipclip(*COMMAND, *options, "--threads", 1, "--json")

    assert (code, json.loads(out)["cells"][0]["other_share"]) == (0, 0.25)
    assert asked == [
        ExperimentBenchOptions(Path("pacs"), "demo", ("photo", "sketch"), "ownership", 3, SplitConfig(80, 10, 10), 1)
    ]


def test_shares_read_as_a_table(ipclip: Callable[..., Ran], asked: list[ExperimentBenchOptions]):
    _, out, _ = ipclip(*COMMAND)

    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines() if line.startswith("│")]
    assert rows == [["default", "training", "60.0", "45.0", ""], ["default", "all", "60.0", "45.0", "25%"]]
    assert "default 90.0 s" in out
    assert asked[0].pair is None


@pytest.mark.parametrize(
    ("pair", "sentence"), [("photo", "like photo:sketch"), ("a:b,b:a", "One cell is measured in each preset")]
)
def test_one_pair_is_measured(
    ipclip: Callable[..., Ran], asked: list[ExperimentBenchOptions], pair: str, sentence: str
):
    code, _, err = ipclip(*COMMAND, "--pair", pair)

    assert (code, asked) == (2, [])
    assert sentence in err
