"""The owner finds backbones, downloads them with his eyes open, adds his own and removes them."""

import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ipclip_app.gui.backbones.page import BackbonesPage
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.jobs.backbones import list_backbones

Server = Any  # the stand-in of the common fixtures, which cannot be imported
Choose = Callable[[str], None]
Send = Callable[..., Any]


def press(button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def kind(name: str) -> str:
    return next(entry.kind for entry in list_backbones() if entry.name == name)


@pytest.fixture
def own(tmp_path: Path, tiny_clip_folder: Callable[..., Path]) -> Path:
    return tiny_clip_folder(tmp_path / "my clip")


def test_the_page_waits_for_the_engine_and_says_so(waiting_page: BackbonesPage) -> None:
    assert "loading" in waiting_page.status.text()
    assert waiting_page.status.isVisible()
    assert not waiting_page.folder_button.isEnabled()


def test_names_can_be_told_apart_in_the_smallest_window(page: BackbonesPage, qtbot: QtBot) -> None:
    page.resize(828, 615)
    name = page.list.table.fontMetrics().horizontalAdvance("ViT-B-32/openai")

    qtbot.waitUntil(lambda: page.list.width() > page.details.width())
    assert page.list.table.columnWidth(0) > name


def test_what_can_be_used_and_what_is_recommended_comes_first(page: BackbonesPage) -> None:
    names = [entry.name for entry in page.list.model.entries]

    assert names[:4] == ["demo", "ViT-B-16/openai", "RN50/openai", "ViT-L-14/openai"]
    assert not page.status.isVisible()
    assert page.details.name.text() == "demo"


def test_searching_narrows_the_list_and_says_when_nothing_is_left(page: BackbonesPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.list.search, "vit-l-14/OPENAI")
    assert page.details.name.text() == "ViT-L-14/openai"
    assert page.details.download_button.isVisible()

    qtbot.keyClicks(page.list.search, "nonsense")
    assert page.list.nothing.isVisible()
    assert not page.details.isVisible()


def test_an_identity_is_computed_on_request_and_copied(page: BackbonesPage, qtbot: QtBot, said: list[Message]) -> None:
    press(page.details.identify_button)
    qtbot.waitUntil(page.details.copy_button.isVisible, timeout=60_000)

    press(page.details.copy_button)

    assert len(page.details.identity.text()) == 64
    assert QGuiApplication.clipboard().text() == page.details.identity.text()
    assert said[0].severity == "done"


def test_a_download_tells_size_destination_and_room_before_it_begins(
    published_tiny: str, page: BackbonesPage, choose: Choose, qtbot: QtBot, own_folders: Path
) -> None:
    choose(published_tiny)
    press(page.details.download_button)
    qtbot.waitUntil(page.download.start_button.isVisible)

    words = page.download.words.text()
    assert "Size: " in words
    assert "Free there: " in words
    assert str(own_folders / "data" / "backbones") in words
    assert kind(published_tiny) == "available"


def test_a_started_download_ends_as_an_installed_backbone(
    published_tiny: str, page: BackbonesPage, choose: Choose, qtbot: QtBot, said: list[Message]
) -> None:
    choose(published_tiny)
    press(page.details.download_button)
    qtbot.waitUntil(page.download.start_button.isVisible)
    press(page.download.start_button)

    qtbot.waitUntil(page.details.remove_button.isVisible)
    assert kind(published_tiny) == "downloaded"
    assert said[0].severity == "done"
    assert not page.download.isVisible()
    assert page.details.name.text() == published_tiny


def test_a_full_disk_is_told_before_anything_is_fetched(
    published_tiny: str, page: BackbonesPage, choose: Choose, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil's own
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 9, 1))
    choose(published_tiny)
    press(page.details.download_button)
    qtbot.waitUntil(page.download.retry_button.isVisible)

    assert "The disk is too full" in page.download.words.text()
    assert not page.download.start_button.isVisible()


def test_offline_no_server_is_asked_and_the_setting_is_named(
    published_tiny: str, page: BackbonesPage, choose: Choose, qtbot: QtBot, context: WindowContext, server: Server
) -> None:
    context.settings.change(offline=True)
    choose(published_tiny)
    press(page.details.download_button)
    qtbot.waitUntil(page.download.retry_button.isVisible)

    assert "the setting Offline" in page.download.words.text()
    assert server.requests == []


def test_a_failed_download_can_be_tried_again(
    published_tiny: str, page: BackbonesPage, choose: Choose, qtbot: QtBot, server: Server
) -> None:
    choose(published_tiny)
    press(page.details.download_button)
    qtbot.waitUntil(page.download.start_button.isVisible)
    server.statuses.append(403)
    press(page.download.start_button)
    qtbot.waitUntil(page.download.retry_button.isVisible)
    assert "status 403" in page.download.words.text()

    press(page.download.retry_button)
    qtbot.waitUntil(page.download.start_button.isVisible)
    press(page.download.start_button)

    qtbot.waitUntil(page.details.remove_button.isVisible)
    assert kind(published_tiny) == "downloaded"


def test_a_cancelled_download_is_neither_told_nor_kept_as_installed(
    published_tiny: str, page: BackbonesPage, choose: Choose, qtbot: QtBot, context: WindowContext, said: list[Message]
) -> None:
    choose(published_tiny)
    press(page.details.download_button)
    qtbot.waitUntil(page.download.start_button.isVisible)
    press(page.download.start_button)
    press(page.download.cancel_button)

    qtbot.waitUntil(lambda: not context.background.is_busy)
    assert not page.download.isVisible()
    assert said == []
    assert page.details.download_button.isEnabled()


def test_a_dropped_folder_is_added_under_a_name_that_is_allowed(
    page: BackbonesPage, own: Path, qtbot: QtBot, said: list[Message], drop: Send, drag: Send, files: Send
) -> None:
    assert drag(page, files(own)).isAccepted()
    drop(page, files(own))

    assert page.adding.name_field.text() == "my-clip"
    QTest.keyClick(page.adding.name_field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page.details.name.text() == "my-clip")
    assert kind("my-clip") == "added"
    assert len(page.details.identity.text()) == 64
    assert said[0].severity == "done"


def test_a_dropped_file_asks_for_its_architecture(
    published_tiny: str, page: BackbonesPage, own: Path, qtbot: QtBot, drop: Send, files: Send
) -> None:
    drop(page, files(own / "open_clip_model.safetensors"))
    assert page.adding.architecture_box.isVisible()

    page.adding.architecture_box.clearEditText()
    qtbot.keyClicks(page.adding.architecture_box, "tiny-vit")
    press(page.adding.add_button)

    qtbot.waitUntil(lambda: page.details.name.text() == "open_clip_model")
    assert kind("open_clip_model") == "added"


def test_several_files_at_once_are_not_taken(
    page: BackbonesPage, own: Path, drop: Send, drag: Send, files: Send
) -> None:
    assert not drag(page, files(own, own.parent)).isAccepted()
    drop(page, files(own, own.parent))
    assert not page.adding.isVisible()


def test_what_cannot_be_added_is_told_in_the_card(page: BackbonesPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.add(tmp_path)
    press(page.adding.add_button)

    qtbot.waitUntil(page.adding.error.isVisible)
    assert "open_clip_config.json" in page.adding.error.text()
    assert page.adding.add_button.isEnabled()


def test_a_taken_name_is_refused_at_once(page: BackbonesPage, own: Path, context: WindowContext) -> None:
    page.add(own)
    page.adding.name_field.clear()
    QTest.keyClicks(page.adding.name_field, "demo")
    press(page.adding.add_button)

    assert "choose another name" in page.adding.error.text()
    assert not context.background.is_busy


def test_removing_asks_first_and_leaves_the_owners_files(page: BackbonesPage, own: Path, qtbot: QtBot) -> None:
    page.add(own)
    press(page.adding.add_button)
    qtbot.waitUntil(lambda: page.details.name.text() == "my-clip")

    press(page.details.remove_button)
    assert "my-clip" in page.details.question.text.text()
    press(page.details.question.decline_button)
    assert kind("my-clip") == "added"
    press(page.details.remove_button)
    press(page.details.question.accept_button)

    qtbot.waitUntil(lambda: all(entry.name != "my-clip" for entry in page.list.model.entries))
    assert (own / "open_clip_model.safetensors").exists()


def test_a_removal_that_fails_is_told_in_the_card(page: BackbonesPage, own: Path, qtbot: QtBot) -> None:
    page.add(own)
    press(page.adding.add_button)
    qtbot.waitUntil(lambda: page.details.name.text() == "my-clip")
    (own.parent / "data" / "backbones" / "registered.json").unlink()

    press(page.details.remove_button)
    press(page.details.question.accept_button)

    qtbot.waitUntil(page.details.error.isVisible)
    assert "my-clip" in page.details.error.text()
