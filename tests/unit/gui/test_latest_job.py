"""Of jobs that replace each other only the newest is heard."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.progress import Job, Report


class Heard:
    def __init__(self, job: LatestJob) -> None:
        self.words: list[str] = []
        job.reported.connect(lambda reports: self.words.extend(f"report {report.step}" for report in reports))
        job.succeeded.connect(lambda result: self.words.append(f"result {result}"))
        job.failed.connect(lambda _failure: self.words.append("failure"))
        job.cancelled.connect(lambda: self.words.append("cancelled"))


@pytest.fixture
def job(context: WindowContext) -> LatestJob:
    return LatestJob(context.background)


def counting(result: str) -> Callable[[], Job[str]]:
    def count() -> Job[str]:
        for step in range(3):
            yield Report("count", step, 3)
        return result

    return count


def held(gate: threading.Event) -> Callable[[], Job[Any]]:
    def wait() -> Job[Any]:
        yield Report("count", 99, 100)
        gate.wait(30)
        return "late"

    return wait


def test_every_report_is_told_before_the_result(qtbot: QtBot, job: LatestJob) -> None:
    heard = Heard(job)

    with qtbot.waitSignal(job.succeeded):
        job.start(counting("done"))

    assert heard.words == ["report 0", "report 1", "report 2", "result done"]
    assert not job.is_running


def test_an_earlier_job_says_nothing_once_another_one_runs(
    qtbot: QtBot, job: LatestJob, context: WindowContext
) -> None:
    gate = threading.Event()
    heard = Heard(job)
    job.start(held(gate))

    job.start(counting("new"))
    gate.set()
    qtbot.waitUntil(lambda: not context.background.is_busy and not job.is_running)

    assert heard.words[-1] == "result new"
    assert "report 99" not in heard.words
    assert "cancelled" not in heard.words


def test_a_cancelled_job_says_whether_it_had_done_its_work_before_it_could_end(qtbot: QtBot, job: LatestJob) -> None:
    gate = threading.Event()
    heard = Heard(job)
    with qtbot.waitSignal(job.reported):
        job.start(held(gate))
    with qtbot.waitSignal(job.succeeded):
        job.cancel()
        gate.set()

    assert heard.words == ["report 99", "result late"]


def test_a_job_that_is_cancelled_in_time_says_so(qtbot: QtBot, job: LatestJob) -> None:
    def forever() -> Job[Any]:
        while True:
            yield Report("count", 1, 9)

    with qtbot.waitSignal(job.reported):
        job.start(forever)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()

    assert not job.is_running


def test_a_stopped_job_says_nothing_more(qtbot: QtBot, job: LatestJob, context: WindowContext) -> None:
    gate = threading.Event()
    heard = Heard(job)
    job.start(held(gate))

    job.stop()
    gate.set()
    qtbot.waitUntil(lambda: not context.background.is_busy)

    assert not job.is_running
    assert heard.words == []


def test_a_job_that_is_stopped_from_outside_is_told(qtbot: QtBot, job: LatestJob, context: WindowContext) -> None:
    gate = threading.Event()
    heard = Heard(job)
    job.start(held(gate))
    qtbot.waitUntil(lambda: heard.words == ["report 99"])

    context.background.stop_all()
    gate.set()
    qtbot.waitUntil(lambda: not job.is_running)

    assert heard.words[-1] in {"cancelled", "result late"}


def test_a_failure_is_told_once(qtbot: QtBot, job: LatestJob) -> None:
    def broken() -> Job[None]:
        yield Report("count", 0, 1)
        raise ZeroDivisionError

    heard = Heard(job)

    with qtbot.waitSignal(job.failed):
        job.start(broken)

    assert heard.words == ["report 0", "failure"]
