"""An evaluation as JSON: the names that others rely on, points for accuracies, shares for verdicts."""

import json
from dataclasses import replace

import pytest

from ipclip_app.audit.metrics import DomainAccuracy, wilson_interval
from ipclip_app.audit.verdict import VerdictQuality
from ipclip_app.jobs.evaluation import DomainResult, Evaluation

PHOTO = DomainResult(20, DomainAccuracy(90.0, 95.0, 94.0), None, 0.05)
SKETCH = DomainResult(10, DomainAccuracy(80.0, 70.0, 10.0), None, 0.9, {"unreadable": 2})
UNLABELLED = DomainResult(10, DomainAccuracy(None, None, None), 12.5, 0.9)


def evaluation(unauthorized: DomainResult = SKETCH) -> Evaluation:
    return Evaluation(
        run="runs/first",
        scenario="target-specified",
        preset="default",
        backbone="demo",
        class_names=("cat", "dog"),
        authorized=PHOTO,
        unauthorized=unauthorized,
        other={"cartoon": PHOTO},
        verdict=VerdictQuality(0.99, 0.05, 0.9, 0.1, 0.05),
        thresholds=(1.5, -0.5),
        best_epoch=7,
        unauthorized_labels="folders",
        left_out={"not usable": 1},
        seconds=1.23456,
        peak_memory_mb=512.345,
    )


def test_domains_carry_the_three_accuracies():
    domains = evaluation().to_json()["domains"]
    assert domains["authorized"] == {
        "images": 20,
        "zero_shot": 90.0,
        "unprotected": 95.0,
        "protected": 94.0,
        "called_unauthorized": 0.05,
        "called_unauthorized_low": pytest.approx(wilson_interval(0.05, 20)[0]),
        "called_unauthorized_high": pytest.approx(wilson_interval(0.05, 20)[1]),
    }
    assert domains["other"] == {"cartoon": domains["authorized"]}


def test_what_a_domain_left_out_is_told_only_where_there_is_something():
    domains = evaluation().to_json()["domains"]
    assert domains["unauthorized"]["left_out"] == {"unreadable": 2}
    assert "left_out" not in domains["authorized"]


def test_metrics_are_told_against_both_levels():
    metrics = evaluation().to_json()["metrics"]
    assert metrics == pytest.approx(
        {
            "D_a": 1.0,
            "D_u": 60.0,
            "W_ua": 94 * 59 / 100,
            "W_ua_bound": 95 * 70 / 100,
            "D_a_strict": 1.0,
            "D_u_strict": 70.0,
            "W_ua_strict": 94 * 69 / 100,
            "W_ua_strict_bound": 95 * 80 / 100,
        }
    )


def test_verdict_carries_its_thresholds():
    assert evaluation().to_json()["verdict"] == {
        "auroc": 0.99,
        "false_rejection": 0.05,
        "false_rejection_low": pytest.approx(wilson_interval(0.05, 20)[0]),
        "false_rejection_high": pytest.approx(wilson_interval(0.05, 20)[1]),
        "detection": 0.9,
        "detection_low": pytest.approx(wilson_interval(0.9, 10)[0]),
        "detection_high": pytest.approx(wilson_interval(0.9, 10)[1]),
        "uncertain_authorized": 0.1,
        "uncertain_unauthorized": 0.05,
        "t_a": 1.5,
        "t_u": -0.5,
    }


def test_unlabelled_domain_has_an_agreement_in_place_of_accuracies():
    document = evaluation(UNLABELLED).to_json()
    unlabelled = document["domains"]["unauthorized"]
    assert (unlabelled["agreement"], unlabelled["protected"]) == (12.5, None)
    assert document["metrics"]["W_ua"] is None
    assert "agreement" not in document["domains"]["authorized"]


def test_document_is_json_with_rounded_measurements():
    document = json.loads(json.dumps(evaluation().to_json(), allow_nan=False))
    assert (document["seconds"], document["peak_memory_mb"]) == (1.23, 512.3)
    assert document["classes"] == ["cat", "dog"]


def test_unknown_memory_is_null():
    assert replace(evaluation(), peak_memory_mb=None).to_json()["peak_memory_mb"] is None
