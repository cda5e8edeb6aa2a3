"""Images get the trigger: dropped or picked, with progress, and what has no copy is named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.data.trigger import GRID
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.triggers import stamp_view
from ipclip_app.gui.triggers.stamp_view import StampView
from ipclip_app.gui.triggers.trigger_choice import TriggerChoice
from ipclip_app.progress import Job, Report

Send = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.fixture
def view(qtbot: QtBot, context: WindowContext) -> StampView:
    choice = TriggerChoice(context)
    view = StampView(context, choice)
    qtbot.addWidget(choice)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two images, and a file that is none but says so."""
    folder = tmp_path / "photos"
    (folder / "cat").mkdir(parents=True)
    for name in ("one", "two"):
        Image.new("RGB", (32, 24), (200, 40, 40)).save(folder / "cat" / f"{name}.png")
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    return folder


def done(qtbot: QtBot, view: StampView) -> None:
    qtbot.waitUntil(lambda: not view.is_running, timeout=20_000)


def test_nothing_can_be_stamped_before_something_is_given(view: StampView) -> None:
    assert not view.start_button.isEnabled()
    assert view.drop.invitation.text() == "Drop images and folders here"


def test_a_dropped_folder_gets_stamped_copies_and_what_is_broken_is_named(
    qtbot: QtBot, view: StampView, folder: Path, drop: Send, files: Callable[..., QMimeData]
) -> None:
    event = drop(view.drop, files(folder))
    suggested = view.place.path
    qtbot.mouseClick(view.start_button, Qt.MouseButton.LeftButton)
    done(qtbot, view)

    assert event.dropAction() == Qt.DropAction.CopyAction
    assert suggested == folder.parent / "stamped"
    with Image.open(folder / "cat" / "one.png") as before, Image.open(suggested / "photos" / "cat" / "one.png") as copy:
        assert copy.tobytes() == GRID.stamp(before).tobytes()
    assert view.words.text() == "2 images got the trigger. 1 image could not be used."
    assert [row.texts[0] for row in view.table.lines.rows] == ["broken.png"]
    assert view.table.isVisible()


def test_single_images_are_picked_and_go_right_into_the_folder(
    qtbot: QtBot, view: StampView, folder: Path, tmp_path: Path
) -> None:
    qtbot.mouseClick(view.drop.files_button, Qt.MouseButton.LeftButton)
    dialog = view.drop.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(folder / "cat" / "one.png"), str(folder / "broken.png")])
    dialog.reject()
    view.place.set_path(tmp_path / "out")
    view.start()
    done(qtbot, view)

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["one.png"]
    assert view.words.text() == "1 image got the trigger. 1 image could not be used."


def test_copies_that_are_there_are_replaced_only_where_the_owner_says_so(
    qtbot: QtBot, view: StampView, folder: Path, said: list[Message]
) -> None:
    view.take((folder,))
    view.start()
    done(qtbot, view)
    view.start()
    done(qtbot, view)
    refused = [message.sentence for message in said]
    qtbot.keyClick(view.replace_box, Qt.Key.Key_Space)
    view.start()
    done(qtbot, view)

    assert len(refused) == 1
    assert "exists already" in refused[0]
    assert view.words.text().startswith("2 images got the trigger.")


def test_stamping_can_be_cancelled(
    qtbot: QtBot, view: StampView, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_wish: object) -> Job[None]:
        for step in range(10**9):
            yield Report("stamping", min(step, 3), 10)

    monkeypatch.setattr(stamp_view, "stamp_all", endless)
    view.take((folder,))
    view.start()
    qtbot.waitUntil(lambda: view.words.text() == "3 of 10 images")

    qtbot.mouseClick(view.cancel_button, Qt.MouseButton.LeftButton)

    assert not view.is_running
    assert view.words.text().startswith("Stopped.")
    assert view.start_button.isVisible()


def test_text_is_told_what_can_be_dropped(view: StampView, drop: Send, strange: Send) -> None:
    drop(view.drop, strange("text"))

    assert view.drop.hint.text().startswith("This is text.")
    assert not view.start_button.isEnabled()


def test_the_copies_are_shown_in_the_file_manager(
    qtbot: QtBot, view: StampView, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    view.take((folder / "cat" / "one.png",))
    view.start()
    done(qtbot, view)

    qtbot.mouseClick(view.folder_button, Qt.MouseButton.LeftButton)

    assert opened == [str(folder / "cat" / "stamped")]
