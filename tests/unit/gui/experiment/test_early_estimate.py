"""Before a cell has ended, the first epochs tell how long all trainings take at least."""

import pytest

from ipclip_app.gui.experiment.early_estimate import EarlyEstimate
from ipclip_app.jobs.experiment_plan import Cell

FIRST, SECOND = (Cell("target-free", "default", "photo", "", seed) for seed in range(2))


def heard(*reports: tuple[Cell, float, float]) -> EarlyEstimate:
    estimate = EarlyEstimate()
    for report in reports:
        estimate.hear(*report)
    return estimate


def test_nothing_is_told_before_there_is_something_to_go_by() -> None:
    assert heard().seconds_left(5, 1) is None
    assert heard((FIRST, 0.0, 10.0), (FIRST, 0.02, 40.0)).seconds_left(5, 1) is None
    assert heard((FIRST, 0.0, 10.0), (FIRST, 0.5, 10.5)).seconds_left(5, 1) is None


def test_all_trainings_take_as_long_as_the_one_that_is_seen() -> None:
    estimate = heard((FIRST, 0.0, 100.0), (FIRST, 0.25, 110.0))

    assert estimate.seconds_left(3, 1) == pytest.approx(30 + 3 * 40)


def test_processes_share_the_work() -> None:
    estimate = heard((FIRST, 0.0, 0.0), (SECOND, 0.0, 0.0), (FIRST, 0.5, 10.0), (SECOND, 0.25, 10.0))

    assert estimate.seconds_left(4, 2) == pytest.approx((4 + 0.5 + 0.75) / 0.0375 / 2)


def test_a_process_that_still_reads_images_has_a_whole_training_before_it() -> None:
    estimate = heard((FIRST, 0.0, 0.0), (FIRST, 0.5, 10.0))

    assert estimate.seconds_left(0, 2) == pytest.approx((0.5 + 1) * 20 / 2)


def test_a_training_that_goes_on_is_timed_from_where_it_was() -> None:
    assert heard((FIRST, 0.5, 0.0), (FIRST, 0.75, 10.0)).seconds_left(0, 1) == pytest.approx(10)


def test_a_cell_that_ended_is_left_out() -> None:
    estimate = heard((FIRST, 0.0, 0.0), (FIRST, 0.5, 10.0))

    estimate.forget(FIRST)

    assert estimate.seconds_left(3, 1) is None
