import json
from collections.abc import Callable
from typing import Any

import pytest

from ipclip_app.jobs.bench_bundle import BundleBenchOptions
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]

TRIALS = {
    "cases": 10,
    "accepted": 0,
    "wrongly_accepted": 0,
    "refusals": {"altered": 9},
    "crashes": 1,
    "longest_seconds": 0.002,
    "largest_allocation": 3000,
}
HOSTILE = dict.fromkeys(("flips", "truncations", "bombs", "random"), TRIALS) | {"bundle_bytes": 7, "seconds": 5.0}


class Findings:
    """What the trials of the reader found."""

    passed = False

    def to_json(self) -> dict[str, Any]:
        return HOSTILE


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[BundleBenchOptions]:
    """The options that reach the trials."""
    asked: list[BundleBenchOptions] = []

    def bench_bundle(options: BundleBenchOptions) -> Job[Findings]:
        asked.append(options)
        yield Report("flips", 1, 1)
        return Findings()

    monkeypatch.setattr("ipclip_app.jobs.bench_bundle.bench_bundle", bench_bundle)
    return asked


def test_reader_of_bundles_that_fails_its_trials_exits_with_1(
    ipclip: Callable[..., Ran], tried: list[BundleBenchOptions]
):
    code, out, _ = ipclip("bench", "bundle", "--cases", 5, "--seed", 3, "--json")
    assert (code, json.loads(out), tried) == (1, HOSTILE, [BundleBenchOptions(5, 3)])


def test_trials_of_the_reader_read_as_a_table(ipclip: Callable[..., Ran], tried: list[BundleBenchOptions]):
    _, out, _ = ipclip("bench", "bundle")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines() if line.startswith("│")]
    assert rows[0] == ["flips", "10", "9", "0", "1", "2.0", "3"]
    assert "Only what the issuer signed was accepted" in out
    assert tried == [BundleBenchOptions(1_000_000, 0)]
