"""What a run shows and what its buttons do, by real clicks and in a real thread."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from ipclip_app.gui.message_area import Message
from ipclip_app.gui.protect.run_setting import RunSetting
from ipclip_app.gui.protect.training_state import Button, Stage
from ipclip_app.gui.protect.training_view import TrainingView


def button(view: TrainingView, which: Button) -> QPushButton:
    return view.controls.buttons[which]


def click(qtbot: QtBot, widget: QPushButton) -> None:
    assert widget.isVisible()
    assert widget.isEnabled()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_run_that_comes_to_its_end_is_finished(
    fake_training: Any, qtbot: QtBot, view: TrainingView, run_folder: Path
):
    with qtbot.waitSignal(view.finished) as caught:
        view.begin("Photo", fake_training().make, run_folder)
        assert view.is_running

    assert caught.args == ["outcome"]
    assert not view.is_running
    assert view.strip.work.text() == "Done"
    assert [row.epoch for row in view._log.epochs] == [1, 2, 3, 4]
    assert len(view._log.curves["L_a"]) == 20


def test_while_it_trains_progress_plots_and_table_follow(held: Any, qtbot: QtBot, view: TrainingView, run_folder: Path):
    held(3)

    qtbot.waitUntil(lambda: view.strip.work.text() == "Training, epoch 3")
    qtbot.waitUntil(lambda: view.board.table.model().rowCount() == 2)
    assert view.strip.amount.text() == "10 of 20 steps"
    assert view.strip.bar.value() == view.strip.bar.maximum() // 2
    assert "elapsed" in view.strip.times.text()
    assert set(view.board.losses.boxes) == {"total", "L_a", "unprotected"}
    assert "Authorized images 82.0 %" in view.board.accuracies.plot.accessibleDescription()


def test_before_the_first_report_the_engine_loads(
    fake_training: Any, qtbot: QtBot, view: TrainingView, run_folder: Path
):
    view.begin("Photo", fake_training("statistics").make, run_folder)

    assert view.strip.work.text() == "Loading the engine"
    assert view.strip.bar.maximum() == 0  # busy without a measure


@pytest.mark.parametrize("place", ["statistics", 1, 3, "evaluation"])
def test_a_paused_run_goes_on_where_it_was(
    held: Any, qtbot: QtBot, view: TrainingView, run_folder: Path, place: str | int
):
    job = held(place)
    stage = view.run.condition.stage

    click(qtbot, button(view, Button.PAUSE))
    assert view.run.condition.paused
    assert view.strip.work.text() == "Paused"
    job.released.set()
    click(qtbot, button(view, Button.RESUME))
    assert view.run.condition.stage is stage

    qtbot.waitUntil(lambda: view.run.condition.stage is Stage.DONE)


def test_stop_keeps_the_best_epoch_and_is_told_at_once(held: Any, qtbot: QtBot, view: TrainingView, run_folder: Path):
    job = held(3)
    assert button(view, Button.STOP).text() == "&Stop and keep the best"

    with qtbot.waitSignal(view.finished) as caught:
        click(qtbot, button(view, Button.STOP))
        assert view.run.condition.stage is Stage.KEEPING
        assert view.strip.work.text() == "Stopping: the best epoch is kept and tested"
        assert not button(view, Button.STOP).isEnabled()

    assert caught.args == ["stopped early"]
    assert job.closed.is_set()
    assert [row.epoch for row in view._log.epochs] == [1, 2]


def test_a_paused_run_can_be_stopped(held: Any, qtbot: QtBot, view: TrainingView, run_folder: Path):
    held(3)
    click(qtbot, button(view, Button.PAUSE))

    with qtbot.waitSignal(view.finished):
        click(qtbot, button(view, Button.STOP))


@pytest.mark.parametrize("place", ["statistics", 1, "evaluation"])
def test_stop_where_nothing_can_be_chosen_any_more_cancels(
    held: Any, qtbot: QtBot, view: TrainingView, run_folder: Path, place: str | int
):
    job = held(place)

    with qtbot.waitSignal(view.stopped):
        click(qtbot, button(view, Button.STOP))
        assert view.run.condition.stage is Stage.STOPPING

    assert job.closed.is_set()
    assert run_folder.exists()


def test_notices_reach_the_messages(
    fake_training: Any, qtbot: QtBot, view: TrainingView, run_folder: Path, said: list[Message]
):
    job = fake_training()
    job.notices = ("Memory ran out; the batch is halved to 8 images of each domain.",)
    with qtbot.waitSignal(view.finished):
        view.begin("Photo", job.make, run_folder)

    assert said == [Message(job.notices[0], "warning")]


def test_many_notices_make_few_messages(
    fake_training: Any, qtbot: QtBot, view: TrainingView, run_folder: Path, said: list[Message]
):
    job = fake_training()
    job.notices = tuple(f"{number}.png cannot be read." for number in range(500))
    with qtbot.waitSignal(view.finished):
        view.begin("Photo", job.make, run_folder)

    told = "\n".join(message.sentence + message.details for message in said)
    assert len(said) < 50
    assert all(sentence in told for sentence in job.notices)


def test_a_second_run_starts_afresh(held: Any, fake_training: Any, qtbot: QtBot, view: TrainingView, run_folder: Path):
    with qtbot.waitSignal(view.finished):
        view.begin("Photo", fake_training().make, run_folder)

    held("statistics")

    qtbot.waitUntil(lambda: view.board.table.model().rowCount() == 0)
    assert view._log.curves == {}
    assert button(view, Button.STOP).text() == "&Stop"


def test_a_resumed_run_shows_the_epochs_behind_it(
    fake_training: Any, qtbot: QtBot, view: TrainingView, run_folder: Path
):
    entry = {"epoch": 1, "losses": {"total": 1.0}, "authorized": 70.0, "unauthorized": 30.0, "best": True}

    view.begin("Photo", fake_training("statistics").make, run_folder, RunSetting(history=[entry]))

    assert view.board.table.model().rowCount() == 1
    with qtbot.waitSignal(view.stopped):
        click(qtbot, button(view, Button.STOP))
    assert button(view, Button.CONTINUE).isVisible()


def test_the_focus_moves_on_with_the_keyboard(held: Any, qtbot: QtBot, view: TrainingView, run_folder: Path):
    held(3)
    button(view, Button.PAUSE).setFocus()
    qtbot.waitUntil(button(view, Button.PAUSE).hasFocus)

    qtbot.keyClick(button(view, Button.PAUSE), Qt.Key.Key_Space)

    assert button(view, Button.RESUME).hasFocus()


def test_every_control_has_a_name(view: TrainingView):
    own = (QPushButton, QToolButton, QCheckBox)
    for control in [control for kind in own for control in view.findChildren(kind)]:
        assert control.text() or control.accessibleName()
    for part in (view.board.table, view.board.losses.plot, view.board.accuracies.plot, view.strip.bar):
        assert part.accessibleName()
