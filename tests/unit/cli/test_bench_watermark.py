import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.jobs.bench_watermark import WatermarkBenchOptions
from ipclip_app.progress import Job, Report

Ran = tuple[int, str, str]
UTILITY = {"zero_shot": 57.25, "image_to_text": 57.0, "text_to_image": 85.0}
TEST = {
    "median_p": 0.0005, "smallest_p": 0.0001, "largest_p": 0.001, "share_below_0.05": 1.0, "median_effect": 34.2,
    "auroc": None,
}  # fmt: skip
THEFT = {
    "method": "closed-form", "users": 1, "kind": "theft", "suspects": 100, "accused": 1.0, "named": 0.99,
    "distribution": TEST, "trigger": TEST | {"median_effect": None},
}  # fmt: skip
ATTACK = {
    "attack": "rotation", "harm": "it turns", "detected": 1.0, "named": 1.0, "distribution_p": 0.5,
    "distribution_effect": None, "trigger_p": 1e-13, "trigger_effect": 1.7, "aligned_p": 1.0, "limit": 0.005,
    "by_distribution": None, "by_triggers": 0.75, "left": UTILITY, "won": False,
}  # fmt: skip
FOUND = {
    "images": 2049, "dimension": 512, "seconds": 300.0,
    "utility": [
        {
            "method": "closed-form", "users": 100, "before": UTILITY | {"zero_shot": 57.3}, "after": UTILITY,
            "largest_change": {"zero_shot": -0.4, "image_to_text": 0.1, "text_to_image": 0.0},
            "condition": {"smallest": 4.0, "largest": 4.01},
        }
    ],
    "detection": [THEFT, THEFT | {"kind": "another model", "accused": 0.01, "distribution": TEST | {"auroc": 0.998}}],
    "attacks": [{"method": "closed-form", "users": 100, "queries": 200, "clean": UTILITY, "attacks": [ATTACK]}],
    "students": [
        {
            "student": "head on the same model", "learned_from": 900, "cosine": 0.987, "service": UTILITY,
            "left": UTILITY | {"zero_shot": 55.0},
            "judged": {"accused": True, "distribution_p": 1e-4, "trigger_p": 0.2},
        }
    ],
}  # fmt: skip


class Findings:
    """What the measurement found."""

    def to_json(self) -> dict[str, Any]:
        return FOUND


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[WatermarkBenchOptions]:
    """The options that reach the job."""
    options: list[WatermarkBenchOptions] = []

    def bench_watermark(wanted: WatermarkBenchOptions) -> Job[Findings]:
        options.append(wanted)
        yield Report("attacks", 1, 1)
        return Findings()

    monkeypatch.setattr("ipclip_app.jobs.bench_watermark.bench_watermark", bench_watermark)
    return options


def test_every_option_reaches_the_measurement(ipclip: Callable[..., Ran], asked: list[WatermarkBenchOptions]):
    place = ["--root", "data", "--backbone", "demo", "--other", "RN50/openai", "--device", "cpu", "--threads", 1]
    numbers = ["--seeds", 2, "--licensees", 3, "--learned", 4, "--trials", 5, "--queries", 6, "--pairs", 7]
    code, out, _ = ipclip("bench", "watermark", *place, *numbers, "--steps", 8, "--seed", 9, "--json")
    assert (code, json.loads(out)) == (0, FOUND)
    expected = WatermarkBenchOptions(
        Path("data"), "demo", "RN50/openai", seeds=2, licensees=3, learned=4, trials=5, queries=6, pairs=7, steps=8,
        seed=9, device="cpu", threads=1,
    )  # fmt: skip
    assert asked == [expected]


def test_defaults_are_those_of_the_measurement(ipclip: Callable[..., Ran], asked: list[WatermarkBenchOptions]):
    ipclip("bench", "watermark", "--root", "data", "--backbone", "demo")
    assert asked == [WatermarkBenchOptions(Path("data"), "demo")]


def test_measurement_reads_as_tables(ipclip: Callable[..., Ran], asked: list[WatermarkBenchOptions]):
    _, out, _ = ipclip("bench", "watermark", "--root", "data", "--backbone", "demo")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in out.splitlines() if line.startswith("│")]
    assert rows[0] == ["without", "", "57.30%", "57.00%", "85.00%", "", ""]
    assert rows[1] == ["trigger, closed form", "100", "57.25%", "57.00%", "85.00%", "-0.40", "4.00 to 4.01"]
    assert rows[2] == [
        *("trigger, closed form", "theft", "1", "100", "100%", "99%"),
        *("0.0005", "34.20", "", "0.0005", "", ""),
    ]
    assert rows[3][1:9] == ["another model", "1", "100", "1%", "", "0.0005", "34.20", "0.998"]
    assert rows[4] == ["rotation", "100%", "100%", "0.5", "", "1e-13", "1.7", "1", "", "75%", "57.2% of 57.2%"]
    assert rows[5] == ["head on the same model", "900 answers", "0.987", "55.0%", "57.2%", "yes", "0.0001", "0.2"]
    assert "2049 images, 512 dimensions; measured in 300 s." in out
