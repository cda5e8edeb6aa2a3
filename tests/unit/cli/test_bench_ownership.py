import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.jobs.ownership_trials import OwnershipBenchOptions
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]
INNOCENT = {
    "models": 200,
    "accused": 0,
    "accused_without_caution": 1,
    "smallest_p_value": 0.0004,
    "share_below_0.05": 0.04,
    "uniformity_p_value": 0.61,
}
TEST = {"p_value": 3e-9, "accuracy_control": 60.0, "accuracy_trigger": 4.0, "shown": True}
FOUND = {
    "passed": False,
    "level": 0.001,
    "queries": 100,
    "new_triggers": INNOCENT,
    "fixed_trigger": INNOCENT | {"accused": 2},
    "zero_shot": [TEST | {"p_value": 0.4, "fair": True}, TEST | {"p_value": 0.001, "fair": False}],
    "protected": {"none": [TEST, TEST | {"p_value": 1e-7}], "jpeg_50": [TEST, TEST | {"shown": False}]},
    "seconds": 300.0,
}


class Findings:
    """What the measurement found."""

    passed = False

    def to_json(self) -> dict[str, Any]:
        return FOUND


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[OwnershipBenchOptions]:
    """The options that reach the job."""
    options: list[OwnershipBenchOptions] = []

    def bench_ownership(wanted: OwnershipBenchOptions) -> Job[Findings]:
        options.append(wanted)
        yield Report("innocent models", 1, 1)
        return Findings()

    monkeypatch.setattr("ipclip_app.jobs.bench_ownership.bench_ownership", bench_ownership)
    return options


def test_accused_innocent_model_exits_with_1(ipclip: Callable[..., Ran], asked: list[OwnershipBenchOptions]):
    options = ["--models", 20, "--queries", 60, "--level", 0.01, "--seed", 2, "--repeats", 3, "--run", "run"]
    place = ["--root", "data", "--backbone", "demo", "--device", "cpu", "--threads", 1]
    code, out, _ = ipclip("bench", "ownership", *place, *options, "--json")
    assert (code, json.loads(out)) == (1, FOUND)
    assert asked == [OwnershipBenchOptions(Path("data"), "demo", Path("run"), 20, 60, 0.01, 2, 3, "cpu", 1)]


def test_measurement_reads_as_tables(ipclip: Callable[..., Ran], asked: list[OwnershipBenchOptions]):
    _, out, _ = ipclip("bench", "ownership", "--root", "data", "--backbone", "demo")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines() if line.startswith("│")]
    assert rows[0] == ["a new trigger for each", "200", "0", "1", "0.0004", "4.0%", "0.61"]
    assert rows[1][:3] == ["one trigger for all", "200", "2"]
    assert rows[2] == ["as stamped", "2", "2", "60.0%", "4.0%", "1e-07", "1e-07"]
    assert rows[3][:3] == ["JPEG of quality 50", "2", "1"]
    assert "asked first: right on 60% with controls and on 4% with the run's trigger, p = 0.4: fair" in out
    assert "p = 0.001: unfair, so nobody else is asked" in out
    assert asked == [OwnershipBenchOptions(Path("data"), "demo")]
