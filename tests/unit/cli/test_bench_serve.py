import json
from collections.abc import Callable
from typing import Any

import pytest

from ipclip_app.progress import Job, Report
from ipclip_app.service.benchmark import ServeBenchOptions, ServeBenchResult
from ipclip_app.service.load import Load
from ipclip_app.service.overhead import Overhead

Ran = tuple[int, str, str]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[ServeBenchOptions]:
    """What would be measured; with 13 clients a question stays without an answer."""
    asked: list[ServeBenchOptions] = []

    def bench_serve(options: ServeBenchOptions) -> Job[ServeBenchResult]:
        asked.append(options)
        yield Report("start", 1, 1)
        loads = [Load(count, 2.0, (0.001, 0.002), int(count == 13)) for count in options.clients]
        overheads = [Overhead(1, 0.01, 0.00002), Overhead(64, 0.1, 0.0001)]
        memory = [300_000_000, 301_000_000]
        return ServeBenchResult("demo", 96, "cpu", 2, loads, memory, overheads, 0, 9.0)

    monkeypatch.setattr("ipclip_app.service.benchmark.bench_serve", bench_serve)
    return asked


def test_figures_are_shown_as_a_table(ipclip: Callable[..., Ran], measured: list[ServeBenchOptions]):
    code, out, _ = ipclip("bench", "serve", "--clients", "1, 8", "--seconds", "2", "--threads", "2")

    (options,) = measured
    assert (options.backbone, options.clients, options.seconds, options.threads) == ("demo", (1, 8), 2.0, 2)
    assert code == 0
    assert "Memory of the service: 300.0 MB when warm, 301.0 MB in the end." in out
    assert "The watermark takes 0.20% of encoding 1, 0.10% of encoding 64 texts." in out


def test_figures_are_told_as_json(ipclip: Callable[..., Ran], measured: list[ServeBenchOptions]):
    document = json.loads(ipclip("bench", "serve", "--json")[1])

    assert [load["clients"] for load in document["loads"]] == [1, 8, 64]
    assert document["loads"][0]["requests_per_second"] == 1.0
    assert document["memory"]["flat"] is True
    assert document["watermark_below_1_percent"] is True


def test_an_unanswered_question_is_a_no(ipclip: Callable[..., Ran], measured: list[ServeBenchOptions]):
    assert ipclip("bench", "serve", "--clients", "13")[0] == 1


@pytest.mark.parametrize(
    "options", [["--clients", "a"], ["--clients", "0"], ["--clients", ""], ["--seconds", "0"], ["--threads", "0"]]
)
def test_numbers_out_of_range_are_refused(ipclip: Callable[..., Ran], options: list[Any]):
    code, out, err = ipclip("bench", "serve", *options)

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
