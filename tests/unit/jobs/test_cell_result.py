"""The figures of a cell follow from its accuracies."""

import json
from typing import Any

import pytest

from ipclip_app.audit.metrics import DomainAccuracy
from ipclip_app.jobs.cell_result import CellResult

EVALUATION: dict[str, Any] = {
    "classes": ["cat", "dog"],
    "domains": {
        "authorized": {"images": 9, "zero_shot": 80.0, "unprotected": 90.0, "protected": 88.0},
        "unauthorized": {"images": 9, "zero_shot": 70.0, "unprotected": 60.0, "protected": 10.0},
        "other": {"sketch": {"zero_shot": 50, "unprotected": 40.0, "protected": 20.0}},
    },
    "metrics": {},
    "verdict": {"auroc": 0.9, "false_rejection": 0.1, "detection": 0.8, "t_a": 1.0},
}


def test_own_and_further_images_are_told_apart():
    result = CellResult.of(EVALUATION, "photo")

    assert list(result.tested) == ["photo", "sketch"]
    assert (result.classes, result.verdict["auroc"]) == (2, 0.9)
    assert list(CellResult.of(EVALUATION, "").tested) == ["sketch"]


def test_figures_are_those_of_the_metrics():
    figures = CellResult.of(EVALUATION, "photo").figures("target-specified", "photo")

    assert figures["unauthorized.zero_shot"] == 70
    assert (figures["D_a"], figures["D_u"]) == (2, 50)
    assert figures["W_ua"] == pytest.approx(0.88 * 48)
    assert figures["W_ua_bound"] == pytest.approx(54)
    assert figures["W_ua_strict"] == pytest.approx(0.88 * (60 - 2))
    assert figures["ratio"] == pytest.approx(100 * 0.88 * 58 / 63)
    assert figures["detection"] == 0.8


@pytest.mark.parametrize(
    ("scenario", "gain", "value"), [("ownership", "O_ua", 0.6 * 78), ("authorization", "D_ua", 0.88 * 78)]
)
def test_scenarios_have_a_metric_of_their_own(scenario: str, gain: str, value: float):
    result = CellResult.of(EVALUATION, "photo")

    assert result.figures(scenario, "photo")[gain] == pytest.approx(value)
    assert gain not in result.figures("target-free", "photo")


def test_figures_without_labels_or_protection_are_not_defined():
    unlabelled = CellResult(DomainAccuracy(80, 90, 88), {"u": DomainAccuracy(None, None, None)}, {}, 2)
    hopeless = CellResult(DomainAccuracy(80, 90, 88), {"u": DomainAccuracy(0, 0, 0)}, {}, 2)

    assert unlabelled.figures("target-specified", "u")["ratio"] is None
    assert hopeless.figures("target-specified", "u")["ratio"] is None
    assert hopeless.figures("target-specified", "u")["W_ua_strict_bound"] == 0


def test_result_survives_json():
    result = CellResult.of(EVALUATION, "photo")

    assert CellResult.from_json(json.loads(json.dumps(result.to_json()))) == result


@pytest.mark.parametrize("missing", ["classes", "domains", "verdict"])
def test_evaluation_of_another_shape_is_refused(missing: str):
    with pytest.raises(KeyError):
        CellResult.of({name: value for name, value in EVALUATION.items() if name != missing}, "photo")
