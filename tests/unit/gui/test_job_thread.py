"""A job in a thread ends in exactly one of three ways, and the window is told."""

import threading
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ipclip_app.errors import CancelledError, OutputError
from ipclip_app.gui.job_thread import Failure, JobThread
from ipclip_app.progress import Report


class Ending(QObject):
    """Counts how a thread ended and what it reported."""

    def __init__(self, thread: JobThread) -> None:
        super().__init__()
        self.results: list[Any] = []
        self.failures: list[Failure] = []
        self.cancelled = 0
        self.reports: list[Report] = []
        thread.succeeded.connect(self._succeed)
        thread.failed.connect(self._fail)
        thread.cancelled.connect(self._cancel)
        thread.reported.connect(self._report)

    def _succeed(self, result: object) -> None:
        self.results.append(result)

    def _fail(self, failure: Failure) -> None:
        self.failures.append(failure)

    def _report(self, report: Report) -> None:
        self.reports.append(report)

    def _cancel(self) -> None:
        self.cancelled += 1

    def counts(self) -> tuple[int, int, int]:
        return len(self.results), len(self.failures), self.cancelled


def run(qtbot: QtBot, thread: JobThread) -> Ending:
    ending = Ending(thread)
    with qtbot.waitSignal(thread.finished):
        thread.start()
    qtbot.waitUntil(lambda: sum(ending.counts()) > 0)
    return ending


def counting(steps: int) -> Generator[Report, None, str]:
    for step in range(steps):
        yield Report("count", step, steps)
    return "done"


def test_a_finished_job_succeeds_with_its_result(qtbot: QtBot) -> None:
    ending = run(qtbot, JobThread(lambda: counting(3)))

    assert ending.counts() == (1, 0, 0)
    assert ending.results == ["done"]
    assert [report.step for report in ending.reports] == [0, 1, 2]


def test_a_foreseen_error_fails_with_its_own_sentence(qtbot: QtBot) -> None:
    def failing() -> Generator[Report, None, None]:
        yield Report("write", 0, 1)
        raise OutputError(Path("full/run.json"), "No space left on device")

    ending = run(qtbot, JobThread(failing))

    assert ending.counts() == (0, 1, 0)
    assert ending.failures[0].sentence == str(OutputError(Path("full/run.json"), "No space left on device"))
    assert "Traceback" in ending.failures[0].details


def test_a_defect_fails_with_its_traceback_and_a_log(qtbot: QtBot, window_folders: Path) -> None:
    def broken() -> Generator[Report, None, None]:
        yield Report("break", 0, 1)
        raise ZeroDivisionError("nothing left")

    ending = run(qtbot, JobThread(broken))

    assert ending.counts() == (0, 1, 0)
    assert "defect of the program" in ending.failures[0].sentence
    assert "ZeroDivisionError" in ending.failures[0].details
    assert list((window_folders / "data" / "logs").iterdir())


def test_an_error_while_the_job_is_made_fails_too(qtbot: QtBot) -> None:
    def unmade() -> Generator[Report, None, None]:
        raise ImportError("no torch")

    assert run(qtbot, JobThread(unmade)).counts() == (0, 1, 0)


@pytest.mark.parametrize("paused", [False, True])
def test_a_stopped_job_is_closed_and_cancelled(
    qtbot: QtBot, start_to_report: Callable[[JobThread], None], paused: bool
) -> None:
    closed = threading.Event()

    def endless() -> Generator[Report, None, None]:
        try:
            step = 0
            while True:
                yield Report("count", step, 0)
                step += 1
        finally:
            closed.set()

    thread = JobThread(endless)
    ending = Ending(thread)
    start_to_report(thread)
    if paused:
        thread.pause()
    with qtbot.waitSignal(thread.finished):
        thread.stop()
    qtbot.waitUntil(lambda: sum(ending.counts()) > 0)

    assert ending.counts() == (0, 0, 1)
    assert closed.is_set()


def test_a_job_that_cancels_itself_is_cancelled(qtbot: QtBot) -> None:
    def giving_up() -> Generator[Report, None, None]:
        yield Report("count", 0, 1)
        raise CancelledError("Stopped.")

    assert run(qtbot, JobThread(giving_up)).counts() == (0, 0, 1)


def test_a_paused_job_takes_no_further_step_until_it_goes_on(
    qtbot: QtBot, start_to_report: Callable[[JobThread], None]
) -> None:
    steps: list[int] = []

    def stepping() -> Generator[Report, None, str]:
        for step in range(3):
            steps.append(step)
            if step == 0:
                thread.pause()
            yield Report("count", step, 3)
        return "done"

    thread = JobThread(stepping)
    ending = Ending(thread)
    start_to_report(thread)

    assert not thread.wait(50)
    assert steps == [0]
    with qtbot.waitSignal(thread.finished):
        thread.go_on()
    qtbot.waitUntil(lambda: sum(ending.counts()) > 0)
    assert steps == [0, 1, 2]
    assert ending.counts() == (1, 0, 0)
