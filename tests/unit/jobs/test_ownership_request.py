"""What makes no sense is refused before anybody is asked."""

import json
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.data.trigger import GRID, new_trigger, write_trigger
from ipclip_app.errors import RunError, UsageError
from ipclip_app.jobs.ownership_request import OwnershipRequest, SuspectSource, least_queries, read_names, trigger_of

SOURCE = SuspectSource("module:function")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"queries": 101}, "no number of queries"),
        ({"queries": 34}, "give 36 or more"),
        ({"level": 1e-9}, "Not even a model that fails on every image"),
        ({"level": 0.0}, "The level must lie"),
        ({"level": 0.5}, "The level must lie"),
        ({"seed": -1}, "The seed must be"),
        ({"out": Path("evidence.json")}, "Evidence must be signed"),
    ],
)
def test_numbers_that_prove_nothing_are_refused(changes: dict[str, Any], sentence: str):
    with pytest.raises(UsageError, match=sentence):
        OwnershipRequest(**{"trigger": GRID, "images": Path("x"), "suspect": SOURCE, **changes})


def test_fewest_questions_are_those_of_the_clearest_case():
    assert least_queries(0.001) == 36
    assert (2 / 3) ** 18 < 0.001 < (2 / 3) ** 17


def test_suspect_must_be_sent_something():
    with pytest.raises(UsageError, match="--max-requests"):
        SuspectSource("https://host/x", max_requests=0)


def test_what_may_be_secret_is_not_shown():
    source = SuspectSource("https://host/?key=hidden", headers={"X": "hidden"}, passphrase="hidden")  # noqa: S106 - protects nothing
    assert "hidden" not in repr(source)


def test_trigger_of_a_run_is_its_copy(evaluated_run: Path, tmp_path: Path):
    run = tmp_path / "run"
    run.mkdir()
    (run / "run.json").write_bytes((evaluated_run / "run.json").read_bytes())
    with pytest.raises(UsageError, match="trained without a trigger"):
        trigger_of(run)
    trigger = new_trigger()
    write_trigger(run / "trigger.json", trigger)
    assert trigger_of(run) == trigger
    with pytest.raises(RunError, match="not the folder of a run"):
        trigger_of(tmp_path)


def test_names_are_an_object_of_names(tmp_path: Path):
    path = tmp_path / "names.json"
    path.write_text(json.dumps({"Labrador": "dog"}))
    assert read_names(path) == {"Labrador": "dog"}
    for content in ("[]", '{"a": 1}', "x", '{"a": ["dog"]}', "[" * 100_000):
        path.write_text(content)
        with pytest.raises(UsageError, match=r"names\.json"):
            read_names(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_names(tmp_path / "gone.json")
