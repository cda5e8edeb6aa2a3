import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.config import PRESETS, SplitConfig
from ipclip_app.jobs.audit_bench import AuditBenchOptions, AuditBenchResult
from ipclip_app.jobs.bench import BenchOptions
from ipclip_app.jobs.protection_table import TableRequest
from ipclip_app.progress import Job, Report
from ipclip_app.training.recipes import ABLATIONS

Ran = tuple[int, str, str]

SPEED = {
    "environment": {"cpu": "P", "device": "cpu", "threads": 2, "torch": "2", "system": "S", "architecture": "ViT-B-16"},
    "text_tower": {"speedup": 9.87, "memory_ratio": None, "relative_error": 1e-6, "share_of_matmul_peak": 0.66},
    "classify": {"speedup": 3.0},
    "epoch": {"speedup": 2.0, "images": 64},
    "scaling": [{"classes": 10, "seconds": 0.5, "seconds_per_class": 0.05}],
    "seconds": 61.0,
}
ROWS = {
    "rows": [
        {"variant": "default", "pair": "photo:sketch", "W_ua_strict": 35.1, "ratio": 61.5, "failures": []},
        {"variant": "reference", "pair": "photo:sketch", "failures": ["seed 0: no"]},
    ]
}
PROTECTION = ("bench", "protection", "--root", "pacs", "--backbone", "demo", "--out", "cells")


@dataclass
class Asked:
    """What reaches the jobs, which return ready results."""

    speed: list[BenchOptions] = field(default_factory=list)
    tables: list[TableRequest] = field(default_factory=list)
    measured: bool = True


class Document:
    """A result that knows its JSON."""

    def __init__(self, content: dict[str, Any], *, measured: bool = True) -> None:
        self.content = content
        self.measured = measured

    def to_json(self) -> dict[str, Any]:
        return self.content


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    calls = Asked()

    def bench(options: BenchOptions) -> Job[Document]:
        calls.speed.append(options)
        yield Report("epoch", 1, 1)
        return Document(SPEED)

    def protection_table(request: TableRequest) -> Job[Document]:
        calls.tables.append(request)
        yield Report("cells", 1, 1)
        return Document(ROWS, measured=calls.measured)

    monkeypatch.setattr("ipclip_app.jobs.bench.bench", bench)
    monkeypatch.setattr("ipclip_app.jobs.protection_table.protection_table", protection_table)
    return calls


def test_speed_is_measured_with_the_given_options(ipclip: Callable[..., Ran], asked: Asked):
    code, out, _ = ipclip("bench", "--device", "cpu", "--threads", 1, "--quick", "--json")
    assert (code, json.loads(out)) == (0, SPEED)
    assert asked.speed == [BenchOptions("cpu", 1, quick=True)]


def test_speed_reads_as_a_table(ipclip: Callable[..., Ran], asked: Asked):
    _, out, _ = ipclip("bench")
    assert "9.9 times faster" in out
    assert "not measured" in out
    assert "measured in 61 s." in out


def test_protection_is_measured_over_the_given_pairs(ipclip: Callable[..., Ran], asked: Asked):
    pairs = (
        "--pairs",
        "photo:sketch,photo:cartoon",
        "--seeds",
        2,
        "--split",
        "60/20/20",
        "--epochs",
        4,
        "--threads",
        1,
    )
    code, out, _ = ipclip(*PROTECTION, *pairs, "--json")
    names = (("photo", "sketch"), ("photo", "cartoon"))
    expected = TableRequest(Path("pacs"), "demo", Path("cells"), names, 2, SplitConfig(60, 20, 20), 4, threads=1)
    assert (code, json.loads(out), asked.tables) == (0, ROWS, [expected])
    assert asked.speed == []


@pytest.mark.parametrize(("flags", "variants"), [((), PRESETS), (("--ablation",), tuple(ABLATIONS))])
def test_ablation_measures_every_recipe(
    ipclip: Callable[..., Ran], asked: Asked, flags: tuple[str, ...], variants: tuple[str, ...]
):
    ipclip(*PROTECTION, "--pairs", "photo:sketch", *flags)
    assert asked.tables[0].variants == variants


def test_finished_runs_of_other_settings_are_replaced_only_with_force(ipclip: Callable[..., Ran], asked: Asked):
    ipclip(*PROTECTION, "--pairs", "photo:sketch")
    ipclip(*PROTECTION, "--pairs", "photo:sketch", "--force")
    assert [table.force for table in asked.tables] == [False, True]


@pytest.mark.parametrize(("measured", "expected"), [(True, 0), (False, 1)])
def test_table_without_a_single_figure_exits_with_1(
    ipclip: Callable[..., Ran], asked: Asked, measured: bool, expected: int
):
    asked.measured = measured
    code, out, _ = ipclip(*PROTECTION, "--pairs", "photo:sketch", "--json")
    assert (code, json.loads(out)) == (expected, ROWS)


def test_protection_reads_as_a_table_with_failures_counted(ipclip: Callable[..., Ran], asked: Asked):
    _, out, _ = ipclip(*PROTECTION, "--pairs", "photo:sketch")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines() if line.startswith("│")]
    assert rows[0][0] == "default"
    assert rows[0][-4:] == ["-", "61.50", "-", "0"]
    assert rows[1][-1] == "1"


@pytest.mark.parametrize("pairs", ["photo", "photo:", ":sketch", "photo:sketch,"])
def test_pairs_without_two_names_are_refused(ipclip: Callable[..., Ran], asked: Asked, pairs: str):
    code, _, err = ipclip(*PROTECTION, "--pairs", pairs)
    assert (code, asked.tables) == (2, [])
    assert "like photo:sketch" in err


@pytest.mark.parametrize("wrong", [("--pairs", "../photo:sketch"), ("--pairs", "photo:sketch", "--seeds", 0)])
def test_names_and_seeds_are_checked_before_anything_is_done(
    ipclip: Callable[..., Ran], asked: Asked, wrong: tuple[object, ...]
):
    code, _, err = ipclip(*PROTECTION, *wrong)
    assert (code, asked.tables) == (2, [])
    assert wrong[-2] in err


@pytest.mark.parametrize("misplaced", [("--threads", 1), ("--device", "auto"), ("--quick",)])
def test_options_before_the_command_are_refused(
    ipclip: Callable[..., Ran], asked: Asked, misplaced: tuple[object, ...]
):
    code, _, err = ipclip("bench", *misplaced, *PROTECTION[1:], "--pairs", "photo:sketch")
    assert (code, asked.tables, asked.speed) == (2, [], [])
    assert f"{misplaced[0]} before 'protection' would be ignored" in err


def test_json_may_stand_before_the_command(ipclip: Callable[..., Ran], asked: Asked):
    code, out, _ = ipclip("bench", "--json", *PROTECTION[1:], "--pairs", "photo:sketch")
    assert (code, json.loads(out)) == (0, ROWS)


@pytest.mark.parametrize(("memory", "told"), [(38.7, "39 MiB"), (None, "not measured")])
def test_audit_tells_speed_and_memory(
    ipclip: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, memory: float | None, told: str
):
    asked: list[AuditBenchOptions] = []

    def audit_bench(options: AuditBenchOptions) -> Job[AuditBenchResult]:
        asked.append(options)
        yield Report("audit", 1, 1)
        return AuditBenchResult(7, 350.4, 2000.0, memory, "A CPU", 2, "2.11")

    monkeypatch.setattr("ipclip_app.jobs.audit_bench.audit_bench", audit_bench)
    _, out, _ = ipclip("bench", "audit", "--images", 7, "--threads", 2)
    assert asked == [AuditBenchOptions(7, 2)]
    assert all(text in out for text in ("7 images", "350 a second", "2000 a second", told, "A CPU"))
    document = json.loads(ipclip("bench", "audit", "--json")[1])
    assert document["memory_above_loaded_mb"] == memory
