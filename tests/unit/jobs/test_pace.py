"""Remaining time, phase by phase."""

import pytest

from ipclip_app.jobs.pace import Pace
from ipclip_app.progress import Report


def test_remaining_time_follows_the_pace_since_the_first_report():
    pace = Pace()
    pace.remaining(Report("training", 100, 200), 10.0)
    assert pace.remaining(Report("training", 120, 200), 20.0) == pytest.approx(40.0)


def test_remaining_time_is_unknown_at_first_and_without_a_total():
    pace = Pace()
    assert pace.remaining(Report("scan", 0, 10), 0.0) is None
    pace.remaining(Report("folders", 0, 0), 0.0)
    assert pace.remaining(Report("folders", 5, 0), 1.0) is None


@pytest.mark.parametrize("again", [Report("statistics", 0, 1320), Report("statistics", 1, 140)])
def test_phase_that_begins_again_is_timed_anew(again: Report):
    pace = Pace()
    pace.remaining(Report("statistics", 0, 1320), 0.0)
    pace.remaining(Report("statistics", 1320, 1320), 100.0)
    assert pace.begins(again)
    assert pace.remaining(again, 100.0) is None
    half = Report("statistics", again.step + (again.total - again.step) // 2, again.total)
    assert not pace.begins(half)
    assert pace.remaining(half, 110.0) == pytest.approx(10.0, rel=0.02)


def test_phases_keep_their_own_pace():
    pace = Pace()
    pace.remaining(Report("one", 0, 10), 0.0)
    pace.remaining(Report("two", 0, 10), 100.0)
    assert pace.remaining(Report("two", 5, 10), 105.0) == pytest.approx(5.0)
