"""Measures a cell of an experiment in each preset: how long its phases take, and how much of it is no matrix product.

Each cell is computed three times in the same way: once so that the statistics of its images are in the cache, as they
are for all but the first cells of a domain, once for the time, and once for the time within matrix products. The clock
that is put around every product lengthens everything else, so shares are of the undisturbed time.
"""

import tempfile
import time
from collections.abc import Mapping
from contextlib import closing, nullcontext
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import torch

from ipclip_app.bench.product_timer import ProductTimer
from ipclip_app.config import PRESETS, SplitConfig
from ipclip_app.jobs.cell_source import computed
from ipclip_app.jobs.experiment_cell import training_of
from ipclip_app.jobs.experiment_plan import Cell, ExperimentPlan, plan_experiment
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.jobs.threads import on_threads, require_threads
from ipclip_app.model.machine import processor_name
from ipclip_app.progress import Job, Report

PHASE: Final = "cells"
_PASSES: Final = ("first", "timed", "products")


@dataclass(frozen=True)
class ExperimentBenchOptions:
    """What to measure.

    Attributes:
        root: Folder of domains.
        backbone: Reference of the frozen CLIP.
        pair: Names of the authorized and the unauthorized domain; None for the first two.
        scenario: One of SCENARIOS.
        epochs: Epochs of every cell; None for the default.
        split: Shares of training, validation and test.
        threads: Threads of torch; None leaves them as they are.
    """

    root: Path
    backbone: str
    pair: tuple[str, str] | None = None
    scenario: str = "target-specified"
    epochs: int | None = None
    split: SplitConfig = field(default_factory=SplitConfig)
    threads: int | None = None

    def __post_init__(self) -> None:
        """Check the number of threads."""
        require_threads(self.threads)


@dataclass(frozen=True)
class CellTiming:
    """One cell.

    Attributes:
        preset: Its preset.
        pair: `authorized:unauthorized`, or the authorized domain alone.
        first_seconds: Of the first time, in which statistics of images were computed that were not in the cache.
        seconds: Of the second time.
        product_seconds: Within matrix products, of the third time.
        phases: Seconds of the second time by phase.
        product_phases: Seconds within matrix products by phase.
    """

    preset: str
    pair: str
    first_seconds: float
    seconds: float
    product_seconds: float
    phases: Mapping[str, float]
    product_phases: Mapping[str, float]

    @property
    def other_share(self) -> float:
        """Share of the time that is no matrix product, 0 to 1."""
        return max(0.0, 1 - self.product_seconds / self.seconds)

    def to_json(self) -> dict[str, Any]:
        """The timing as plain JSON values."""
        return asdict(self) | {"other_share": self.other_share}


@dataclass(frozen=True)
class ExperimentTiming:
    """A cell of each preset, and where they were measured."""

    cells: tuple[CellTiming, ...]
    cpu: str
    threads: int
    torch: str
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The timing as plain JSON values."""
        return asdict(self) | {"cells": [cell.to_json() for cell in self.cells]}


def experiment_bench(options: ExperimentBenchOptions) -> Job[ExperimentTiming]:
    """Measure a cell of each preset on the processor.

    Raises:
        IpclipError: The folders or the backbone cannot be used.
    """
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, on_threads(options.threads):
        request = _request(options, Path(folder) / "runs")
        plan = yield from plan_experiment(request)
        if options.pair is None:
            request = replace(request, pairs=plan.pairs[:1])
            plan = yield from plan_experiment(request)
        timings = []
        for number, cell in enumerate(plan.cells):
            yield Report(PHASE, number, len(plan.cells))
            timings.append((yield from _timing(request, plan, cell)))
        place = processor_name(), torch.get_num_threads(), torch.__version__
    yield Report(PHASE, len(timings), len(timings))
    return ExperimentTiming(tuple(timings), *place, time.perf_counter() - started)


def _request(options: ExperimentBenchOptions, out: Path) -> ExperimentRequest:
    return ExperimentRequest(
        root=options.root,
        backbone=options.backbone,
        out=out,
        scenarios=(options.scenario,),
        presets=PRESETS,
        pairs=options.pair and (options.pair,),
        seeds=1,
        epochs=options.epochs,
        split=options.split,
        device="cpu",
    )


def _timing(request: ExperimentRequest, plan: ExperimentPlan, cell: Cell) -> Job[CellTiming]:
    folders = [plan.domains[name] for name in plan.others(cell)]
    walls: dict[str, dict[str, float]] = {}
    products: dict[str, float] = {}
    for name in _PASSES:
        timer = ProductTimer() if name == _PASSES[-1] else None
        with closing(computed(training_of(request, plan, cell), folders)) as job:
            walls[name], products = yield from _by_phase(job, timer)
    first, timed = (sum(walls[name].values()) for name in _PASSES[:2])
    pair = ":".join(filter(None, (cell.authorized, cell.unauthorized)))
    return CellTiming(cell.preset, pair, first, timed, sum(products.values()), walls[_PASSES[1]], products)


def _by_phase(job: Job[Any], timer: ProductTimer | None) -> Job[tuple[dict[str, float], dict[str, float]]]:
    """Drive a job and add up its seconds, and those of matrix products, by the phase that was under way."""
    walls: dict[str, float] = {}
    products: dict[str, float] = {}
    phase = "begin"
    while True:
        before, started = timer.seconds if timer else 0.0, time.perf_counter()
        with timer or nullcontext():  # left at every report, because a mode that is on would reach whoever drives
            report = next(job, None)
        now = phase if report is None or report.step == 0 else report.phase
        walls[now] = walls.get(now, 0.0) + time.perf_counter() - started
        products[now] = products.get(now, 0.0) + (timer.seconds if timer else 0.0) - before
        if report is None:
            return walls, products
        phase = report.phase
        yield report
