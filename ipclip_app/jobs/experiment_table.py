"""The results of an experiment's cells as rows of means and deviations over seeds; loads no torch."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ipclip_app.data.published import published_figures
from ipclip_app.jobs.cell_result import CellResult
from ipclip_app.jobs.experiment_plan import Cell, ExperimentPlan

Figures = Mapping[str, float | None]
MEAN: Final = "mean"
"""Stands for all domains where a row is a mean over them."""


@dataclass(frozen=True)
class CellOutcome:
    """How one cell ended.

    Attributes:
        cell: What was trained.
        result: What its tests said; None where it failed.
        failure: Why it failed, a sentence; else empty.
        seconds: How long it took the call that finished it; 0 where that is not known.
    """

    cell: Cell
    result: CellResult | None
    failure: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class ExperimentRow:
    """Mean over the seeds of one pair, or over all pairs and seeds.

    Attributes:
        scenario: One of SCENARIOS.
        preset: One of PRESETS.
        authorized: Name of the authorized domain, or MEAN.
        tested: What it was tested on besides, or MEAN.
        mean: Figures by name; None where a cell lacks one.
        deviation: Standard deviation of each over the seeds; None with a single seed.
        cells: How many values each mean is of.
    """

    scenario: str
    preset: str
    authorized: str
    tested: str
    mean: Figures
    deviation: Figures
    cells: int

    def to_json(self) -> dict[str, Any]:
        """The row as plain JSON values."""
        return {
            **{name: getattr(self, name) for name in ("scenario", "preset", "authorized", "tested", "cells")},
            "mean": dict(self.mean),
            "deviation": dict(self.deviation),
        }


@dataclass(frozen=True)
class ExperimentTable:
    """Everything that is known of an experiment so far.

    Attributes:
        plan: All of its cells.
        outcomes: Those that have ended, by cell.
        protocol: Name of the published protocol, if one is followed.
        seconds: Duration so far, of this call.
    """

    plan: ExperimentPlan
    outcomes: Mapping[Cell, CellOutcome] = field(default_factory=dict)
    protocol: str | None = None
    seconds: float = 0.0

    @property
    def measured(self) -> bool:
        """Whether any cell gave figures."""
        return any(outcome.result for outcome in self.outcomes.values())

    @property
    def failures(self) -> tuple[CellOutcome, ...]:
        """Cells that failed, in the order of the plan."""
        ended = (self.outcomes[cell] for cell in self.plan.cells if cell in self.outcomes)
        return tuple(outcome for outcome in ended if outcome.failure)

    def results(self, scenario: str, preset: str) -> Iterable[tuple[Cell, CellResult]]:
        """What the cells of a scenario and preset gave, in the order of the plan."""
        for cell in self.plan.cells:
            outcome = self.outcomes.get(cell)
            if (cell.scenario, cell.preset) == (scenario, preset) and outcome and outcome.result:
                yield cell, outcome.result

    def rows(self, scenario: str, preset: str) -> tuple[ExperimentRow, ...]:
        """A row for each pair that has been measured, in the order of the plan, then their mean."""
        found: dict[tuple[str, str], dict[int, Figures]] = {}
        for cell, result in self.results(scenario, preset):
            for name in result.tested:
                pair = found.setdefault((cell.authorized, name), {})
                pair[cell.seed] = result.figures(scenario, name)
        rows = [
            ExperimentRow(scenario, preset, *pair, *_over(list(by_seed.values())), len(by_seed))
            for pair, by_seed in found.items()
        ]
        return (*rows, _mean_row(scenario, preset, list(found.values()))) if rows else ()

    def to_json(self) -> dict[str, Any]:
        """The table as plain JSON values."""
        groups = [(group, self.rows(*group)) for group in self.plan.groups]
        return {
            "cells": len(self.plan.cells),
            "finished": sum(outcome.result is not None for outcome in self.outcomes.values()),
            "rows": [row.to_json() for _, rows in groups for row in rows],
            "failures": [{**failed.cell.to_json(), "failure": failed.failure} for failed in self.failures],
            "published": {
                scenario: [figure.to_json() for figure in published_figures(scenario, self.protocol)]
                for scenario in dict.fromkeys(scenario for (scenario, _), _ in groups)
            },
            "protocol": self.protocol,
            "seconds": round(self.seconds, 2),
            "cell_seconds": round(sum(outcome.seconds for outcome in self.outcomes.values()), 2),
        }


def _mean_row(scenario: str, preset: str, pairs: Sequence[Mapping[int, Figures]]) -> ExperimentRow:
    """Mean over all cells; the deviation is that of the seeds' means, where every seed has every pair."""
    everything = [figures for by_seed in pairs for figures in by_seed.values()]
    seeds = {seed for by_seed in pairs for seed in by_seed}
    mean, _ = _over(everything)
    deviation: Figures = dict.fromkeys(mean)
    if all(by_seed.keys() == seeds for by_seed in pairs):
        _, deviation = _over([_over([by_seed[seed] for by_seed in pairs])[0] for seed in sorted(seeds)])
    return ExperimentRow(scenario, preset, MEAN, MEAN, mean, deviation, len(everything))


def _over(found: Sequence[Figures]) -> tuple[Figures, Figures]:
    """Mean and deviation of every figure; what one lacks, both lack."""
    means: dict[str, float | None] = {}
    deviations: dict[str, float | None] = {}
    for name in found[0]:
        values = [value for figures in found if (value := figures[name]) is not None]
        whole = len(values) == len(found)
        means[name] = statistics.fmean(values) if whole else None
        deviations[name] = statistics.stdev(values) if whole and len(values) > 1 else None
    return means, deviations
