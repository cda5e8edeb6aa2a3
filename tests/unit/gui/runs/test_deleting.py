"""Deleting runs: asked first, into the trash, and never a run in training."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ipclip_app.gui import trash
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.runs.runs_view import RunsView
from ipclip_app.jobs.run_folder import RunFolder

MakeRun = Callable[..., Path]


def titles(view: RunsView) -> list[str]:
    return [run.title for run in view.list.runs.runs]


def refresh(qtbot: QtBot, view: RunsView) -> None:
    with qtbot.waitSignal(view.list.runs.modelReset):
        view.refresh()


def choose(qtbot: QtBot, view: RunsView, *rows: int) -> None:
    """Click rows, the second and further ones with Ctrl."""
    for count, row in enumerate(rows):
        place = view.list.visualRect(view.list.runs.index(row, 0)).center()
        modifier = Qt.KeyboardModifier.ControlModifier if count else Qt.KeyboardModifier.NoModifier
        qtbot.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_deleting_asks_first_and_keeping_is_the_default(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    run = make_run("run")
    refresh(qtbot, view)

    qtbot.keyClick(view.list, Qt.Key.Key_Delete)

    assert view.question.isVisible()
    assert "run" in view.question.text.text()
    qtbot.waitUntil(view.question.decline_button.hasFocus)
    qtbot.keyClick(view.question.decline_button, Qt.Key.Key_Space)
    assert not view.question.isVisible()
    assert run.is_dir()


def test_a_deleted_run_is_in_the_trash(qtbot: QtBot, view: RunsView, make_run: MakeRun, tmp_path: Path) -> None:
    make_run("kept", "2025-01-31")
    run = make_run("run")
    refresh(qtbot, view)

    qtbot.mouseClick(view.buttons.discard_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.question.accept_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: titles(view) == ["kept"])
    assert not run.exists()
    assert any(path.name == "run.json" for path in tmp_path.rglob("Trash/files/**/run.json"))


def test_several_runs_are_deleted_together(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    for name in ("first", "second", "third"):
        make_run(name)
    refresh(qtbot, view)
    choose(qtbot, view, 0, 2)

    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert view.question.text.text() == "Move 2 runs to the trash?"
    qtbot.mouseClick(view.question.accept_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(titles(view)) == 1)
    assert titles(view) == ["second"]


def test_choosing_another_run_takes_the_question_back(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    make_run("first")
    make_run("second")
    refresh(qtbot, view)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)

    choose(qtbot, view, 1)

    assert not view.question.isVisible()


def test_a_run_in_training_is_not_deleted(qtbot: QtBot, view: RunsView, make_run: MakeRun, said: list[Message]) -> None:
    run = make_run("run")
    refresh(qtbot, view)

    with RunFolder(run).locked():
        qtbot.keyClick(view.list, Qt.Key.Key_Delete)
        qtbot.mouseClick(view.question.accept_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(said))

    assert said[0].sentence == f"{run}: is being trained; stop its training first."
    assert run.is_dir()


def test_a_run_that_the_trash_refuses_stays(
    qtbot: QtBot, view: RunsView, make_run: MakeRun, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing:
        def __init__(self, _path: str) -> None: ...

        def moveToTrash(self) -> bool:  # noqa: N802 - Qt's name
            return False

    monkeypatch.setattr(trash, "QFile", Refusing)
    make_run("run")
    refresh(qtbot, view)

    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.mouseClick(view.question.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said))

    assert "cannot be moved to the trash" in said[0].sentence
    assert titles(view) == ["run"]
