"""Measures protection over pairs of domains, seeds and recipes: the tables of the README."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from ipclip_app.config import PRESETS, Device, Preset, SplitConfig, TrainConfig
from ipclip_app.errors import IpclipError, UsageError
from ipclip_app.jobs.cell_source import CellSource
from ipclip_app.jobs.experiment_plan import folder_of
from ipclip_app.jobs.experiment_request import is_plain
from ipclip_app.jobs.protection_cell import protection_figures
from ipclip_app.jobs.threads import on_threads, require_threads
from ipclip_app.jobs.train import TrainRequest
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.training.recipes import ABLATIONS

PHASE: Final = "cells"


@dataclass(frozen=True)
class TableRequest:
    """What to measure.

    Attributes:
        root: Folder of domains, `root/domain/class/image`.
        backbone: Reference of the frozen CLIP.
        out: Folder for the runs; a cell that is finished there is found again.
        pairs: Names of authorized and unauthorized domain, both folders right inside `root`.
        seeds: Number of seeds, counted from 0; at least 1.
        split: Shares of training, validation and test.
        epochs: Epochs of every cell; None for the default.
        device: Where to compute.
        variants: Names of recipes, from PRESETS or ABLATIONS.
        force: Replace finished runs of other settings.
        threads: Threads of torch; None leaves them as they are.
    """

    root: Path
    backbone: str
    out: Path
    pairs: tuple[tuple[str, str], ...]
    seeds: int = 3
    split: SplitConfig = field(default_factory=lambda: SplitConfig(60, 10, 30))
    epochs: int | None = None
    device: Device = "auto"
    variants: tuple[str, ...] = PRESETS
    force: bool = False
    threads: int | None = None

    def __post_init__(self) -> None:
        """Check the numbers, and the names, which decide where the runs lie."""
        require_threads(self.threads)
        if self.seeds < 1:
            raise UsageError(f"A table over {self.seeds} seeds has no figures; give --seeds 1 or more.")
        for name in (name for pair in self.pairs for name in pair):
            if not is_plain(name):
                raise UsageError(f"'{name}' in --pairs is not the plain name of a folder in --root, like photo.")


@dataclass(frozen=True)
class TableRow:
    """The mean over seeds of one recipe and pair, or over all pairs of one recipe.

    Attributes:
        variant: Name of the recipe.
        pair: `authorized:unauthorized`, or `mean`.
        figures: Means by name; `ratio` is W_ua_strict in percent of its bound, averaged over cells.
        deviation: Standard deviation of `ratio` over the cells, points.
        failures: Sentences of the cells that failed.
    """

    variant: str
    pair: str
    figures: Mapping[str, float]
    deviation: float
    failures: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The row as plain JSON values."""
        return {
            "variant": self.variant,
            "pair": self.pair,
            **self.figures,
            "ratio_deviation": self.deviation,
            "failures": list(self.failures),
        }


@dataclass(frozen=True)
class ProtectionTable:
    """All rows, those of a recipe together, its mean last."""

    rows: tuple[TableRow, ...]

    @property
    def measured(self) -> bool:
        """Whether any cell gave figures."""
        return any(row.figures for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """The table as plain JSON values."""
        return {"rows": [row.to_json() for row in self.rows]}


@dataclass(frozen=True)
class _Cell:
    variant: str
    pair: str
    figures: Mapping[str, float] | None
    failure: str | None


def protection_table(request: TableRequest) -> Job[ProtectionTable]:
    """Train and evaluate every cell; one that fails is reported and does not end the table.

    Raises:
        UsageError: A variant is unknown.
        BackboneError: The backbone cannot be used.
    """
    for variant in request.variants:
        if variant not in ABLATIONS:
            raise UsageError(f"There is no variant '{variant}'; choose from {', '.join(ABLATIONS)}.")
    source = CellSource(load_backbone(request.backbone).identity, request.force)
    with on_threads(request.threads):
        cells = yield from _cells(request, source)
    return ProtectionTable(tuple(_rows(request, cells)))


def _cells(request: TableRequest, source: CellSource) -> Job[list[_Cell]]:
    plan = [
        (variant, pair, seed) for variant in request.variants for pair in request.pairs for seed in range(request.seeds)
    ]
    cells: list[_Cell] = []
    for step, (variant, pair, seed) in enumerate(plan):
        yield Report(PHASE, step, len(plan))
        name = ":".join(pair)
        training = _training(request, variant, pair, seed)
        try:
            found = yield from source.found(training, partial(protection_figures, training.out))
            cells.append(_Cell(variant, name, found.value, None))
        except IpclipError as error:
            cells.append(_Cell(variant, name, None, f"seed {seed}: {error}"))
            yield Notice(PHASE, step, len(plan), f"{variant}, {name}, seed {seed} failed: {error}")
    yield Report(PHASE, len(plan), len(plan))
    return cells


def _training(request: TableRequest, variant: str, pair: tuple[str, str], seed: int) -> TrainRequest:
    out = request.out / variant.replace(" ", "-") / folder_of(pair) / f"seed-{seed}"
    preset: Preset = "reference" if variant == "reference" else "default"
    config = TrainConfig(preset=preset, seed=seed, split=request.split)
    if request.epochs is not None:
        config = replace(config, epochs=request.epochs)
    authorized, unauthorized = (request.root / name for name in pair)
    recipe = ABLATIONS[variant]
    return TrainRequest(
        authorized, unauthorized, request.backbone, out, config, request.device, force=True, recipe=recipe
    )


def _rows(request: TableRequest, cells: list[_Cell]) -> list[TableRow]:
    rows: list[TableRow] = []
    for variant in request.variants:
        own = [cell for cell in cells if cell.variant == variant]
        pairs = (":".join(names) for names in request.pairs)
        rows.extend(_row(variant, pair, [cell for cell in own if cell.pair == pair]) for pair in pairs)
        rows.append(_row(variant, "mean", own))
    return rows


def _row(variant: str, pair: str, cells: list[_Cell]) -> TableRow:
    measured = [cell.figures for cell in cells if cell.figures is not None]
    failures = tuple(cell.failure for cell in cells if cell.failure is not None)
    if not measured:
        return TableRow(variant, pair, {}, 0.0, failures)
    means = {name: statistics.fmean(figures[name] for figures in measured) for name in measured[0]}
    deviation = statistics.stdev(figures["ratio"] for figures in measured) if len(measured) > 1 else 0.0
    return TableRow(variant, pair, means, deviation, failures)
