"""A folder gets into the window by being dropped, picked or named; anything else is told what can be dropped."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.protect.drop_target import DropTarget
from ipclip_app.jobs.preview import DomainPreview, FolderPreview
from ipclip_app.progress import Job, Report

Send = Callable[..., Any]


@pytest.fixture
def target(qtbot: QtBot, context: WindowContext) -> DropTarget:
    target = DropTarget(context, "authorized")
    qtbot.addWidget(target)
    target.resize(560, 320)
    with qtbot.waitExposed(target):
        target.show()
    return target


@pytest.fixture
def photos(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    return draw_domain(tmp_path / "photo", "photo", images=2)


@pytest.fixture
def held_preview(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A count that has found 7 images and then waits."""
    gate = threading.Event()

    def preview(root: Path) -> Job[FolderPreview]:
        yield Report("count", 7, 0)
        gate.wait(30)
        return FolderPreview(root, ())

    monkeypatch.setattr("ipclip_app.jobs.preview.preview_folder", preview)
    yield gate
    gate.set()


def settled(qtbot: QtBot, target: DropTarget) -> None:
    qtbot.waitUntil(lambda: not target.is_counting, timeout=20_000)


def test_an_empty_target_invites(target: DropTarget) -> None:
    assert target.face.state == "empty"
    assert target.face.invitation.text() == "Drop a folder here"
    assert target.domain is None


def test_a_dropped_folder_is_counted_and_shown(
    qtbot: QtBot, target: DropTarget, photos: Path, drop: Send, files: Send
) -> None:
    drop(target, files(photos))
    settled(qtbot, target)

    assert target.face.state == "filled"
    assert target.domain is not None
    assert target.domain.root == photos
    assert target.face.name.text() == "photo"
    assert target.face.summary.text() == "6 images · 3 classes"
    qtbot.waitUntil(lambda: target.face.strip.pictures == 6)


def test_hovering_shows_that_the_folder_would_be_taken(
    target: DropTarget, photos: Path, drag: Send, files: Send
) -> None:
    event = drag(target, files(photos))

    assert event.isAccepted()
    assert target.property("active") == "true"
    assert target.face.state == "hovering"
    assert target.face.release.text() == "Release to use this folder"


def test_leaving_restores_the_face(target: DropTarget, photos: Path, drag: Send, files: Send) -> None:
    drag(target, files(photos))

    QApplication.sendEvent(target, QDragLeaveEvent())

    assert target.property("active") == "false"
    assert target.face.state == "empty"


def test_a_drop_is_never_a_move(target: DropTarget, photos: Path, qtbot: QtBot, drop: Send, files: Send) -> None:
    event = drop(target, files(photos))

    assert event.dropAction() == Qt.DropAction.CopyAction
    settled(qtbot, target)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("text", "This is text. Drop a folder of images"),
        ("link", "This is a web link. Save its images to a folder"),
        ("other", "This cannot be used. Drop a folder of images"),
    ],
)
def test_anything_else_is_told_what_can_be_dropped(
    target: DropTarget, content: str, told: str, drop: Send, drag: Send, strange: Send
) -> None:
    drag(target, strange(content))
    hovering = target.face.release.text(), target.property("active")

    drop(target, strange(content))

    assert hovering[0].startswith(told)
    assert hovering[1] == "false"
    assert target.face.error.isVisible()
    assert target.face.error.text().startswith(told)
    assert target.face.state == "empty"


def test_a_dropped_file_is_told_to_be_one(
    qtbot: QtBot, target: DropTarget, photos: Path, drop: Send, files: Send
) -> None:
    drop(target, files(photos / "cat" / "000.png"))
    settled(qtbot, target)

    assert "is a file; drop the folder that contains the images" in target.face.error.text()
    assert target.domain is None


def test_a_folder_without_images_is_refused(
    qtbot: QtBot, target: DropTarget, tmp_path: Path, drop: Send, files: Send
) -> None:
    (tmp_path / "void").mkdir()

    drop(target, files(tmp_path / "void"))
    settled(qtbot, target)

    assert "contains no images" in target.face.error.text()
    assert target.domain is None


def test_a_folder_of_domains_asks_which(
    qtbot: QtBot, target: DropTarget, tmp_path: Path, draw_domain: Callable[..., Path], drop: Send, files: Send
) -> None:
    for name in ("photo", "sketch"):
        draw_domain(tmp_path / "root" / name, name, images=1)

    with qtbot.waitSignal(target.several_found) as asked:
        drop(target, files(tmp_path / "root"))

    assert [domain.name for domain in asked.args[0].domains] == ["photo", "sketch"]
    assert target.face.state == "empty"


def test_more_domains_than_anybody_would_choose_among_are_refused(
    qtbot: QtBot, target: DropTarget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drop: Send, files: Send
) -> None:
    monkeypatch.setattr("ipclip_app.gui.protect.drop_target.MOST_DOMAINS", 2)
    for name in ("cat", "dog", "owl"):
        image = tmp_path / "root" / name / "images" / "1.png"
        image.parent.mkdir(parents=True)
        image.touch()

    with qtbot.assertNotEmitted(target.several_found):
        drop(target, files(tmp_path / "root"))
        settled(qtbot, target)

    assert "holds 3 groups of images in folders within folders" in target.face.error.text()


def test_two_folders_at_once_ask_which(
    qtbot: QtBot,
    target: DropTarget,
    photos: Path,
    tmp_path: Path,
    draw_domain: Callable[..., Path],
    drop: Send,
    files: Send,
) -> None:
    sketches = draw_domain(tmp_path / "sketch", "sketch", images=1)

    with qtbot.waitSignal(target.several_found) as asked:
        drop(target, files(photos, sketches))

    assert [domain.root for domain in asked.args[0].domains] == [photos, sketches]


def test_a_failed_change_keeps_the_folder(
    qtbot: QtBot, target: DropTarget, photos: Path, tmp_path: Path, drop: Send, files: Send
) -> None:
    drop(target, files(photos))
    settled(qtbot, target)

    drop(target, files(tmp_path / "gone"))
    settled(qtbot, target)

    assert target.domain is not None
    assert target.domain.root == photos
    assert target.face.state == "filled"
    assert "there is no such folder" in target.face.error.text()


def test_counting_shows_how_many_and_can_be_cancelled(
    qtbot: QtBot, target: DropTarget, held_preview: threading.Event, photos: Path, drop: Send, files: Send
) -> None:
    drop(target, files(photos))
    qtbot.waitUntil(lambda: target.face.count.text() == "7 images")
    state = target.face.state

    qtbot.mouseClick(target.face.cancel_button, Qt.MouseButton.LeftButton)

    assert state == "counting"
    assert not target.is_counting
    assert target.face.state == "empty"


def test_clearing_forgets_the_folder(qtbot: QtBot, target: DropTarget, photos: Path) -> None:
    target.choose((photos,))
    settled(qtbot, target)

    with qtbot.waitSignal(target.changed):
        qtbot.mouseClick(target.face.clear_button, Qt.MouseButton.LeftButton)

    assert target.domain is None
    assert target.face.state == "empty"
    assert target.face.strip.pictures == 0
    assert photos.is_dir()


def test_the_keyboard_picks_a_folder(qtbot: QtBot, target: DropTarget, photos: Path) -> None:
    target.face.pick_button.setFocus()

    QTest.keyClick(target.face.pick_button, Qt.Key.Key_Space)
    dialog = target.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(photos))
    dialog.reject()
    settled(qtbot, target)

    assert target.domain is not None
    assert target.domain.root == photos


def test_a_click_anywhere_in_an_empty_card_opens_the_picker(qtbot: QtBot, target: DropTarget) -> None:
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(12, target.height() - 12))

    dialog = target.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()


def test_a_click_in_a_filled_card_opens_nothing(qtbot: QtBot, target: DropTarget, photos: Path) -> None:
    target.set_domain(DomainPreview(photos, "photo", {"cat": 1}, 1, ()))

    qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(12, target.height() - 12))

    assert target.findChild(QFileDialog) is None


def test_a_broken_image_is_no_obstacle(qtbot: QtBot, target: DropTarget, photos: Path) -> None:
    (photos / "cat" / "000.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")

    target.choose((photos,))
    settled(qtbot, target)
    qtbot.waitUntil(lambda: target.face.strip.pictures == 6)

    assert not target.grab().isNull()
