"""How far a run is, in words, milestones and time."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.protect.durations import as_clock, in_words
from ipclip_app.gui.protect.phase_strip import PhaseStrip
from ipclip_app.gui.protect.phases import Milestone
from ipclip_app.gui.protect.run_progress import RunProgress
from ipclip_app.gui.theme import Theme
from ipclip_app.progress import EpochReport, Notice, Report, StepReport


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(clock: Clock) -> RunProgress:
    return RunProgress("A processor", clock)


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme) -> PhaseStrip:
    strip = PhaseStrip(theme)
    qtbot.addWidget(strip)
    return strip


def states(strip: PhaseStrip) -> list[str]:
    return [label.accessibleName().partition(": ")[2] for label in strip.steps.values()]


def test_milestones_are_ticked_in_their_order(progress: RunProgress, strip: PhaseStrip):
    seen = []
    for phase in ("scan", "prepare", "statistics", "base prompt", "training", "verdict", "scan", "statistics"):
        progress.add(Report(phase, 1, 4))
        progress.show(strip)
        seen.append(states(strip).index("now"))

    assert seen == [0, 1, 2, 3, 3, 4, 4, 4]
    assert states(strip) == ["done"] * 4 + ["now"]


def test_finished_run_has_all_ticks_and_a_failed_one_a_cross(progress: RunProgress, strip: PhaseStrip):
    progress.add(Report("statistics", 1, 4))
    progress.show_end(strip, "Failed", done=False, failed=True)
    assert states(strip) == ["done", "done", "failed", "to come", "to come"]

    progress.show_end(strip, "Done", done=True, failed=False)
    assert states(strip) == ["done"] * len(Milestone)
    assert strip.bar.value() == strip.bar.maximum()


def test_remaining_time_follows_the_phases_own_pace(clock: Clock, progress: RunProgress, strip: PhaseStrip):
    progress.add(Report("statistics", 0, 100))
    clock.now = 50.0
    progress.add(Report("training", 0, 100))
    clock.now = 60.0
    progress.add(StepReport("training", 10, 100, 1))

    progress.show(strip)

    assert strip.times.text() == "about 2 min left · 1:00 elapsed"


def test_a_pause_counts_neither_as_spent_nor_as_slow(clock: Clock, progress: RunProgress, strip: PhaseStrip):
    progress.add(Report("training", 0, 100))
    clock.now = 10.0
    progress.run(running=False)
    clock.now = 1000.0
    progress.run(running=True)
    clock.now = 1010.0
    progress.add(StepReport("training", 50, 100, 1))

    progress.show(strip)

    assert strip.times.text() == "about 20 s left · 0:20 elapsed"


@pytest.fixture(autouse=True)
def english_numbers(numbers_of: Callable[[str], None]):
    numbers_of("en_US")


def test_numbers_are_those_of_the_language(
    progress: RunProgress, strip: PhaseStrip, numbers_of: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
):
    numbers_of("de_DE")
    monkeypatch.setattr("ipclip_app.gui.protect.run_progress.peak_memory_mb", lambda: 1234.5)
    progress.add(Report("statistics", 1200, 20000))

    progress.show(strip)

    assert strip.amount.text() == "1.200 of 20.000 images"
    assert strip.machine.text() == "A processor · up to 1.234 MB of memory"


def test_the_epoch_is_named_at_its_end_too(progress: RunProgress, strip: PhaseStrip):
    progress.add(EpochReport("training", 20, 40, 1, 90.0, 30.0, best=True))

    progress.show(strip)

    assert strip.work.text() == "Training, epoch 1"


def test_how_a_run_ended_stands_in_one_line(qtbot: QtBot, strip: PhaseStrip):
    strip.resize(1100, 90)
    with qtbot.waitExposed(strip):
        strip.show()

    strip.show_end("Failed. The message above tells why and what to do.", whole=False)

    qtbot.waitUntil(lambda: strip.work.width() >= strip.work.fontMetrics().horizontalAdvance(strip.work.text()))
    assert strip.work.height() < 2 * strip.work.fontMetrics().lineSpacing()


def test_amounts_name_what_is_counted(progress: RunProgress, strip: PhaseStrip):
    progress.add(Report("statistics", 1200, 20000))
    progress.show(strip)
    assert (strip.work.text(), strip.amount.text()) == ("Measuring the images", "1,200 of 20,000 images")
    assert strip.bar.value() / strip.bar.maximum() == pytest.approx(0.06)

    progress.add(StepReport("training", 3, 40, 1))
    progress.show(strip)
    assert (strip.work.text(), strip.amount.text()) == ("Training, epoch 1", "3 of 40 steps")


def test_notice_does_not_move_anything(progress: RunProgress, strip: PhaseStrip):
    progress.add(Report("scan", 1, 2))
    progress.add(Notice("evaluation", 0, 0, "An image is left out."))

    progress.show(strip)

    assert strip.work.text() == "Reading the folders"


def test_device_and_memory_are_told(progress: RunProgress, strip: PhaseStrip, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ipclip_app.gui.protect.run_progress.peak_memory_mb", lambda: 1234.5)
    progress.show(strip)
    assert strip.machine.text() == "A processor · up to 1,234 MB of memory"

    monkeypatch.setattr("ipclip_app.gui.protect.run_progress.peak_gpu_memory_mb", lambda: 2345.5)
    progress.show(strip)
    assert strip.machine.text() == "A processor · up to 1,234 MB of memory · 2,346 MB on the GPU"
    monkeypatch.setattr("ipclip_app.gui.protect.run_progress.peak_gpu_memory_mb", lambda: None)

    monkeypatch.setattr("ipclip_app.gui.protect.run_progress.peak_memory_mb", lambda: None)
    progress.show(strip)
    assert strip.machine.text() == "A processor"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (59.4, "59 s"), (59.6, "1 min"), (3570, "1 h 0 min"), (5400, "1 h 30 min")]
)
def test_durations_read_as_words(seconds: float, words: str):
    assert in_words(seconds) == words


@pytest.mark.parametrize(("seconds", "clock"), [(0, "0:00"), (125, "2:05"), (3725, "1:02:05")])
def test_durations_read_as_a_clock(seconds: float, clock: str):
    assert as_clock(seconds) == clock
