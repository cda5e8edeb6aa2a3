"""Writes an experiment's tables and heat maps, so that they are true after every cell."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ipclip_app.jobs.csv_lines import csv_line
from ipclip_app.jobs.experiment_report import FIGURES, report
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.jobs.experiment_table import ExperimentTable
from ipclip_app.jobs.heat_map import heat_map
from ipclip_app.jobs.heat_map_drawing import draw_heat_map
from ipclip_app.storage import write_bytes

CELLS: Final = "cells.csv"
TABLE: Final = "table.csv"
REPORT: Final = "table.md"
_OF_CELL: Final = ("scenario", "preset", "authorized", "unauthorized", "seed")
_OF_ROW: Final = ("scenario", "preset", "authorized", "tested", "cells")


def write_experiment(request: ExperimentRequest, table: ExperimentTable, groups: Iterable[tuple[str, str]]) -> None:
    """Write everything anew, each file atomically.

    Args:
        request: What was asked for.
        table: What is known.
        groups: Scenarios and presets whose heat maps are to be drawn.

    Raises:
        OutputError: The folder cannot be written.
    """
    texts = {CELLS: "".join(cell_lines(table)), TABLE: "".join(table_lines(table)), REPORT: report(request, table)}
    for name, text in texts.items():
        write_bytes(request.out / name, text.encode())
    for scenario, preset in groups:
        picture = draw_heat_map(heat_map(table, scenario, preset))
        write_bytes(heat_map_path(request.out, scenario, preset), picture.to_svg().encode())
        write_bytes(heat_map_path(request.out, scenario, preset, ".png"), picture.to_png())


def heat_map_path(out: Path, scenario: str, preset: str, suffix: str = ".svg") -> Path:
    """Where a heat map lies."""
    return out / f"heatmap-{scenario}-{preset}{suffix}"


def cell_lines(table: ExperimentTable) -> Iterable[str]:
    """CSV of the cells that have ended: a line for each kind of images that one was tested on, one where it failed."""
    yield csv_line((*_OF_CELL, "tested", *FIGURES, "seconds", "failure", "run"))
    for cell in table.plan.cells:
        outcome = table.outcomes.get(cell)
        if outcome is None:
            continue
        begin = tuple(getattr(cell, name) for name in _OF_CELL)
        end = round(outcome.seconds, 2), outcome.failure, cell.folder.as_posix()
        if outcome.result is None:
            yield csv_line((*begin, "", *("" for _ in FIGURES), *end))
            continue
        for name in outcome.result.tested:
            yield csv_line((*begin, name, *_values(outcome.result.figures(cell.scenario, name)), *end))


def table_lines(table: ExperimentTable) -> Iterable[str]:
    """CSV of means and deviations over the seeds."""
    yield csv_line((*_OF_ROW, *FIGURES, *(f"{name} deviation" for name in FIGURES)))
    for group in table.plan.groups:
        for row in table.rows(*group):
            yield csv_line((*(getattr(row, name) for name in _OF_ROW), *_values(row.mean), *_values(row.deviation)))


def _values(figures: Mapping[str, float | None]) -> Iterable[object]:
    """The figures in the order of the columns, rounded to what one image in a million would change."""
    for name in FIGURES:
        value = figures.get(name)
        yield "" if value is None else round(value, 4)
