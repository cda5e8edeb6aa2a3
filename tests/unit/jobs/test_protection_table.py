"""A table of pairs, seeds and recipes: means over what succeeded, no failure ends it."""

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.errors import BackboneNotFoundError, UsageError
from ipclip_app.jobs import cell_source
from ipclip_app.jobs.protection_table import TableRequest, protection_table
from ipclip_app.jobs.train import TrainRequest
from ipclip_app.progress import Job, Report, run_to_end

Drain = Callable[..., Any]
Results = dict[str, Any]
PAIR = ("photo", "sketch")


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

    def cell(training: TrainRequest, domains: Sequence[Path]) -> Job[Results]:
        yield Report("training", 1, 1)
        answer = given[training.authorized.name, training.config.seed]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(cell_source, "computed", cell)
    return given


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

    def cell(training: TrainRequest, domains: Sequence[Path]) -> Job[Results]:
        during.append(torch.get_num_threads())
        yield Report("training", 1, 1)
        return results(10.0)

    monkeypatch.setattr(cell_source, "computed", cell)
    run_to_end(protection_table(replace(request_of_one_cell, threads=before + 1)))
    assert (during, torch.get_num_threads()) == ([before + 1], before)
    with pytest.raises(UsageError, match="--threads 1 or more"):
        replace(request_of_one_cell, threads=0)


def test_every_pair_has_a_folder_of_its_own(request_of_one_cell: TableRequest, monkeypatch: pytest.MonkeyPatch):
    folders: list[Path] = []

    def cell(training: TrainRequest, domains: Sequence[Path]) -> Job[Results]:
        folders.append(training.out.parent)
        yield Report("training", 1, 1)
        return results(10.0)

    monkeypatch.setattr(cell_source, "computed", cell)
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
