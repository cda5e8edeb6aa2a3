"""From a cell of an experiment to its training, its tests and its result."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from ipclip_app.config import TRIGGERED, Preset, ProtocolSplit, Scenario, TrainConfig
from ipclip_app.data.trigger import Trigger, read_trigger
from ipclip_app.jobs.cell_result import CellResult
from ipclip_app.jobs.cell_source import CellSource, Found
from ipclip_app.jobs.evaluate import further_names
from ipclip_app.jobs.experiment_plan import Cell, ExperimentPlan, with_trigger, without_trigger
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.jobs.train_request import TrainRequest
from ipclip_app.progress import Job


def cell_result(
    request: ExperimentRequest, plan: ExperimentPlan, cell: Cell, source: CellSource
) -> Job[Found[CellResult]]:
    """Find, go on with, or compute a cell; whether anything was computed is told with it.

    Raises:
        IpclipError: Whatever keeps it from being trained and evaluated.
    """
    folders = [plan.domains[name] for name in plan.others(cell)]
    return (yield from source.found(training_of(request, plan, cell), lambda found: _read(plan, cell, found), folders))


def training_of(request: ExperimentRequest, plan: ExperimentPlan, cell: Cell) -> TrainRequest:
    """How a cell is trained.

    Raises:
        TriggerFileError: The owner's trigger cannot be read.
    """
    config = TrainConfig(
        scenario=_scenario(cell.scenario),
        preset=_preset(cell.preset),
        epochs=request.epochs or TrainConfig.epochs,
        seed=cell.seed,
        split=request.split if request.protocol is None else ProtocolSplit(request.protocol),
    )
    return TrainRequest(
        plan.domains[cell.authorized],
        plan.domains[cell.unauthorized] if cell.unauthorized else None,
        request.backbone,
        request.out / cell.folder,
        config,
        request.device,
        force=True,
        trigger=trigger_of(request) if cell.scenario in TRIGGERED else None,
    )


def trigger_of(request: ExperimentRequest) -> Trigger | None:
    """The owner's trigger; None for the released grid.

    Raises:
        TriggerFileError: It cannot be read.
    """
    return None if request.trigger is None else read_trigger(request.trigger)


def _read(plan: ExperimentPlan, cell: Cell, evaluation: Mapping[str, Any]) -> CellResult:
    """The result under the names of the plan; an evaluation knows folders only.

    Raises:
        KeyError, TypeError, ValueError: The evaluation is damaged, or one of less than is asked for.
    """
    domains = evaluation["domains"]
    folders: dict[Path, str] = {plan.domains[name]: name for name in plan.others(cell)}
    wanted = set(plan.tested(cell))
    others: dict[str, Any] = {}
    for key, folder in further_names(list(folders)).items():
        name = folders[folder]
        names = {name: key, without_trigger(name): key, with_trigger(name): with_trigger(key)}
        others |= {own: domains["other"][theirs] for own, theirs in names.items() if own in wanted}
    own = "" if cell.scenario == "target-free" else plan.tested(cell)[0]
    return CellResult.of({**evaluation, "domains": {**domains, "other": others}}, own)


def _scenario(name: str) -> Scenario:
    return next(known for known in get_args(Scenario) if known == name)  # checked by the request


def _preset(name: str) -> Preset:
    return next(known for known in get_args(Preset) if known == name)  # checked by the request
