"""A table of pairs, seeds and recipes: every cell once, means over what succeeded, no failure ends it."""

import json
import statistics
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.config import SplitConfig
from ipclip_app.errors import BackboneNotFoundError, UsageError
from ipclip_app.jobs import protection_cell
from ipclip_app.jobs.protection_table import TableRequest, protection_table
from ipclip_app.jobs.train import TrainRequest
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import Job, Report, run_to_end

Drain = Callable[..., Any]
Results = dict[str, Any]
PAIR = ("photo", "sketch")


@pytest.fixture
def request_of_one_cell(tmp_path: Path, photo: Path, sketch: Path, tiny_vit: Backbone) -> TableRequest:
    return TableRequest(
        root=tmp_path,
        backbone=tiny_vit.name,
        out=tmp_path / "table",
        pairs=(PAIR,),
        seeds=1,
        split=SplitConfig(50, 25, 25),
        epochs=1,
        device="cpu",
        variants=("default",),
    )


def results(protected_u: float, bound: float = 80.0) -> Results:
    accuracies = {"zero_shot": 80.0, "unprotected": 90.0, "protected": 88.0}
    strict = {"D_a_strict": 2.0, "W_ua_strict": bound * (1 - protected_u / 100), "W_ua_strict_bound": bound}
    return {
        "domains": {"authorized": accuracies, "unauthorized": {**accuracies, "protected": protected_u}},
        "metrics": {"D_a": 2.0, "W_ua": 60.0, **strict},
        "verdict": {"auroc": 0.9, "false_rejection": 0.1, "detection": 0.8},
    }


@pytest.fixture
def cells(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, int], Results | Exception]:
    """What each cell shall give, by authorized domain and seed; nothing is trained."""
    given: dict[tuple[str, int], Results | Exception] = {}

    def cell(training: TrainRequest) -> Job[Results]:
        yield Report("training", 1, 1)
        answer = given[training.authorized.name, training.config.seed]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(protection_cell, "_computed", cell)
    return given


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
    monkeypatch.setattr(protection_cell, "__version__", "99.0")
    failures = drain(protection_table(request_of_one_cell)).result.rows[0].failures
    assert "holds a finished run of another version of the program" in failures[0]


def test_images_of_a_pair_are_read_once_for_all_finished_cells(
    request_of_one_cell: TableRequest, drain: Drain, monkeypatch: pytest.MonkeyPatch
):
    request = replace(request_of_one_cell, seeds=2)
    drain(protection_table(request))
    read, real = [], protection_cell.read_dataset
    monkeypatch.setattr(protection_cell, "read_dataset", lambda *pair: read.append(pair) or real(*pair))
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


def test_rows_are_means_over_seeds_and_over_all_cells(
    request_of_one_cell: TableRequest, cells: dict[tuple[str, int], Results | Exception]
):
    figures = {("photo", 0): 10.0, ("photo", 1): 20.0, ("sketch", 0): 30.0, ("sketch", 1): 50.0}
    cells.update({key: results(value) for key, value in figures.items()})
    request = replace(request_of_one_cell, pairs=(PAIR, PAIR[::-1]), seeds=2)
    rows = {row.pair: row for row in run_to_end(protection_table(request)).rows}
    assert rows["photo:sketch"].figures["unauthorized.protected"] == pytest.approx(15)
    assert rows["sketch:photo"].figures["unauthorized.protected"] == pytest.approx(40)
    assert rows["mean"].figures["unauthorized.protected"] == pytest.approx(27.5)
    assert rows["mean"].figures["ratio"] == pytest.approx(100 - 27.5)
    assert rows["mean"].deviation == pytest.approx(statistics.stdev(figures.values()))


def test_ratio_is_averaged_over_cells_not_over_sums(
    request_of_one_cell: TableRequest, cells: dict[tuple[str, int], Results | Exception]
):
    cells.update({("photo", 0): results(0.0, 10.0), ("photo", 1): results(100.0, 90.0)})
    rows = run_to_end(protection_table(replace(request_of_one_cell, seeds=2))).rows
    assert rows[0].figures["ratio"] == pytest.approx(50)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (UsageError("It failed."), "seed 1: It failed."),
        (results(10.0, 0.0), "has nothing to protect"),
        ({**results(10.0), "metrics": {**results(10.0)["metrics"], "W_ua": None}}, "has no W_ua; put the images"),
    ],
    ids=["error", "bound of zero", "no labels"],
)
def test_cell_that_fails_is_told_and_does_not_end_the_table(
    request_of_one_cell: TableRequest,
    drain: Drain,
    cells: dict[tuple[str, int], Results | Exception],
    answer: Any,
    sentence: str,
):
    cells.update({("photo", 0): results(10.0), ("photo", 1): answer, ("photo", 2): results(20.0)})
    table = drain(protection_table(replace(request_of_one_cell, seeds=3)))
    row = table.result.rows[0]
    assert table.result.measured
    assert row.figures["unauthorized.protected"] == pytest.approx(15)
    assert sentence in row.failures[0]
    assert [sentence in notice or "It failed." in notice for notice in table.notices] == [True]
    assert (table.reports[-1].step, table.reports[-1].total) == (3, 3)


def test_table_without_a_single_figure_is_still_a_table(
    request_of_one_cell: TableRequest, cells: dict[tuple[str, int], Results | Exception]
):
    cells["photo", 0] = UsageError("It failed.")
    table = run_to_end(protection_table(request_of_one_cell))
    rows = json.loads(json.dumps(table.to_json()))["rows"]
    assert [row["failures"] for row in rows] == [["seed 0: It failed."]] * 2
    assert not table.measured


def test_missing_domain_fails_its_cells_only(request_of_one_cell: TableRequest):
    request = replace(request_of_one_cell, pairs=(("photo", "cartoon"), PAIR))
    rows = run_to_end(protection_table(request)).rows
    assert "cartoon: there is no such folder" in rows[0].failures[0]
    assert rows[1].failures == ()


NOT_PLAIN = ("", ".", "..", "../x", "/etc", "photo/", "photo/cat", "photo\\cat", "C:", "C:photo")


@pytest.mark.parametrize("name", NOT_PLAIN)
@pytest.mark.parametrize("place", [0, 1])
def test_name_that_leads_out_of_the_folders_is_refused(request_of_one_cell: TableRequest, name: str, place: int):
    pair = ("photo", name) if place else (name, "photo")
    with pytest.raises(UsageError, match="is not the plain name of a folder in --root"):
        replace(request_of_one_cell, pairs=(PAIR, pair))


@pytest.mark.parametrize("seeds", [0, -1])
def test_table_needs_a_seed(request_of_one_cell: TableRequest, seeds: int):
    with pytest.raises(UsageError, match="--seeds 1 or more"):
        replace(request_of_one_cell, seeds=seeds)


def test_table_is_computed_on_the_given_threads(request_of_one_cell: TableRequest, monkeypatch: pytest.MonkeyPatch):
    before, during = torch.get_num_threads(), []

    def cell(training: TrainRequest) -> Job[Results]:
        during.append(torch.get_num_threads())
        yield Report("training", 1, 1)
        return results(10.0)

    monkeypatch.setattr(protection_cell, "_computed", cell)
    run_to_end(protection_table(replace(request_of_one_cell, threads=before + 1)))
    assert (during, torch.get_num_threads()) == ([before + 1], before)
    with pytest.raises(UsageError, match="--threads 1 or more"):
        replace(request_of_one_cell, threads=0)


def test_every_pair_has_a_folder_of_its_own(request_of_one_cell: TableRequest, monkeypatch: pytest.MonkeyPatch):
    folders: list[Path] = []

    def cell(training: TrainRequest) -> Job[Results]:
        folders.append(training.out.parent)
        yield Report("training", 1, 1)
        return results(10.0)

    monkeypatch.setattr(protection_cell, "_computed", cell)
    pairs = (("a-b", "c"), ("a", "b-c"), ("a-", "b"), ("a", "-b"), ("a%2Db", "c"), ("art_painting", "photo"))
    run_to_end(protection_table(replace(request_of_one_cell, pairs=pairs)))
    assert len(set(folders)) == len(pairs)
    assert folders[-1] == request_of_one_cell.out / "default" / "art_painting-photo"


def test_unknown_variant_and_backbone_are_refused_at_once(request_of_one_cell: TableRequest):
    with pytest.raises(UsageError, match="There is no variant 'best'; choose from default, "):
        run_to_end(protection_table(replace(request_of_one_cell, variants=("default", "best"))))
    with pytest.raises(BackboneNotFoundError):
        run_to_end(protection_table(replace(request_of_one_cell, backbone="nonsense")))
    assert not request_of_one_cell.out.exists()
