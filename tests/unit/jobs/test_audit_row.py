"""Rows keep their JSON keys and come back from the spool as they were."""

import json
import subprocess
import sys
from pathlib import Path

from ipclip_app.jobs.audit_row import AuditedWith, AuditRow, ClassProbability, RowSpool, row_to_json

JUDGE = AuditedWith("bundle.ipclip", (("Licensee", "ACME"),), 2.0, -1.5)
ROW = AuditRow(
    Path("images/cat.png"),
    "uncertain",
    0.1 + 0.2,
    (ClassProbability("cat", 0.75), ClassProbability("dog", 0.25)),
    (ClassProbability("dog", 1.0),),
)
ERROR = AuditRow(Path("images/broken\udcff.png"), "error", error="is truncated; remove it")


def test_json_has_the_keys_that_others_rely_on():
    content = json.loads(json.dumps(row_to_json(ROW, JUDGE)))
    assert content == {
        "path": str(ROW.path),
        "verdict": "uncertain",
        "score": 0.1 + 0.2,
        "threshold": 2.0,
        "threshold_low": -1.5,
        "predictions": {
            "protected": [
                {"class_name": "cat", "probability": 0.75},
                {"class_name": "dog", "probability": 0.25},
            ],
            "zero_shot": [{"class_name": "dog", "probability": 1.0}],
        },
        "error": None,
    }


def test_an_error_has_the_same_keys():
    content = row_to_json(ERROR, JUDGE)
    assert content.keys() == row_to_json(ROW, JUDGE).keys()
    assert (content["score"], content["predictions"]) == (None, {"protected": [], "zero_shot": []})


def test_spooled_rows_come_back_as_often_as_wanted():
    with RowSpool() as spool:
        spool.add([ROW])
        spool.add([ERROR, ROW])
        assert list(spool) == list(spool) == [ROW, ERROR, ROW]


def test_rows_load_no_torch():
    script = "import ipclip_app.jobs.audit_row, ipclip_app.jobs.audit_walk, sys; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
