"""An experiment in real processes, one of which is killed; the same command then does only what is missing."""

import csv
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.jobs import experiment
from ipclip_app.model.backbone import Backbone

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

WORKER = """
import os, signal, sys
from pathlib import Path
from ipclip_app.audit import authorizer_fit
from ipclip_app.jobs import cell_worker
from ipclip_app.training import base_prompt

base_prompt.STEPS = authorizer_fit._ITERATIONS = 6
compute, mark = cell_worker.cell_result, Path(sys.argv[1])

def killed_once(request, plan, cell, source):
    job = compute(request, plan, cell, source)
    while True:
        try:
            report = next(job)
        except StopIteration as end:
            return end.value
        if (cell.scenario, cell.authorized, report.phase) == ("ownership", "photo", "training") and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield report

cell_worker.cell_result = killed_once
cell_worker._main()
"""

Ipclip = Callable[..., Any]


@pytest.fixture
def command(
    tmp_path: Path, photo: Path, sketch: Path, tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch
) -> tuple[object, ...]:
    """Two scenarios over photos and sketches, in two processes; one is killed in the midst of its first training."""
    root = tmp_path / "root"
    root.mkdir()
    for domain in (photo, sketch):
        domain.rename(root / domain.name)
    monkeypatch.setattr(experiment, "COMMAND", (sys.executable, "-c", WORKER, str(tmp_path / "killed")))
    what = ("--scenario", "target-specified,ownership", "--backbone", tiny_vit.name, "--presets", "default")
    how = ("--seeds", 1, "--epochs", 1, "--split", "50/25/25", "--device", "cpu", "--processes", 2)
    return "experiment", root, *what, *how, "--out", tmp_path / "out", "--json"


def test_killed_process_costs_its_cell_until_the_next_call(command: tuple[object, ...], ipclip: Ipclip, tmp_path: Path):
    first = ipclip(*command)
    modules = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("module.safetensors")}
    again = ipclip(*command)

    found = json.loads(first.out)
    assert (first.code, found["finished"], len(found["failures"])) == (0, 3, 1)
    assert "its process was killed (signal 9)" in found["failures"][0]["failure"]
    assert "ownership, default, photo, seed 0 failed: " in first.err
    assert (again.code, json.loads(again.out)["finished"]) == (0, 4)
    assert len(modules) == 3
    assert {path: path.stat().st_mtime_ns for path in modules} == modules
    with (tmp_path / "out" / "cells.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["scenario"], line["authorized"], line["tested"]) for line in lines] == [
        ("target-specified", "photo", "sketch"),
        ("target-specified", "sketch", "photo"),
        ("ownership", "photo", "with trigger"),
        ("ownership", "sketch", "with trigger"),
    ]
    assert all(float(line["seconds"]) > 0 for line in lines)
