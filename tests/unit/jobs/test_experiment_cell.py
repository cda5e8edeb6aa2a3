"""A cell is trained as the request says, and its evaluation is read under the plan's names."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.config import ProtocolSplit, SplitConfig, TrainConfig
from ipclip_app.data.trigger import GRID, new_trigger, write_trigger
from ipclip_app.jobs.experiment_cell import _read, training_of
from ipclip_app.jobs.experiment_plan import Cell, ExperimentPlan
from ipclip_app.jobs.experiment_request import ExperimentRequest

REQUEST = ExperimentRequest(Path("root"), "demo", Path("out"), epochs=7, split=SplitConfig(60, 10, 30), device="cpu")
DOMAINS = {name: Path("root", name, "images") for name in ("amazon", "dslr", "webcam")}
PAIRS = tuple((a, u) for a in DOMAINS for u in DOMAINS if a != u)
PLAN = ExperimentPlan(DOMAINS, PAIRS, ())
ACCURACIES = {"zero_shot": 80.0, "unprotected": 90.0, "protected": 88.0}


def cell(scenario: str, unauthorized: str = "") -> Cell:
    return Cell(scenario, "reference", "amazon", unauthorized, 5)


def evaluation(other: dict[str, float]) -> dict[str, Any]:
    """With `other` domains by the protected accuracy on them."""
    return {
        "classes": ["mug", "pen"],
        "domains": {
            "authorized": ACCURACIES,
            "unauthorized": ACCURACIES | {"protected": 1.0},
            "other": {name: ACCURACIES | {"protected": value} for name, value in other.items()},
        },
        "verdict": {"auroc": 0.9, "false_rejection": 0.1, "detection": 0.8},
    }


def test_training_is_what_request_and_cell_say():
    training = training_of(REQUEST, PLAN, cell("target-specified", "dslr"))

    assert (training.authorized, training.unauthorized) == (DOMAINS["amazon"], DOMAINS["dslr"])
    assert training.config == TrainConfig(preset="reference", epochs=7, seed=5, split=SplitConfig(60, 10, 30))
    assert training.out == Path("out/runs/target-specified/reference/amazon-dslr/seed-5")
    assert (training.backbone, training.device, training.force) == ("demo", "cpu", True)


def test_epochs_are_those_of_a_training_if_none_are_given():
    training = training_of(replace(REQUEST, epochs=None), PLAN, cell("target-free"))

    assert training.config.epochs == TrainConfig.epochs
    assert training.unauthorized is None


def test_protocol_takes_the_place_of_the_split():
    training = training_of(replace(REQUEST, protocol="office-31"), PLAN, cell("target-free"))

    assert training.config.split == ProtocolSplit("office-31")


def test_trigger_is_the_owners_where_the_scenario_has_one(tmp_path: Path):
    trigger = new_trigger()
    write_trigger(tmp_path / "mine.json", trigger)
    request = replace(REQUEST, scenarios=("target-free", "ownership"), trigger=tmp_path / "mine.json")

    assert training_of(request, PLAN, cell("ownership")).trigger == trigger
    assert training_of(request, PLAN, cell("target-free")).trigger is None
    assert training_of(REQUEST, PLAN, cell("ownership")).trigger == GRID


def test_folders_of_the_same_name_are_told_apart():
    found = evaluation({"images": 10.0, str(DOMAINS["webcam"]): 20.0})

    result = _read(PLAN, cell("target-free"), found)

    assert {name: accuracy.protected for name, accuracy in result.tested.items()} == {"dslr": 10.0, "webcam": 20.0}


def test_authorization_is_read_with_and_without_trigger():
    path = str(DOMAINS["webcam"])
    values = {"images": 10.0, "images with trigger": 11.0, path: 20.0, f"{path} with trigger": 21.0}

    result = _read(PLAN, cell("authorization"), evaluation(values))

    assert {name: accuracy.protected for name, accuracy in result.tested.items()} == {
        "amazon without trigger": 1.0,
        "dslr without trigger": 10.0,
        "dslr with trigger": 11.0,
        "webcam without trigger": 20.0,
        "webcam with trigger": 21.0,
    }


@pytest.mark.parametrize(("scenario", "name"), [("target-specified", "dslr"), ("ownership", "with trigger")])
def test_runs_own_images_are_enough_for_other_scenarios(scenario: str, name: str):
    result = _read(PLAN, cell(scenario, "dslr" if scenario == "target-specified" else ""), evaluation({"odd": 3.0}))

    assert {kind: accuracy.protected for kind, accuracy in result.tested.items()} == {name: 1.0}


def test_evaluation_of_fewer_domains_than_asked_for_is_no_result():
    with pytest.raises(KeyError):
        _read(PLAN, cell("target-free"), evaluation({"images": 10.0}))
