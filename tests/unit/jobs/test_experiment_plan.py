"""Which cells there are, in which order, and where their images and runs lie."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.config import SCENARIOS
from ipclip_app.errors import FolderError, UsageError
from ipclip_app.jobs.experiment_plan import Cell, ExperimentPlan, authorized_name, folder_of, plan_experiment
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.progress import run_to_end

NAMES = ("cartoon", "photo", "sketch")


@pytest.fixture
def request_of_three(tmp_path: Path, make_domain: Callable[..., Path]) -> ExperimentRequest:
    """Three domains."""
    for name in NAMES:
        make_domain(tmp_path / "root" / name, {"cat": 1, "dog": 1})
    return ExperimentRequest(tmp_path / "root", "demo", tmp_path / "out", seeds=2)


def planned(request: ExperimentRequest, **change: Any) -> ExperimentPlan:
    return run_to_end(plan_experiment(replace(request, **change)))


def test_every_ordered_pair_is_planned_in_every_preset_with_every_seed(request_of_three: ExperimentRequest):
    plan = planned(request_of_three)

    assert tuple(plan.domains) == NAMES
    assert plan.pairs == tuple((a, u) for a in NAMES for u in NAMES if a != u)
    assert len(plan.cells) == len(set(plan.cells)) == 6 * 2 * 2


def test_first_seed_of_everything_comes_first(request_of_three: ExperimentRequest):
    plan = planned(request_of_three, scenarios=SCENARIOS)

    assert [cell.seed for cell in plan.cells] == sorted(cell.seed for cell in plan.cells)
    assert {cell.scenario for cell in plan.cells if cell.seed == 0} == set(SCENARIOS)


@pytest.mark.parametrize("scenario", ["target-free", "ownership", "authorization"])
def test_scenarios_of_one_domain_have_a_cell_for_each_authorized_domain(
    request_of_three: ExperimentRequest, scenario: str
):
    pairs = (("photo", "sketch"), ("photo", "cartoon"))
    plan = planned(request_of_three, scenarios=(scenario,), presets=("default",), seeds=1, pairs=pairs)

    assert plan.cells == (Cell(scenario, "default", "photo", "", 0),)


@pytest.mark.parametrize(
    ("scenario", "own", "tested"),
    [
        ("target-specified", "photo", ("sketch",)),
        ("target-free", "photo", ("cartoon", "sketch")),
        ("ownership", "without trigger", ("with trigger",)),
        (
            "authorization",
            "photo with trigger",
            (
                *("photo without trigger", "cartoon without trigger", "cartoon with trigger"),
                *("sketch without trigger", "sketch with trigger"),
            ),
        ),
    ],
)
def test_each_scenario_is_tested_on_what_it_is_about(
    request_of_three: ExperimentRequest, scenario: str, own: str, tested: tuple[str, ...]
):
    plan = planned(request_of_three, scenarios=(scenario,))
    cell = next(cell for cell in plan.cells if cell.authorized == "photo" and cell.unauthorized in ("", "sketch"))

    assert (authorized_name(cell), plan.tested(cell)) == (own, tested)


def test_further_domains_are_those_of_the_pairs_asked_for(request_of_three: ExperimentRequest):
    plan = planned(request_of_three, scenarios=("target-free",), pairs=(("photo", "sketch"),))

    assert plan.others(plan.cells[0]) == ("sketch",)


def test_every_cell_has_a_folder_of_its_own(request_of_three: ExperimentRequest):
    plan = planned(request_of_three, scenarios=SCENARIOS)

    assert len({cell.folder for cell in plan.cells}) == len(plan.cells)
    assert plan.cells[0].folder == Path("runs/target-specified/default/cartoon-photo/seed-0")
    pairs = [("a-b", "c"), ("a", "b-c"), ("a-", "b"), ("a", "-b"), ("a%2Db", "c"), ("a-b-c",)]
    assert len(set(map(folder_of, pairs))) == len(pairs)


def test_plan_survives_json_but_for_its_cells(request_of_three: ExperimentRequest):
    plan = planned(request_of_three)

    assert ExperimentPlan.from_json(plan.to_json()) == replace(plan, cells=())
    assert [Cell.from_json(cell.to_json()) for cell in plan.cells] == list(plan.cells)


def test_unknown_domain_is_refused_with_those_there_are(request_of_three: ExperimentRequest):
    with pytest.raises(UsageError, match=r"no domain 'clipart' in .*; there are cartoon, photo and sketch"):
        planned(request_of_three, pairs=(("photo", "clipart"),))


@pytest.mark.parametrize("inner", ["photo", "photo/cat"])
def test_folder_that_holds_no_domains_is_refused(request_of_three: ExperimentRequest, inner: str):
    with pytest.raises(FolderError, match="does not hold 2 domains or more"):
        planned(request_of_three, root=request_of_three.root / inner)


def test_protocol_names_the_domains(tmp_path: Path):
    for folder in ("Art", "Clipart", "Product", "Real World"):
        (tmp_path / folder / "Bed").mkdir(parents=True)
    request = ExperimentRequest(tmp_path, "demo", tmp_path / "out", protocol="office-home", seeds=1)

    plan = planned(request, presets=("default",))

    assert plan.domains["real_world"] == tmp_path / "Real World"
    assert len(plan.cells) == 12
