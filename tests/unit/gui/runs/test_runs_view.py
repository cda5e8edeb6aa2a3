"""The list of runs: everything that can be done to a run, and what happens when it cannot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.runs.runs_view import RunsView

MakeRun = Callable[..., Path]
pytestmark = pytest.mark.usefixtures("plain_numbers")


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


def test_without_runs_the_list_says_how_to_get_one(qtbot: QtBot, view: RunsView) -> None:
    refresh(qtbot, view)

    assert view.none.isVisible()
    assert "No runs yet" in view.none.title.text()
    assert not view.buttons.isVisible()


def test_runs_are_listed_newest_first_in_words(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    make_run("old", "2025-01-31")
    make_run("new", epochs=1, module=False)

    refresh(qtbot, view)

    rows = [[view.list.runs.index(row, column).data() for column in (0, 2, 3, 4)] for row in range(2)]
    assert rows == [
        ["new", "Unfinished, 1 of 2 epochs", "photo against sketch", "–"],  # noqa: RUF001 - the dash for nothing
        ["old", "Finished", "photo against sketch", "86.3 (98%)"],
    ]
    assert view.list.isVisible()
    assert [run.title for run in view.list.chosen()] == ["new"]


@pytest.mark.parametrize("width", [500, 1100])
def test_runs_can_be_told_apart_by_name_in_a_narrow_window(
    qtbot: QtBot, view: RunsView, make_run: MakeRun, width: int
) -> None:
    make_run("photo-against-sketch")
    view.resize(width, 500)
    refresh(qtbot, view)

    header = view.list.horizontalHeader()
    assert header.sectionSize(0) >= view.list.fontMetrics().horizontalAdvance("photo-against-sketch")
    assert (view.list.horizontalScrollBar().maximum() > 0) is (width == 500)


@pytest.mark.parametrize(
    ("kind", "enabled"),
    [
        ("finished", {"open", "rename", "discard", "extend"}),
        ("stopped", {"open", "rename", "discard", "extend"}),
        ("unfinished", {"open", "resume", "rename", "discard"}),
        ("damaged", {"rename", "discard"}),
    ],
)
def test_only_what_makes_sense_is_offered(
    qtbot: QtBot, view: RunsView, make_run: MakeRun, kind: str, enabled: set[str]
) -> None:
    run = make_run("run", epochs=2 if kind == "finished" else 1, module=kind != "unfinished")
    if kind == "damaged":
        (run / "history.json").write_text("[", encoding="utf-8")

    refresh(qtbot, view)

    names = ("open", "resume", "compare", "rename", "discard", "extend")
    assert {name for name in names if getattr(view.buttons, f"{name}_button").isEnabled()} == enabled
    assert view.damage.isVisible() == (kind == "damaged")
    assert ("history.json is damaged" in view.damage.text()) == (kind == "damaged")


def test_enter_opens_the_run(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    run = make_run("run")
    refresh(qtbot, view)

    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.list, Qt.Key.Key_Return)

    assert opened.args == [run]


def test_an_unfinished_run_is_gone_on_with(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    run = make_run("run", module=False)
    refresh(qtbot, view)

    with qtbot.waitSignal(view.resumed) as resumed:
        qtbot.mouseClick(view.buttons.resume_button, Qt.MouseButton.LeftButton)

    assert resumed.args == [run]


def test_a_finished_run_is_extended(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    run = make_run("run")
    refresh(qtbot, view)
    view.buttons.epochs.setValue(7)

    with qtbot.waitSignal(view.extended) as extended:
        qtbot.mouseClick(view.buttons.extend_button, Qt.MouseButton.LeftButton)

    assert extended.args == [run, 7]


def type_title(qtbot: QtBot, view: RunsView, title: str) -> None:
    qtbot.keyClick(view.list, Qt.Key.Key_F2)
    editor = view.list.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, title)
    with qtbot.waitSignal(view.list.runs.modelReset):
        qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_a_run_is_renamed_in_place(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    make_run("other", "2025-01-31")
    run = make_run("run")
    refresh(qtbot, view)

    type_title(qtbot, view, "Best one")

    assert titles(view) == ["Best one", "other"]
    assert run.is_dir()
    assert [chosen.path for chosen in view.list.chosen()] == [run]


def test_a_title_that_cannot_be_kept_is_told_and_taken_back(
    qtbot: QtBot, view: RunsView, make_run: MakeRun, said: list[Message]
) -> None:
    run = make_run("run")
    refresh(qtbot, view)
    (run / "title.json").mkdir()

    type_title(qtbot, view, "Best one")

    assert "title.json: cannot be written" in said[0].sentence
    assert titles(view) == ["run"]


def test_two_runs_are_compared_and_left_again(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    make_run("first")
    make_run("second", "2025-01-31", seed=4)
    refresh(qtbot, view)
    assert not view.buttons.compare_button.isEnabled()
    choose(qtbot, view, 0, 1)

    qtbot.mouseClick(view.buttons.compare_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view.comparison.isVisible)

    assert view.comparison.title.text() == "first and second"
    qtbot.mouseClick(view.comparison.back_button, Qt.MouseButton.LeftButton)
    assert view.list.isVisible()


def test_a_run_that_vanished_cannot_be_compared(
    qtbot: QtBot, view: RunsView, make_run: MakeRun, said: list[Message]
) -> None:
    run = make_run("first")
    make_run("second")
    refresh(qtbot, view)
    choose(qtbot, view, 0, 1)
    (run / "run.json").unlink()

    qtbot.mouseClick(view.buttons.compare_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said))

    assert "is not the folder of a run" in said[0].sentence
    assert view.list.isVisible()


def test_a_folder_that_cannot_be_listed_is_told(
    qtbot: QtBot, view: RunsView, context: WindowContext, said: list[Message], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    context.settings.change(runs_folder=str(tmp_path / "file"))

    view.refresh()
    qtbot.waitUntil(lambda: bool(said))

    assert f"{tmp_path / 'file'}: cannot be read" in said[0].sentence


def test_a_refresh_keeps_what_is_chosen(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    make_run("first")
    make_run("second", "2025-01-31")
    refresh(qtbot, view)
    choose(qtbot, view, 1)

    make_run("newest", "2026-02-28")
    refresh(qtbot, view)

    assert [run.title for run in view.list.chosen()] == ["second"]


def test_model_has_no_children(qtbot: QtBot, view: RunsView, make_run: MakeRun) -> None:
    make_run("first")
    refresh(qtbot, view)

    model = view.list.runs
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
