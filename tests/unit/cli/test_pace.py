import pytest

from ipclip_app.cli.pace import Pace, amount, detail, in_words
from ipclip_app.progress import EpochReport, Report, StepReport


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


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (59, "59 s"), (61, "1 min"), (3599, "1 h 0 min"), (5400, "1 h 30 min")]
)
def test_durations_read_as_words(seconds: float, words: str):
    assert in_words(seconds) == words


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (Report("scan", 3, 12), "3/12"),
        (Report("folders", 7, 0), "7"),
        (Report("prepare", 0, 0), ""),
        (Report("download", 12_500_000, 600_000_000), "12/600 MB"),
    ],
)
def test_amounts_name_their_unit(report: Report, text: str):
    assert amount(report) == text


def test_epochs_tell_their_accuracies():
    report = EpochReport("training", 5, 10, epoch=1, authorized=91.25, unauthorized=12.0, best=True)
    assert detail(report) == "epoch 1: authorized 91.2 %, unauthorized 12.0 %, chosen so far"
    assert detail(StepReport("training", 6, 10, epoch=2)) == "epoch 2"
    assert detail(Report("scan", 1, 2)) == ""
