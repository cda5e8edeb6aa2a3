"""What the benchmark job promises, run on its small workload."""

import json

import pytest
import torch

from ipclip_app.bench.result import BenchResult
from ipclip_app.errors import MeasurementError, UsageError
from ipclip_app.jobs.bench import BenchOptions, bench
from ipclip_app.progress import Job, Report

OPTIONS = BenchOptions(device="cpu", threads=1, quick=True)


@pytest.fixture(scope="module")
def finished() -> tuple[list[Report], BenchResult]:
    """Reports and result of one whole run, the processes that measure memory aside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ipclip_app.jobs.bench.peaks_of", lambda side, *_, **__: [10 if side == "packed" else 70] * 3)
        return run(bench(OPTIONS))


def run(job: Job[BenchResult]) -> tuple[list[Report], BenchResult]:
    reports = []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as end:
            return reports, end.value


def test_every_agreed_key_is_in_the_json(finished: tuple[list[Report], BenchResult]):
    content = json.loads(json.dumps(finished[1].to_json()))

    assert {"speedup", "memory_ratio", "relative_error", "share_of_matmul_peak"} <= content["text_tower"].keys()
    assert "speedup" in content["epoch"]
    assert "speedup" in content["classify"]
    assert [point["classes"] for point in content["scaling"]] == [10, 20, 40]
    assert all({"seconds", "seconds_per_class"} <= point.keys() for point in content["scaling"])


def test_the_machine_is_described(finished: tuple[list[Report], BenchResult]):
    environment = finished[1].environment

    assert (environment.threads, environment.torch, environment.device) == (1, torch.__version__, "cpu")
    assert environment.cpu


def test_the_memory_of_both_towers_is_compared(finished: tuple[list[Report], BenchResult]):
    assert finished[1].text_tower.memory_ratio == 7


def test_every_phase_is_reported_from_its_start_to_its_end(finished: tuple[list[Report], BenchResult]):
    phases = list(dict.fromkeys(report.phase for report in finished[0]))

    assert phases == ["preparing", "text tower", "memory", "classification", "epoch", "scaling"]
    for phase in phases:
        reports = [report for report in finished[0] if report.phase == phase]
        assert [report.step for report in reports] == list(range(reports[0].total + 1))


def test_a_cancelled_run_leaves_the_threads_as_they_were():
    before = torch.get_num_threads()
    job = bench(BenchOptions(device="cpu", threads=before + 1, quick=True))
    next(job)
    during = torch.get_num_threads()

    job.close()

    assert (during, torch.get_num_threads()) == (before + 1, before)


def test_fewer_than_one_thread_is_refused():
    with pytest.raises(UsageError, match="--threads 1"):
        BenchOptions(threads=0)


def test_an_unknown_device_is_refused_before_anything_is_measured():
    with pytest.raises(UsageError, match="unknown"):
        next(bench(BenchOptions(device="abacus")))


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("Workload.build", "the benchmark's model"),
        ("TextTowerBench.relative_error", "the text tower"),
        ("ClassifyBench.round", "classification"),
        ("EpochBench.round", "an epoch"),
        ("scaling_point", "the growth with the classes"),
    ],
)
@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory")])
def test_lack_of_memory_names_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, place: str, what: str, error: Exception
):
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("ipclip_app.jobs.bench.peaks_of", lambda *_, **__: None)
    monkeypatch.setattr(f"ipclip_app.jobs.bench.{place}", fail)

    with pytest.raises(MeasurementError, match=f"Measuring {what} failed .memory ran out."):
        run(bench(OPTIONS))


def test_other_errors_are_not_taken_for_a_lack_of_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ipclip_app.jobs.bench.Workload.build", lambda *_, **__: torch.ones(2) @ torch.ones(3))

    with pytest.raises(RuntimeError, match="inconsistent tensor size"):
        run(bench(OPTIONS))
