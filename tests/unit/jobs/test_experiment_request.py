"""A request for an experiment checks itself before anything is read."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.config import SplitConfig
from ipclip_app.errors import UsageError
from ipclip_app.jobs.experiment_request import ExperimentRequest

REQUEST = ExperimentRequest(Path("pacs"), "demo", Path("out"))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"pairs": (("photo", "sketch"),), "split": SplitConfig(60, 10, 30), "epochs": 3, "processes": 2},
        {"protocol": "office-home", "scenarios": ("ownership",), "trigger": Path("mine.json"), "force": True},
    ],
)
def test_request_survives_json(change: dict[str, Any]):
    request = replace(REQUEST, **change)

    assert ExperimentRequest.from_json(json.loads(json.dumps(request.to_json()))) == request


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"scenarios": ("theft",)}, "There is no scenario 'theft'; choose from target-specified,"),
        ({"scenarios": ()}, "No scenario is chosen"),
        ({"scenarios": ("ownership", "ownership")}, "The scenario 'ownership' is named twice"),
        ({"presets": ("best",)}, "There is no preset 'best'; choose from default, reference"),
        ({"pairs": (("photo", "../x"),)}, "'../x' in --pairs is not the plain name of a folder"),
        ({"pairs": (("photo", "photo"),)}, "photo:photo in --pairs names one domain twice"),
        ({"pairs": (("a", "b"), ("a", "b"))}, "a:b in --pairs is named twice"),
        ({"seeds": 0}, "give --seeds 1 or more"),
        ({"epochs": 0}, "give --epochs 1 or more"),
        ({"processes": -1}, "give --processes 1 or more"),
        ({"protocol": "pacs"}, "There is no protocol 'pacs'"),
        ({"trigger": Path("mine.json")}, "None of the scenarios target-specified has a trigger"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_remedy(change: dict[str, Any], sentence: str):
    with pytest.raises(UsageError, match=sentence):
        replace(REQUEST, **change)
