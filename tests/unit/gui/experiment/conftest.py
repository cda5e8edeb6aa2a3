"""An experiment in the window, with a job that waits where a test wants it to and whose cells cost nothing."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from ipclip_app.audit.metrics import DomainAccuracy
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.experiment.page import ExperimentPage
from ipclip_app.jobs.backbones import BackboneEntry
from ipclip_app.jobs.cell_result import CellResult
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts
from ipclip_app.jobs.experiment_plan import Cell, ExperimentPlan, plan_experiment
from ipclip_app.jobs.experiment_reports import PHASE, CellBegun, CellEnded, CellProgress
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.jobs.experiment_table import CellOutcome, ExperimentTable
from ipclip_app.progress import Job, Notice, run_to_end

VERDICT = {"auroc": 0.99, "false_rejection": 0.02, "detection": 0.97}


def outcome_of(plan: ExperimentPlan, cell: Cell, failing: str = "") -> CellOutcome:
    """Authorized images are recognized, the others the less the later the seed; cells of `failing` fail."""
    if cell.authorized == failing:
        return CellOutcome(cell, None, f"{cell} ran out of memory; use fewer processes.")
    left = 10.0 + cell.seed
    tested = {name: DomainAccuracy(90.0, 91.0, left) for name in plan.tested(cell)}
    return CellOutcome(cell, CellResult(DomainAccuracy(95.0, 97.0, 96.5), tested, VERDICT, 10), seconds=3.0)


@dataclass
class FakeExperiment:
    """Waits before the cell `hold_at` until it is released; cells of the domain `failing` fail.

    Cells are found finished, unless it `trains`.
    """

    hold_at: int | None = None
    trains: bool = False
    failing: str = ""
    failure: Exception | None = None
    asked: list[ExperimentRequest] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    closed: threading.Event = field(default_factory=threading.Event)

    def __call__(self, request: ExperimentRequest) -> Job[ExperimentTable]:
        self.asked.append(request)
        plan = run_to_end(plan_experiment(request))
        table, total = ExperimentTable(plan), len(plan.cells)
        try:
            if self.failure is not None:
                raise self.failure
            yield Notice(PHASE, 0, total, "cat.png is broken; restore it.")
            for number, cell in enumerate(plan.cells):
                yield CellBegun(PHASE, number, total, cell)
                if self.trains:
                    yield CellProgress(PHASE, number, total, str(cell), "training", 0, 2, cell)
                while number == self.hold_at and not self.released.wait(0.005):
                    yield CellProgress(PHASE, number, total, str(cell), "training", 1, 2, cell)
                outcome = outcome_of(plan, cell, self.failing)
                table = replace(table, outcomes={**table.outcomes, cell: outcome})
                yield CellEnded(PHASE, number + 1, total, outcome, table)
        finally:
            self.closed.set()
        return table


@pytest.fixture
def experiment(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeExperiment]:
    fake = FakeExperiment()
    monkeypatch.setattr("ipclip_app.jobs.experiment.experiment", fake)
    yield fake
    fake.released.set()


@pytest.fixture
def domains(tmp_path: Path) -> Path:
    """A folder of three domains with two classes of two images each."""
    root = tmp_path / "pacs"
    for domain in ("cartoon", "photo", "sketch"):
        for name in ("cat", "dog"):
            folder = root / domain / name
            folder.mkdir(parents=True)
            for index in range(2):
                Image.new("RGB", (32, 32), (20 * index, 90, 140)).save(folder / f"{index}.png")
    return root


@pytest.fixture
def finished_table(domains: Path, tmp_path: Path) -> Callable[..., ExperimentTable]:
    """`finished_table(**request)`: everything measured, or only the cells whose number `until` allows."""

    def make(until: int | None = None, failing: str = "", **changes: object) -> ExperimentTable:
        request = ExperimentRequest(domains, "demo", tmp_path / "out", **{"presets": ("default",), **changes})  # type: ignore[arg-type]
        plan = run_to_end(plan_experiment(request))
        cells = plan.cells[:until]
        return ExperimentTable(plan, {cell: outcome_of(plan, cell, failing) for cell in cells})

    return make


@pytest.fixture
def page(qtbot: QtBot, context: WindowContext, monkeypatch: pytest.MonkeyPatch) -> ExperimentPage:
    """The page, with the engine loaded."""
    monkeypatch.setattr("ipclip_app.jobs.backbones.list_backbones", lambda: (BackboneEntry("demo", "demo"),))
    context.engine.facts = EngineFacts((ComputeDevice("cpu", "AMD EPYC", 24_000),), {}, 2)
    page = ExperimentPage(context)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    with qtbot.waitExposed(page):
        page.show()
    return page
