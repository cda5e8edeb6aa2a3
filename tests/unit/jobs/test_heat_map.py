"""A heat map shows what is known, what is awaited and what failed."""

import statistics
import subprocess
import sys
from dataclasses import replace

import pytest

from ipclip_app.jobs.experiment_plan import Cell, ExperimentPlan
from ipclip_app.jobs.experiment_table import ExperimentTable
from ipclip_app.jobs.heat_map import HeatCell, heat_map


def test_diagonal_is_the_authorized_domain_over_all_of_its_runs(small_table: ExperimentTable):
    map_ = heat_map(small_table, "target-specified", "default")

    assert map_.rows == map_.columns == ("photo", "sketch")
    assert map_.cells["photo", "photo"] == HeatCell("done", True, 89.0, pytest.approx(statistics.stdev([90, 88])), 2)
    assert map_.cells["photo", "sketch"].mean == pytest.approx(12)
    assert not map_.cells["photo", "sketch"].authorized


def test_ownership_compares_images_with_and_without_trigger(small_table: ExperimentTable):
    map_ = heat_map(small_table, "ownership", "default")

    assert map_.columns == ("without trigger", "with trigger")
    assert map_.cells["sketch", "without trigger"] == HeatCell("done", True, 89.0, None, 1)
    assert map_.cells["photo", "with trigger"].mean == pytest.approx(12)


def test_what_has_not_ended_is_awaited_and_what_only_failed_has_failed(small_table: ExperimentTable):
    last = small_table.plan.cells[-1]
    failed = replace(small_table, outcomes=dict.fromkeys(small_table.plan.cells, small_table.outcomes[last]))
    begun = replace(small_table, outcomes={last: small_table.outcomes[last]})

    assert {cell.state for cell in heat_map(failed, "ownership", "default").cells.values()} == {"failed"}
    assert {cell.state for cell in heat_map(begun, "ownership", "default").cells.values()} == {"waiting"}
    assert heat_map(begun, "ownership", "default").reached == {"photo": None, "sketch": None}


def test_pairs_that_nobody_asked_for_stay_empty(small_plan: ExperimentPlan):
    pairs = (("photo", "sketch"),)
    plan = replace(small_plan, pairs=pairs, cells=(Cell("target-specified", "default", "photo", "sketch", 0),))

    map_ = heat_map(ExperimentTable(plan), "target-specified", "default")

    assert map_.rows == ("photo",)
    assert {column: cell.state for (_, column), cell in map_.cells.items()} == dict.fromkeys(map_.columns, "waiting")


def test_authorization_shows_images_with_trigger_first(small_plan: ExperimentPlan):
    plan = replace(small_plan, cells=(Cell("authorization", "default", "photo", "", 0),))

    map_ = heat_map(ExperimentTable(plan), "authorization", "default")

    assert map_.columns == (
        *("photo with trigger", "sketch with trigger"),
        *("photo without trigger", "sketch without trigger"),
    )
    assert [column for (_, column), cell in map_.cells.items() if cell.authorized] == ["photo with trigger"]


def test_protection_reached_and_guessing_stand_beside(small_table: ExperimentTable):
    map_ = heat_map(small_table, "target-specified", "default")
    photo = small_table.rows("target-specified", "default")[0]

    assert map_.reached["photo"] == pytest.approx(photo.mean["ratio"])
    assert (map_.chance, map_.seeds) == (25.0, 2)


def test_page_can_draw_without_loading_torch():
    names = ("experiment_request", "experiment_reports", "experiment_folder", "heat_map_drawing")
    script = "; ".join(
        ["import sys", *(f"import ipclip_app.jobs.{name}" for name in names), "assert 'torch' not in sys.modules"]
    )
    ran = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
