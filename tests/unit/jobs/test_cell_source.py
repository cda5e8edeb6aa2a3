"""A cell is computed once; what is finished is neither computed again nor lost."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.config import SplitConfig
from ipclip_app.jobs import cell_source
from ipclip_app.jobs.protection_table import TableRequest, protection_table
from ipclip_app.progress import EpochReport

Drain = Callable[..., Any]


def test_a_cell_is_trained_evaluated_and_kept(request_of_one_cell: TableRequest, drain: Drain):
    table = drain(protection_table(request_of_one_cell))
    run = request_of_one_cell.out / "default" / "photo-sketch" / "seed-0"
    kept = json.loads((run / "results.json").read_text())
    row, mean = table.result.to_json()["rows"]
    assert (row["variant"], row["pair"], row["failures"]) == ("default", "photo:sketch", [])
    assert (mean["pair"], row["authorized.protected"]) == ("mean", kept["domains"]["authorized"]["protected"])
    assert row["ratio"] == pytest.approx(100 * kept["metrics"]["W_ua_strict"] / kept["metrics"]["W_ua_strict_bound"])
    assert {"cells", "training", "evaluation"} <= {report.phase for report in table.reports}


def test_finished_cell_is_not_computed_again(request_of_one_cell: TableRequest, drain: Drain):
    first = drain(protection_table(request_of_one_cell))
    second = drain(protection_table(request_of_one_cell))
    assert second.result == first.result
    assert not {report.phase for report in second.reports} & {"statistics", "training", "evaluation"}


OTHERS = {
    "other settings": {"epochs": 2},
    "another split": {"split": SplitConfig(60, 20, 20)},
    "another backbone": {"backbone": "other"},
}


@pytest.fixture(params=OTHERS.values(), ids=OTHERS)
def other_request(
    request: pytest.FixtureRequest,
    request_of_one_cell: TableRequest,
    tmp_path: Path,
    tiny_clip_folder: Callable[..., Path],
) -> TableRequest:
    """The same cell under another setting."""
    change = dict(request.param)
    if "backbone" in change:
        change["backbone"] = str(tiny_clip_folder(tmp_path / "other", "vit", 1))
    return replace(request_of_one_cell, **change)


def test_finished_run_of_other_settings_is_a_failed_cell_that_names_force(
    request_of_one_cell: TableRequest, other_request: TableRequest, drain: Drain
):
    drain(protection_table(request_of_one_cell))
    run = request_of_one_cell.out / "default" / "photo-sketch" / "seed-0"
    before = {path: path.read_bytes() for path in run.iterdir() if path.suffix}

    again = drain(protection_table(other_request))

    assert "holds a finished run of " in again.result.rows[0].failures[0]
    assert "--force" in again.result.rows[0].failures[0]
    assert {path: path.read_bytes() for path in run.iterdir() if path.suffix} == before


def test_finished_run_of_other_images_is_not_taken_for_this_cell(
    request_of_one_cell: TableRequest, drain: Drain, photo: Path
):
    drain(protection_table(request_of_one_cell))
    next(photo.rglob("*.png")).unlink()
    failures = drain(protection_table(request_of_one_cell)).result.rows[0].failures
    assert "holds a finished run of other images" in failures[0]


def test_finished_run_of_another_version_is_not_taken_for_this_cell(
    request_of_one_cell: TableRequest, drain: Drain, monkeypatch: pytest.MonkeyPatch
):
    drain(protection_table(request_of_one_cell))
    monkeypatch.setattr(cell_source, "__version__", "99.0")
    failures = drain(protection_table(request_of_one_cell)).result.rows[0].failures
    assert "holds a finished run of another version of the program" in failures[0]


def test_images_of_a_pair_are_read_once_for_all_finished_cells(
    request_of_one_cell: TableRequest, drain: Drain, monkeypatch: pytest.MonkeyPatch
):
    request = replace(request_of_one_cell, seeds=2)
    drain(protection_table(request))
    read, real = [], cell_source.read_dataset
    monkeypatch.setattr(cell_source, "read_dataset", lambda *pair: read.append(pair) or real(*pair))
    drain(protection_table(request))
    assert len(read) == 1


def test_force_replaces_a_finished_run_of_other_settings(
    request_of_one_cell: TableRequest, other_request: TableRequest, drain: Drain
):
    drain(protection_table(request_of_one_cell))
    again = drain(protection_table(replace(other_request, force=True)))
    assert "training" in {report.phase for report in again.reports}
    assert again.result.rows[0].failures == ()


def test_force_keeps_a_finished_run_of_the_same_settings(request_of_one_cell: TableRequest, drain: Drain):
    drain(protection_table(request_of_one_cell))
    again = drain(protection_table(replace(request_of_one_cell, force=True)))
    assert "training" not in {report.phase for report in again.reports}


def test_unfinished_run_of_other_settings_is_begun_again(
    request_of_one_cell: TableRequest, other_request: TableRequest, drain: Drain, until: Any
):
    job = protection_table(request_of_one_cell)
    until(job, lambda report: report.phase == "training")
    job.close()
    assert drain(protection_table(other_request)).result.rows[0].failures == ()


def test_finished_run_of_another_version_of_the_format_is_kept(request_of_one_cell: TableRequest, drain: Drain):
    drain(protection_table(request_of_one_cell))
    run = request_of_one_cell.out / "default" / "photo-sketch" / "seed-0"
    description = json.loads((run / "run.json").read_text())
    (run / "run.json").write_text(json.dumps(description | {"format": 99}))
    failures = drain(protection_table(request_of_one_cell)).result.rows[0].failures
    assert "holds a finished run of unknown settings" in failures[0]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"half'])
def test_cell_with_damaged_results_is_computed_again(request_of_one_cell: TableRequest, drain: Drain, content: str):
    first = drain(protection_table(request_of_one_cell))
    (request_of_one_cell.out / "default" / "photo-sketch" / "seed-0" / "results.json").write_text(content)
    assert drain(protection_table(request_of_one_cell)).result == first.result


def test_cell_that_was_stopped_is_computed_again(request_of_one_cell: TableRequest, drain: Drain, until: Any):
    job = protection_table(request_of_one_cell)
    until(job, lambda report: report.phase == "training")
    job.close()
    assert drain(protection_table(request_of_one_cell)).result.rows[0].failures == ()


def test_cell_that_was_stopped_goes_on_from_its_checkpoint(request_of_one_cell: TableRequest, drain: Drain, until: Any):
    request = replace(request_of_one_cell, epochs=2)
    job = protection_table(request)
    until(job, lambda report: isinstance(report, EpochReport))
    job.close()

    again = drain(protection_table(request))

    assert [report.epoch for report in again.reports if isinstance(report, EpochReport)] == [2]
    assert again.result.rows[0].failures == ()


def test_cell_whose_checkpoints_are_damaged_is_begun_anew(request_of_one_cell: TableRequest, drain: Drain, until: Any):
    request = replace(request_of_one_cell, epochs=2)
    job = protection_table(request)
    until(job, lambda report: isinstance(report, EpochReport))
    job.close()
    for checkpoint in request.out.rglob("*checkpoint*.safetensors"):
        checkpoint.write_bytes(b"damaged")

    again = drain(protection_table(request))

    assert [report.epoch for report in again.reports if isinstance(report, EpochReport)] == [1, 2]
    assert again.result.rows[0].failures == ()


def test_cell_that_was_trained_but_not_tested_is_only_tested(request_of_one_cell: TableRequest, drain: Drain):
    first = drain(protection_table(request_of_one_cell))
    (request_of_one_cell.out / "default" / "photo-sketch" / "seed-0" / "results.json").unlink()

    again = drain(protection_table(request_of_one_cell))

    assert again.result == first.result
    assert "training" not in {report.phase for report in again.reports}
