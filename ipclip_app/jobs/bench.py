"""Measures this machine: the packed text tower, classification, an epoch and the growth with the number of classes."""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from ipclip_app.bench.classify import ClassifyBench
from ipclip_app.bench.environment import environment
from ipclip_app.bench.epoch import EpochBench
from ipclip_app.bench.peak_memory import peaks_of
from ipclip_app.bench.result import BenchResult, ClassifyResult, EpochResult, ScalingPoint, TextTowerResult
from ipclip_app.bench.scaling import scaling_point
from ipclip_app.bench.text_tower import TextTowerBench
from ipclip_app.bench.workload import Workload
from ipclip_app.errors import MeasurementError
from ipclip_app.jobs.threads import on_threads, require_threads
from ipclip_app.model.device import is_out_of_memory, resolve_device
from ipclip_app.progress import Report

T = TypeVar("T")
Reports = Generator[Report, None, T]


@dataclass(frozen=True)
class BenchOptions:
    """How to measure.

    Attributes:
        device: One of config.DEVICES.
        threads: Threads of torch; None leaves them as they are.
        quick: Measure a tiny model, which checks the benchmark and says nothing about the machine.
    """

    device: str = "auto"
    threads: int | None = None
    quick: bool = False

    def __post_init__(self) -> None:
        """Check the number of threads."""
        require_threads(self.threads)


def bench(options: BenchOptions) -> Reports[BenchResult]:
    """Run every benchmark; it can be cancelled between two measurements.

    Yields:
        Phases `preparing`, `text tower`, `memory`, `classification`, `epoch` and `scaling`.

    Raises:
        UsageError: There is no such device.
        MeasurementError: Memory ran out.
    """
    device = resolve_device(options.device)
    start = time.perf_counter()
    with on_threads(options.threads):
        yield Report("preparing", 0, 1)
        with _measuring("the benchmark's model"):
            workload = Workload.build(device, quick=options.quick)
        yield Report("preparing", 1, 1)
        with _measuring("the text tower"):
            text_tower = yield from _text_tower(workload, options)
        with _measuring("classification"):
            classify = yield from _classify(workload)
        with _measuring("an epoch"):
            epoch = yield from _epoch(workload)
        with _measuring("the growth with the classes"):
            scaling = yield from _scaling(workload)
        place = environment(workload)
    return BenchResult(place, text_tower, classify, epoch, scaling, time.perf_counter() - start)


@contextmanager
def _measuring(what: str) -> Iterator[None]:
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        raise MeasurementError(what, "memory ran out") from error


def _text_tower(workload: Workload, options: BenchOptions) -> Reports[TextTowerResult]:
    bench = TextTowerBench(workload)
    error = bench.relative_error()
    rounds = yield from _rounds("text tower", bench.round, workload.size.rounds)
    yield Report("memory", 0, 2)
    packed = peaks_of("packed", workload.device, quick=options.quick)
    yield Report("memory", 1, 2)
    padded = peaks_of("padded", workload.device, quick=options.quick)
    yield Report("memory", 2, 2)
    return bench.result(error, rounds, packed, padded)


def _classify(workload: Workload) -> Reports[ClassifyResult]:
    bench = ClassifyBench(workload)
    rounds = yield from _rounds("classification", bench.round, workload.size.rounds)
    return bench.result(rounds)


def _epoch(workload: Workload) -> Reports[EpochResult]:
    bench = EpochBench(workload)
    rounds = yield from _rounds("epoch", bench.round, workload.size.rounds)
    return bench.result(rounds)


def _scaling(workload: Workload) -> Reports[tuple[ScalingPoint, ...]]:
    counts = iter(workload.size.class_counts)
    total = len(workload.size.class_counts)
    points = yield from _rounds("scaling", lambda: scaling_point(workload, next(counts)), total)
    return tuple(points)


def _rounds(phase: str, measure: Callable[[], T], total: int) -> Reports[list[T]]:
    found: list[T] = []
    while len(found) < total:
        yield Report(phase, len(found), total)
        found.append(measure())
    yield Report(phase, total, total)
    return found
