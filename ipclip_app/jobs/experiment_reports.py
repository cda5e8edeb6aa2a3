"""What an experiment tells while it runs; loads no torch."""

from dataclasses import dataclass
from typing import Final

from ipclip_app.jobs.experiment_plan import Cell
from ipclip_app.jobs.experiment_table import CellOutcome, ExperimentTable
from ipclip_app.progress import PartReport, Report

PHASE: Final = "cells"


@dataclass(frozen=True)
class CellBegun(Report):
    """A process has taken a cell in hand."""

    cell: Cell


@dataclass(frozen=True)
class CellProgress(PartReport):
    """What a cell is at."""

    cell: Cell


@dataclass(frozen=True)
class CellEnded(Report):
    """A cell has ended, well or not; the tables on the disk tell of it already.

    Attributes:
        outcome: How it ended.
        table: Everything that is known now.
    """

    outcome: CellOutcome
    table: ExperimentTable
