"""A training may be stopped at any report; it loses the epoch in hand and leaves everything usable."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.jobs.run_folder import RunFolder
from ipclip_app.jobs.train import TrainRequest, resume_request, train
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import EpochReport, Report, run_to_end

Drain = Callable[..., Any]
SameModule = Callable[[Path, Path], bool]


@pytest.fixture(autouse=True)
def ready_backbone(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    """Loading takes longer than all the rest of a short training."""
    monkeypatch.setattr("ipclip_app.jobs.train.load_backbone", lambda *_: tiny_vit)


@pytest.fixture
def encoded(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sizes of the batches that the image tower saw."""
    sizes: list[int] = []
    forward = tiny_vit.statistics

    def counted(pixels: torch.Tensor) -> ImageStatistics:
        sizes.append(len(pixels))
        return forward(pixels)

    monkeypatch.setattr(tiny_vit, "statistics", counted)
    return sizes


def stop_when(request: TrainRequest, condition: Callable[[Report], bool]) -> Report:
    """Close a training at the first report that fulfils the condition."""
    job = train(request)
    for report in job:
        if condition(report):
            job.close()
            return report
    pytest.fail("the training ended before it could be stopped")


def stop_at(request: TrainRequest, number: int) -> Report:
    """Close a training at its report of that number, counted from 0."""
    numbers = iter(range(number + 1))
    return stop_when(request, lambda _: next(numbers) == number)


def assert_lock_is_free(run: Path):
    with RunFolder(run).locked():
        pass


def telling_numbers(reports: list[Report]) -> Iterator[int]:
    """The first, middle and last report of every phase, and every report of training."""
    by_phase: dict[str, list[int]] = {}
    for number, report in enumerate(reports):
        by_phase.setdefault(report.phase, []).append(number)
    for phase, numbers in by_phase.items():
        kept = numbers if phase == "training" else (numbers[0], numbers[len(numbers) // 2], numbers[-1])
        yield from sorted(set(kept))


def test_stopping_at_any_report_loses_nothing_but_the_epoch_in_hand(
    short_request: TrainRequest, tmp_path: Path, drain: Drain, same_module: SameModule
):
    whole = replace(short_request, out=tmp_path / "whole")
    run_to_end(train(whole))
    reports = drain(train(replace(whole, force=True))).reports  # as many as later, now that the cache is warm
    stops = list(telling_numbers(reports))
    phases = Counter(reports[number].phase for number in stops)
    assert phases.keys() >= {"scan", "statistics", "base prompt", "training", "verdict"}
    for number in stops:
        request = replace(short_request, out=tmp_path / f"stopped-{number}")
        stop_at(request, number)
        assert_lock_is_free(request.out)
        begun = RunFolder(request.out).exists
        run_to_end(train(resume_request(request.out, "cpu") if begun else request))
        assert same_module(request.out, whole.out)


@pytest.mark.parametrize("phase", ["scan", "statistics", "training", "verdict"])
def test_stopped_run_can_be_replaced(short_request: TrainRequest, tmp_path: Path, phase: str, same_module: SameModule):
    run_to_end(train(replace(short_request, out=tmp_path / "whole")))
    stop_when(short_request, lambda report: report.phase == phase)
    run_to_end(train(replace(short_request, force=True)))
    assert same_module(short_request.out, tmp_path / "whole")


@pytest.mark.parametrize("preset", ["default", "reference"])
def test_run_resumed_after_each_epoch_equals_the_uninterrupted_one(
    short_request: TrainRequest, tmp_path: Path, preset: Any, drain: Drain, same_module: SameModule
):
    request = replace(short_request, config=replace(short_request.config, preset=preset, epochs=3))
    whole = replace(request, out=tmp_path / "whole")
    run_to_end(train(whole))
    stop_when(request, lambda report: isinstance(report, EpochReport))
    resumed = resume_request(request.out, "cpu")
    stop_when(resumed, lambda report: isinstance(report, EpochReport))
    rest = [report for report in drain(train(resumed)).reports if isinstance(report, EpochReport)]
    assert [report.epoch for report in rest] == [3]
    assert same_module(request.out, whole.out)
    assert (request.out / "history.json").read_text() == (whole.out / "history.json").read_text()


def test_finished_run_is_resumed_without_training_again(
    short_request: TrainRequest, tmp_path: Path, drain: Drain, same_module: SameModule
):
    run_to_end(train(short_request))
    (short_request.out / "module.safetensors").rename(tmp_path / "module.safetensors")
    reports = drain(train(resume_request(short_request.out, "cpu"))).reports
    assert not [report for report in reports if report.phase in {"training", "base prompt"}]
    assert same_module(short_request.out, tmp_path)


def test_history_is_complete_even_if_the_process_ended_right_after_a_checkpoint(short_request: TrainRequest):
    run_to_end(train(short_request))
    history = short_request.out / "history.json"
    complete = history.read_text()
    history.unlink()
    run_to_end(train(resume_request(short_request.out, "cpu")))
    assert history.read_text() == complete


def test_statistics_of_a_stopped_run_are_not_computed_again(short_request: TrainRequest, encoded: list[int]):
    done = stop_when(short_request, lambda report: report.phase == "statistics" and report.step > 0)
    kept = sum(encoded)
    assert 0 < done.step <= kept < 72
    run_to_end(train(resume_request(short_request.out, "cpu")))
    assert sum(encoded) == 72  # 18 training and validation images of two domains, two views each


def test_cache_of_a_stopped_run_is_whole(short_request: TrainRequest):
    stop_when(short_request, lambda report: report.phase == "statistics" and report.step > 0)
    with FeatureCache() as cache:
        content = cache.show()
    assert content.entries > 0
    assert content.notices == ()


def test_stopped_run_leaves_no_thread_and_no_temporary_file(short_request: TrainRequest):
    before = set(threading.enumerate())
    for phase in ("statistics", "training"):
        stop_when(replace(short_request, force=True), lambda report, phase=phase: report.phase == phase)
    assert set(threading.enumerate()) == before
    assert [path.name for path in short_request.out.iterdir() if path.name.endswith((".tmp", ".new"))] == []


def test_job_closed_by_another_thread_gives_the_folder_back(short_request: TrainRequest):
    job = train(short_request)
    worker = threading.Thread(target=lambda: next(job))
    worker.start()
    worker.join()
    job.close()
    assert_lock_is_free(short_request.out)


def test_job_that_was_never_begun_touches_nothing(short_request: TrainRequest):
    train(short_request).close()
    assert not short_request.out.exists()
