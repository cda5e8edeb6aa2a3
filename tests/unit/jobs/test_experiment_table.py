"""Means and deviations over seeds, of whatever has succeeded."""

import json
import statistics
from dataclasses import replace

import pytest

from ipclip_app.jobs.experiment_table import MEAN, CellOutcome, ExperimentTable


def test_rows_are_means_over_seeds_with_their_deviation(small_table: ExperimentTable):
    first, second, _ = small_table.rows("target-specified", "default")

    assert (first.authorized, first.tested, first.cells) == ("photo", "sketch", 2)
    assert first.mean["authorized.protected"] == pytest.approx(89)
    assert first.deviation["authorized.protected"] == pytest.approx(statistics.stdev([90, 88]))
    assert second.mean["authorized.protected"] == pytest.approx(88)


def test_last_row_is_the_mean_over_all_cells_and_deviates_by_the_seeds(small_table: ExperimentTable):
    mean = small_table.rows("target-specified", "default")[-1]

    assert (mean.authorized, mean.tested, mean.cells) == (MEAN, MEAN, 4)
    assert mean.mean["authorized.protected"] == pytest.approx(88.5)
    assert mean.deviation["authorized.protected"] == pytest.approx(statistics.stdev([89.5, 87.5]))


def test_seeds_that_lack_a_pair_leave_the_mean_without_a_deviation(small_table: ExperimentTable):
    rows = small_table.rows("ownership", "default")

    assert [row.cells for row in rows] == [2, 1, 3]
    assert rows[1].deviation["O_ua"] is None
    assert rows[-1].deviation["O_ua"] is None
    assert rows[-1].mean["O_ua"] == pytest.approx(0.75 * statistics.fmean([90 - 10, 88 - 14, 89 - 10]))


def test_figure_that_one_cell_lacks_is_no_mean(small_table: ExperimentTable):
    cell = small_table.plan.cells[0]
    outcome = small_table.outcomes[cell]
    assert outcome.result is not None
    tested = {"sketch": replace(outcome.result.tested["sketch"], zero_shot=None)}
    lacking = CellOutcome(cell, replace(outcome.result, tested=tested))
    row = replace(small_table, outcomes={**small_table.outcomes, cell: lacking}).rows("target-specified", "default")[0]

    assert row.mean["W_ua_strict"] is None
    assert row.mean["W_ua"] is not None


def test_failures_are_told_with_their_cells(small_table: ExperimentTable):
    document = json.loads(json.dumps(small_table.to_json()))

    assert (document["cells"], document["finished"]) == (8, 7)
    assert document["failures"] == [
        {
            "scenario": "ownership",
            "preset": "default",
            "authorized": "sketch",
            "unauthorized": "",
            "seed": 1,
            "failure": "It failed | badly.",
        }
    ]
    assert (document["seconds"], document["cell_seconds"]) == (9.0, 15.5)
    assert len(document["rows"]) == 6


def test_published_figures_stand_beside_a_protocol_only(small_table: ExperimentTable):
    beside = replace(small_table, protocol="office-home").to_json()["published"]

    assert small_table.to_json()["published"] == {"target-specified": [], "ownership": []}
    assert [figure["value"] for figure in beside["target-specified"]] == [55.10, 50.29]


def test_experiment_without_a_result_is_still_a_table(small_table: ExperimentTable):
    empty = replace(small_table, outcomes={})

    assert (empty.measured, small_table.measured) == (False, True)
    assert empty.to_json()["rows"] == []
