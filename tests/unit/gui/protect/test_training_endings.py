"""How a run ends other than by itself: discarded, failed, or closed with the window."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from ipclip_app.errors import OutputError, RunBusyError
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.protect.training_state import Button
from ipclip_app.gui.protect.training_view import TrainingView
from ipclip_app.jobs.run_folder import RunFolder


class Trash:
    """Stands in for the desktop's; checks that nothing writes into what it takes."""

    def __init__(self, job: Any, *, accepts: bool) -> None:
        self.job, self.accepts = job, accepts
        self.taken: list[str] = []

    def __call__(self, name: str) -> "Trash":
        self.taken.append(name)
        return self

    def moveToTrash(self) -> bool:  # noqa: N802 - Qt's name
        return self.accepts and self.job.closed.is_set()


def button(view: TrainingView, which: Button) -> QPushButton:
    return view.controls.buttons[which]


def click(qtbot: QtBot, widget: QPushButton) -> None:
    assert widget.isVisible()
    assert widget.isEnabled()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_discarding_asks_and_moves_the_run_to_the_trash(
    held: Any, qtbot: QtBot, view: TrainingView, run_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    job = held(3)
    trash = Trash(job, accepts=True)
    monkeypatch.setattr("ipclip_app.gui.trash.QFile", trash)

    click(qtbot, button(view, Button.DISCARD))
    assert view.controls.question.isVisible()
    assert "2 finished epochs" in view.controls.question.text.text()
    assert not job.closed.is_set()
    with qtbot.waitSignal(view.discarded):
        click(qtbot, view.controls.question.accept_button)

    assert trash.taken == [str(run_folder)]
    assert not view.controls.question.isVisible()


def test_discarding_can_be_declined_with_the_keyboard(held: Any, qtbot: QtBot, view: TrainingView, run_folder: Path):
    job = held(3)

    click(qtbot, button(view, Button.DISCARD))
    qtbot.waitUntil(view.controls.question.decline_button.hasFocus)
    qtbot.keyClick(view.controls.question.decline_button, Qt.Key.Key_Space)

    assert not view.run.condition.asking
    assert not view.controls.question.isVisible()
    assert not job.closed.is_set()
    assert button(view, Button.DISCARD).isEnabled()


def test_a_run_that_another_window_trains_is_not_discarded(
    fake_training: Any, qtbot: QtBot, view: TrainingView, run_folder: Path, said: list[Message]
):
    with RunFolder(run_folder).locked():
        with qtbot.waitSignal(view.failed):
            view.begin("Photo", fake_training("statistics", failure=RunBusyError(run_folder)).make, run_folder)
        click(qtbot, button(view, Button.DISCARD))
        with qtbot.waitSignal(view.stopped):
            click(qtbot, view.controls.question.accept_button)

    assert said[-1].sentence == f"{run_folder}: is being trained; stop its training first."
    assert run_folder.exists()


def test_a_run_that_cannot_be_trashed_is_kept_and_told(
    held: Any,
    qtbot: QtBot,
    view: TrainingView,
    run_folder: Path,
    said: list[Message],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("ipclip_app.gui.trash.QFile", Trash(held(3), accepts=False))
    click(qtbot, button(view, Button.DISCARD))

    with qtbot.waitSignal(view.stopped):
        click(qtbot, view.controls.question.accept_button)

    assert str(run_folder) in said[-1].sentence
    assert "delete the folder yourself" in said[-1].sentence
    assert run_folder.exists()


def test_a_failure_is_told_with_its_details_and_the_run_can_go_on(
    fake_training: Any, qtbot: QtBot, view: TrainingView, run_folder: Path, said: list[Message]
):
    error = OutputError(run_folder / "checkpoint.safetensors", "No space left on device")
    with qtbot.waitSignal(view.failed) as caught:
        view.begin("Photo", fake_training(3, failure=error).make, run_folder)

    assert caught.args[0].sentence == str(error)
    assert said == [Message(str(error), "error", caught.args[0].details)]
    assert "Traceback" in said[0].details
    with qtbot.waitSignal(view.continue_requested) as asked:
        click(qtbot, button(view, Button.CONTINUE))
    assert asked.args == [run_folder]


def test_a_failure_before_the_first_epoch_leaves_nothing_to_go_on_with(
    fake_training: Any, qtbot: QtBot, view: TrainingView, run_folder: Path
):
    with qtbot.waitSignal(view.failed):
        view.begin("Photo", fake_training("statistics", failure=ZeroDivisionError()).make, run_folder)

    assert not button(view, Button.CONTINUE).isVisible()
    with qtbot.waitSignal(view.left):
        click(qtbot, button(view, Button.LEAVE))


@pytest.mark.parametrize("close", [True, False])
def test_closing_the_window_during_a_run_asks(
    held: Any, qtbot: QtBot, view: TrainingView, run_folder: Path, close: bool
):
    job = held(3)
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.informativeText())
        choices = {choice.text(): choice for choice in box.buttons()}
        qtbot.mouseClick(choices["&Close the window" if close else "&Keep training"], Qt.MouseButton.LeftButton)

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(answer)
    timer.start(0)

    assert view.may_close() is close
    assert "Finished epochs are kept" in asked[0]
    assert not job.closed.is_set()


def test_an_idle_view_may_close(view: TrainingView):
    assert view.may_close()
    assert not view.is_running


def test_a_job_closed_with_the_window_leaves_a_stopped_run(
    held: Any, qtbot: QtBot, view: TrainingView, run_folder: Path, context: WindowContext
):
    job = held(3)

    with qtbot.waitSignal(view.stopped):
        context.background.stop_all()

    assert job.closed.is_set()
    assert run_folder.exists()
