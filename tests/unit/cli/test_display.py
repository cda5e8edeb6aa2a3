import io
import itertools
from collections.abc import Callable

import pytest

from ipclip_app.cli.display import INTERVAL, BarDisplay, PlainDisplay, display_for
from ipclip_app.progress import EpochReport, Notice, Report

Clock = Callable[[], float]


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def log() -> io.StringIO:
    return io.StringIO()


def test_plain_lines_of_a_phase_keep_their_distance(log: io.StringIO, hands: Hands):
    with PlainDisplay(log, hands) as display:
        for step in range(11):
            hands.now = step * INTERVAL / 5
            display.show(Report("scan", step, 10))
    assert log.getvalue().splitlines() == ["scan: 0/10", "scan: 5/10, about 5 s left", "scan: 10/10, about 0 s left"]


def test_plain_lines_become_rarer_with_the_duration(log: io.StringIO, hands: Hands):
    with PlainDisplay(log, hands) as display:
        for second in range(3600):
            hands.now = float(second)
            display.show(Report("training", second, 3600))
    lines = [int(line.split()[1].partition("/")[0]) for line in log.getvalue().splitlines()]
    distances = [after - before for before, after in itertools.pairwise(lines)]
    assert (distances[0], distances[-1]) == (5, 60)
    assert distances == sorted(distances)


def test_alternating_phases_do_not_multiply_the_lines(log: io.StringIO, hands: Hands):
    with PlainDisplay(log, hands) as display:
        for step in range(100):
            display.show(Report("one", step, 100))
            display.show(Report("two", step, 100))
    assert log.getvalue().splitlines() == ["one: 0/100", "two: 0/100"]


def test_every_notice_is_written(log: io.StringIO, hands: Hands):
    with PlainDisplay(log, hands) as display:
        for name in "ab":
            display.show(Notice("scan", 0, 0, f"{name} [bold]was left out"))
    assert log.getvalue().splitlines() == ["a [bold]was left out", "b [bold]was left out"]


def test_plain_lines_carry_the_last_epoch(log: io.StringIO, hands: Hands):
    with PlainDisplay(log, hands) as display:
        display.show(Report("training", 0, 20))
        display.show(EpochReport("training", 10, 20, epoch=1, authorized=90.0, unauthorized=10.0, best=False))
        hands.now = INTERVAL
        display.show(Report("training", 11, 20))
    assert "11/20, epoch 1: authorized 90.0 %, unauthorized 10.0 %" in log.getvalue().splitlines()[-1]


def test_bars_show_phase_amount_and_notice(hands: Hands):
    terminal = Terminal()
    with BarDisplay(terminal, hands) as display:
        display.show(Report("scan", 0, 10))
        hands.now = 60.0
        display.show(Report("scan", 5, 10))
        display.show(Notice("scan", 0, 0, "x [bold]was left out"))
        display.show(EpochReport("training", 1, 2, epoch=1, authorized=90.0, unauthorized=10.0, best=True))
    text = terminal.getvalue()
    assert "x [bold]was left out" in text
    for part in ("scan", "5/10", "training", "1/2"):
        assert part in text


def test_bar_of_a_phase_that_begins_again_is_used_again(hands: Hands):
    terminal = Terminal()
    with BarDisplay(terminal, hands) as display:
        for total in (1320, 140):
            display.show(Report("statistics", 0, total))
            display.show(Report("statistics", total, total))
    (task,) = display._progress.tasks
    assert (task.completed, task.total) == (140, 140)
    assert "140/140" in terminal.getvalue()


def test_bar_of_unknown_length_is_full_once_another_phase_begins(hands: Hands):
    with BarDisplay(Terminal(), hands) as display:
        display.show(Report("folders", 11, 0))
        display.show(Report("scan", 0, 10))
        folders, scan = display._progress.tasks
    assert folders.finished
    assert not scan.finished


def test_display_suits_the_stream(log: io.StringIO):
    assert isinstance(display_for(log), PlainDisplay)
    assert isinstance(display_for(Terminal()), BarDisplay)
