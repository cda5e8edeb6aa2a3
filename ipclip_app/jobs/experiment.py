"""Measures scenarios, presets and seeds over pairs of domains, in several processes; the tables of the papers."""

import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ipclip_app.jobs.cell_result import CellResult
from ipclip_app.jobs.cell_worker import Greeting
from ipclip_app.jobs.experiment_cell import trigger_of
from ipclip_app.jobs.experiment_files import write_experiment
from ipclip_app.jobs.experiment_folder import experiment_folder, write_description
from ipclip_app.jobs.experiment_plan import Cell, plan_experiment
from ipclip_app.jobs.experiment_reports import PHASE, CellBegun, CellEnded, CellProgress
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.jobs.experiment_table import CellOutcome, ExperimentTable
from ipclip_app.jobs.run_folder import RESULTS
from ipclip_app.jobs.worker_pool import Event, PoolSettings, WorkerPool
from ipclip_app.jobs.workforce import Workforce, workforce
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.paths import is_file
from ipclip_app.progress import Job, Notice, Report

COMMAND: Final = (sys.executable, "-m", "ipclip_app.jobs.cell_worker")
"""What each process runs."""


def experiment(request: ExperimentRequest) -> Job[ExperimentTable]:
    """Measure every cell and keep the tables in the folder true after each; closing the job stops all processes.

    Cells that are finished are found again, unfinished ones go on. One that fails, or whose process dies, is reported
    and does not end the experiment.

    Yields:
        `CellBegun`, `CellProgress`, `CellEnded` and notices, all of the phase `cells`.

    Raises:
        IpclipError: The folders, the backbone, the trigger or the place for the results cannot be used.
    """
    started = time.monotonic()
    yield Report(PHASE, 0, 0)
    plan = yield from plan_experiment(request)
    trigger_of(request)  # what is wrong with it is told once, not by every cell
    identity = load_backbone(request.backbone).identity
    force = workforce(request.processes, request.device, len(plan.cells))
    with experiment_folder(request) as seconds:
        watch = _Watch(request, ExperimentTable(plan, {}, request.protocol), started, seconds)
        watch.write(plan.groups)
        yield from _measured(watch, Greeting(request, plan, identity, force.threads), force)
    return watch.table


def _measured(watch: "_Watch", greeting: Greeting, force: Workforce) -> Job[None]:
    settings = PoolSettings(COMMAND, greeting.to_json(), force.environments)
    with WorkerPool(settings) as pool:
        for event in pool.run([cell.to_json() for cell in watch.order]):
            yield from watch.heard(event)


@dataclass
class _Watch:
    """Turns what the processes say into the table and into reports.

    Cells that seem to be finished are looked at first. Until they are found the tables on the disk stay as they are, so
    that stopping again at once leaves no less on the disk than there was.
    """

    request: ExperimentRequest
    table: ExperimentTable
    started: float
    seconds: dict[str, float]
    order: tuple[Cell, ...] = field(init=False)
    _expected: set[Cell] = field(init=False)
    _told: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        """Look which cells have been evaluated before."""
        cells = self.table.plan.cells
        self._expected = {cell for cell in cells if is_file(self.request.out / cell.folder / RESULTS)}
        self.order = tuple(sorted(cells, key=lambda cell: cell not in self._expected))

    def write(self, groups: Iterable[tuple[str, str]]) -> None:
        """Write the tables, and the heat maps of some scenarios and presets, once all that was finished is found."""
        if not self._expected:
            write_experiment(self.request, self.table, groups)
            write_description(self.request, self.seconds)

    def heard(self, event: Event | None) -> Iterator[Report]:
        """Reports of an event; None is a sign of life."""
        if event is None:
            yield Report(PHASE, *self._count())
            return
        cell, message = self.order[event.task], event.message
        if event.ends:
            yield from self._ended(_outcome(cell, message, self.seconds.get(cell.folder.as_posix(), 0.0)))
        elif message["kind"] == "begun":
            yield CellBegun(PHASE, *self._count(), cell)
        elif message["kind"] == "report":
            work = message["phase"], message["step"], message["total"]
            yield CellProgress(PHASE, *self._count(), str(cell), *work, cell)
        elif message["text"] not in self._told:  # cells of the same images have the same to say
            self._told.add(message["text"])
            yield Notice(PHASE, *self._count(), message["text"])

    def _ended(self, outcome: CellOutcome) -> Iterator[Report]:
        outcomes = {**self.table.outcomes, outcome.cell: outcome}
        self.table = replace(self.table, outcomes=outcomes, seconds=time.monotonic() - self.started)
        self.seconds[outcome.cell.folder.as_posix()] = round(outcome.seconds, 2)
        last = self._expected == {outcome.cell}
        self._expected.discard(outcome.cell)
        self.write(self.table.plan.groups if last else [(outcome.cell.scenario, outcome.cell.preset)])
        yield CellEnded(PHASE, *self._count(), outcome, self.table)
        if outcome.failure:
            yield Notice(PHASE, *self._count(), f"{outcome.cell} failed: {outcome.failure}")

    def _count(self) -> tuple[int, int]:
        return len(self.table.outcomes), len(self.table.plan.cells)


def _outcome(cell: Cell, message: Mapping[str, Any], before: float) -> CellOutcome:
    """How a cell ended; one that was found finished took as long as `before`, seconds."""
    if message["kind"] == "done":
        seconds = before if message["seconds"] is None else message["seconds"]
        return CellOutcome(cell, CellResult.from_json(message["result"]), seconds=seconds)
    if message["kind"] == "died":
        remedy = "run the experiment again to go on with this cell, with fewer --processes if memory is scarce"
        return CellOutcome(cell, None, f"{message['cause']}; {remedy}.")
    return CellOutcome(cell, None, message["cause"], message["seconds"])
