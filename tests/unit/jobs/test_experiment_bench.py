"""A cell of each preset is timed by phase, and what is no matrix product is told apart."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.errors import UsageError
from ipclip_app.jobs import experiment_bench as module
from ipclip_app.jobs.experiment_bench import CellTiming, ExperimentBenchOptions, experiment_bench
from ipclip_app.jobs.train_request import TrainRequest
from ipclip_app.progress import Job, Report

Drain = Callable[..., Any]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[TrainRequest]:
    """What is to be trained; every cell multiplies matrices while it is at training only."""
    asked: list[TrainRequest] = []

    def computed(training: TrainRequest, domains: list[Path]) -> Job[dict[str, Any]]:
        asked.append(training)
        yield Report("scan", 0, 1)
        torch.ones(64, 64).sin()
        yield Report("scan", 1, 1)
        yield Report("training", 0, 2)
        for step in (1, 2):
            torch.ones(64, 64) @ torch.ones(64, 64)
            yield Report("training", step, 2)
        return {}

    monkeypatch.setattr(module, "computed", computed)
    return asked


@pytest.fixture
def options(tmp_path: Path, make_domain: Callable[..., Path]) -> ExperimentBenchOptions:
    for name in ("cartoon", "photo", "sketch"):
        make_domain(tmp_path / name, {"cat": 1})
    return ExperimentBenchOptions(tmp_path, "demo", epochs=3, threads=1)


def test_each_preset_is_computed_three_times_in_the_same_way(
    options: ExperimentBenchOptions, asked: list[TrainRequest], drain: Drain
):
    drain(experiment_bench(options))

    assert [training.config.preset for training in asked] == ["default"] * 3 + ["reference"] * 3
    assert {training.config.epochs for training in asked} == {3}
    assert {(training.authorized.name, training.device) for training in asked} == {("cartoon", "cpu")}
    assert not asked[0].out.exists()


def test_matrix_products_are_found_in_their_phase(
    options: ExperimentBenchOptions, asked: list[TrainRequest], drain: Drain
):
    cell = drain(experiment_bench(options)).result.cells[0]

    assert cell.phases.keys() >= {"scan", "training"}
    assert cell.product_phases["training"] > 0
    assert cell.product_phases["scan"] == 0
    assert cell.product_seconds == pytest.approx(sum(cell.product_phases.values()))
    assert cell.seconds == pytest.approx(sum(cell.phases.values()))


def test_share_is_of_the_undisturbed_time():
    timing = CellTiming("default", "photo:sketch", 9.0, 4.0, 3.0, {}, {})

    assert timing.to_json()["other_share"] == pytest.approx(0.25)
    assert CellTiming("default", "photo:sketch", 9.0, 4.0, 5.0, {}, {}).other_share == 0


def test_pair_may_be_chosen(options: ExperimentBenchOptions, asked: list[TrainRequest], drain: Drain):
    chosen = ExperimentBenchOptions(options.root, "demo", ("sketch", "photo"))
    result = drain(experiment_bench(chosen)).result

    assert {cell.pair for cell in result.cells} == {"sketch:photo"}
    assert {training.unauthorized.name for training in asked if training.unauthorized} == {"photo"}


def test_job_computes_on_the_given_threads_and_says_so(
    options: ExperimentBenchOptions, asked: list[TrainRequest], drain: Drain
):
    before = torch.get_num_threads()
    ran = drain(experiment_bench(options))

    assert ran.result.to_json()["threads"] == 1
    assert torch.get_num_threads() == before
    with pytest.raises(UsageError, match="--threads 1 or more"):
        ExperimentBenchOptions(options.root, "demo", threads=0)
