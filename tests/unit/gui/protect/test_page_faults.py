"""What goes wrong under a run in the real window: told in one sentence, and nothing that was finished is lost."""

import errno
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from ipclip_app.gui.job_thread import JobThread
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.message_area import MessageRow
from ipclip_app.gui.protect.page import ProtectPage
from ipclip_app.gui.protect.run_plan import RunPlan
from ipclip_app.gui.protect.training_state import Event, Stage
from ipclip_app.jobs.run_folder import RunFolder
from ipclip_app.training.checkpoint import read_checkpoint
from ipclip_app.training.learner import Learner

PATIENCE = 120_000


def begun(qtbot: QtBot, page: ProtectPage, plan: RunPlan) -> Path:
    """Start to train and return the run's folder once it has finished an epoch."""
    page.start(plan)
    run = page.training.run.folder
    qtbot.waitUntil((run / "history.json").is_file, timeout=PATIENCE)
    return run


@contextmanager
def answering(text: str) -> Iterator[None]:
    """Press this button of the question that will be asked."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text() == text).click()

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(press)
    timer.start(0)
    yield
    assert not timer.isActive()


def test_run_that_trains_elsewhere_is_not_started_twice(
    qtbot: QtBot, open_window: Callable[[], MainWindow], page: ProtectPage, plan: RunPlan
) -> None:
    page.start(plan)
    run = page.training.run.folder
    qtbot.waitUntil((run / "history.json").is_file, timeout=PATIENCE)
    page.training.run.apply(Event.PAUSE)  # it holds the folder
    other = open_window()
    second = other.page(0)
    assert isinstance(second, ProtectPage)

    second.resume(run)

    qtbot.waitUntil(lambda: bool(other.messages.messages()), timeout=PATIENCE)
    message = other.messages.messages()[0]
    assert message.severity == "error"
    assert str(run) in message.sentence
    assert second.training.run.condition.stage is Stage.FAILED
    page.training.run.apply(Event.RESUME)
    qtbot.waitUntil(page.results.isVisible, timeout=PATIENCE)


def test_second_run_beside_one_that_trains_is_not_begun(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, plan: RunPlan
) -> None:
    first = begun(qtbot, page, plan)
    page.training.run.apply(Event.PAUSE)

    page.start(plan)

    assert [message.severity for message in window.messages.messages()] == ["warning"]
    assert "wait for its end or stop it" in window.messages.messages()[0].sentence
    assert page.training.run.folder == first
    assert page.training.run.condition.paused
    page.training.run.apply(Event.RESUME)
    qtbot.waitUntil(page.results.isVisible, timeout=PATIENCE)


@pytest.mark.parametrize("close", [True, False])
def test_closing_the_window_asks_keeps_the_checkpoint_and_leaves_no_thread(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, plan: RunPlan, close: bool
) -> None:
    run = begun(qtbot, page, plan)
    page.training.run.apply(Event.PAUSE)
    (thread,) = window.background.findChildren(JobThread)

    with answering("&Close the window" if close else "&Keep training"):
        window.close()

    assert window.isVisible() is not close
    assert thread.isFinished() is close
    if close:
        checkpoint = read_checkpoint(run, pytest.fail)
        assert checkpoint is not None
        assert checkpoint.state["epoch"] >= 1
        assert not RunFolder(run).is_busy
    else:
        assert page.training.run.condition.paused


@pytest.mark.parametrize("part", ["authorized", "unauthorized"])
def test_images_removed_during_training_are_told_and_nothing_crashes(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, plan: RunPlan, part: str
) -> None:
    run = begun(qtbot, page, plan)
    folder: Path = getattr(plan, part)
    folder.rename(folder.with_name("gone"))

    qtbot.waitUntil(lambda: not page.training.is_running, timeout=PATIENCE)

    message = window.messages.messages()[0]
    assert message.severity == "error"
    assert message.sentence == f"{folder}: there is no such folder; check the path."
    assert "Traceback" in message.details
    assert (run / "history.json").is_file()


def test_run_folder_removed_during_training_is_told_and_nothing_crashes(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, plan: RunPlan
) -> None:
    run = begun(qtbot, page, plan)
    run.rename(run.with_name("gone"))

    qtbot.waitUntil(lambda: not page.training.is_running, timeout=PATIENCE)

    message = window.messages.messages()[0]
    assert message.severity == "error"
    assert message.sentence.startswith(f"{run}: was removed or renamed during the training; put it back")
    assert not run.exists()


def test_full_disk_ends_the_training_in_one_sentence_and_it_goes_on_once_there_is_space(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, plan: RunPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush, calls = os.fsync, itertools.count()

    def full(handle: int) -> None:
        if next(calls) >= 8:  # the description and the first checkpoint still find space
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(handle)

    monkeypatch.setattr(os, "fsync", full)
    page.start(plan)
    qtbot.waitUntil(lambda: page.training.run.condition.stage is Stage.FAILED, timeout=PATIENCE)

    message = window.messages.messages()[0]
    assert "No space left on device" in message.sentence
    assert str(page.training.run.folder) in message.sentence
    assert "Traceback" in message.details
    monkeypatch.setattr(os, "fsync", flush)
    page.resume(page.training.run.folder)
    qtbot.waitUntil(page.results.isVisible, timeout=PATIENCE)


def test_lack_of_memory_halves_the_batch_says_so_and_goes_on(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, plan: RunPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    update, calls = Learner.update, itertools.count()

    def short_of_memory(learner: Learner, loss: torch.Tensor, rate: float) -> None:
        if next(calls) == 3:
            raise torch.OutOfMemoryError
        update(learner, loss, rate)

    monkeypatch.setattr(Learner, "update", short_of_memory)
    page.start(plan)
    qtbot.waitUntil(page.results.isVisible, timeout=PATIENCE)

    assert [message.severity for message in window.messages.messages()] == ["warning"]
    assert "halved to 2 images" in window.messages.messages()[0].sentence


def test_defect_in_the_training_thread_is_told_with_details_to_copy(
    qtbot: QtBot, window: MainWindow, page: ProtectPage, plan: RunPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("nothing left")

    monkeypatch.setattr(Learner, "update", broken)
    page.start(plan)
    qtbot.waitUntil(lambda: page.training.run.condition.stage is Stage.FAILED, timeout=PATIENCE)

    (row,) = window.messages.findChildren(MessageRow)
    row.copy_button.click()
    assert "defect of the program" in row.text.text()
    assert "ZeroDivisionError: nothing left" in QApplication.clipboard().text()
    assert not page.training.is_running
