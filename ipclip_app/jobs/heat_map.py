"""Where a protected model still recognizes images: authorized domains against everything it was tested on."""

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ipclip_app.config import WHOLE
from ipclip_app.jobs.experiment_plan import (
    WITH_TRIGGER,
    WITHOUT_TRIGGER,
    Cell,
    authorized_name,
    with_trigger,
    without_trigger,
)
from ipclip_app.jobs.experiment_table import ExperimentTable

State = Literal["done", "waiting", "failed", "none"]


@dataclass(frozen=True)
class HeatCell:
    """The protected model's accuracy on one kind of images.

    Attributes:
        state: `done` with a value, `waiting` for its first, `failed` in every cell, or `none` where nothing is asked.
        authorized: Whether the model shall recognize these images.
        mean: Percent, over all runs that were tested on them; None without any.
        deviation: Standard deviation of the seeds' means, points; None with fewer than two seeds.
        seeds: Seeds that have given a value.
    """

    state: State
    authorized: bool
    mean: float | None = None
    deviation: float | None = None
    seeds: int = 0


@dataclass(frozen=True)
class HeatMap:
    """The square table of one scenario and preset.

    Attributes:
        scenario: One of SCENARIOS.
        preset: One of PRESETS.
        rows: Authorized domains.
        columns: Kinds of test images.
        cells: By row and column.
        reached: W_ua_strict in percent of its bound, in the mean over a row; None before it is known.
        chance: Accuracy of guessing, percent; None before the number of classes is known.
        seeds: Seeds that are planned.
    """

    scenario: str
    preset: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], HeatCell]
    reached: Mapping[str, float | None]
    chance: float | None
    seeds: int


def heat_map(table: ExperimentTable, scenario: str, preset: str) -> HeatMap:
    """Lay out what is known so far of a scenario and preset."""
    cells = [cell for cell in table.plan.cells if (cell.scenario, cell.preset) == (scenario, preset)]
    rows = _in_order(table, {cell.authorized for cell in cells})
    columns = _columns(table, cells)
    squares = {(row, column): _square(table, cells, row, column) for row in rows for column in columns}
    chances = [WHOLE / result.classes for _, result in table.results(scenario, preset)]
    reached = {row: _reached(table, scenario, preset, row) for row in rows}
    seeds = len({cell.seed for cell in cells})
    return HeatMap(scenario, preset, rows, columns, squares, reached, chances[0] if chances else None, seeds)


def _in_order(table: ExperimentTable, names: set[str]) -> tuple[str, ...]:
    return tuple(name for name in table.plan.domains if name in names)


def _columns(table: ExperimentTable, cells: list[Cell]) -> tuple[str, ...]:
    """Authorized kinds first where the trigger tells them apart, else the domains in their own order."""
    names = {name for cell in cells for name in (authorized_name(cell), *table.plan.tested(cell))}
    domains = table.plan.domains
    known = (WITHOUT_TRIGGER, WITH_TRIGGER, *map(with_trigger, domains), *map(without_trigger, domains), *domains)
    return tuple(name for name in dict.fromkeys(known) if name in names)


def _square(table: ExperimentTable, cells: list[Cell], row: str, column: str) -> HeatCell:
    tried = [cell for cell in cells if cell.authorized == row and column in _kinds(table, cell)]
    authorized = any(authorized_name(cell) == column for cell in tried)
    by_seed: dict[int, list[float]] = {}
    for cell, value in _values(table, tried, column):
        by_seed.setdefault(cell.seed, []).append(value)
    if not by_seed:
        failed = bool(tried) and all(cell in table.outcomes for cell in tried)
        return HeatCell("failed" if failed else "waiting" if tried else "none", authorized)
    means = [statistics.fmean(values) for values in by_seed.values()]
    deviation = statistics.stdev(means) if len(means) > 1 else None
    mean = statistics.fmean(value for values in by_seed.values() for value in values)
    return HeatCell("done", authorized, mean, deviation, len(means))


def _kinds(table: ExperimentTable, cell: Cell) -> tuple[str, ...]:
    return authorized_name(cell), *table.plan.tested(cell)


def _values(table: ExperimentTable, cells: list[Cell], column: str) -> Iterator[tuple[Cell, float]]:
    for cell in cells:
        outcome = table.outcomes.get(cell)
        if outcome is None or outcome.result is None:
            continue
        own = column == authorized_name(cell)
        accuracy = outcome.result.authorized if own else outcome.result.tested[column]
        if accuracy.protected is not None:
            yield cell, accuracy.protected


def _reached(table: ExperimentTable, scenario: str, preset: str, row: str) -> float | None:
    ratios = [found.mean["ratio"] for found in table.rows(scenario, preset) if found.authorized == row]
    known = [ratio for ratio in ratios if ratio is not None]
    return statistics.fmean(known) if known else None
