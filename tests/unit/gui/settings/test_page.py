"""Every setting takes effect, is kept, and says where a restart is needed."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ipclip_app.gui.app_settings import SettingsStore
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.settings.page import SettingsPage
from ipclip_app.jobs import cache
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts
from ipclip_app.preferences import MEGABYTE, cache_limit, offline_switch

FACTS = EngineFacts((ComputeDevice("cpu", "A processor", 2048),), {}, 3)


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("IPCLIP_OFFLINE", "HF_HUB_OFFLINE", "IPCLIP_CACHE_LIMIT_MB"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def make(context: WindowContext, qtbot: QtBot) -> Callable[[], SettingsPage]:
    def page() -> SettingsPage:
        page = SettingsPage(context)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        page.shown()
        return page

    return page


@pytest.fixture
def page(make: Callable[[], SettingsPage]) -> SettingsPage:
    return make()


def stored(folders: Path) -> dict[str, object]:
    content = json.loads((folders / "data" / "settings.json").read_text())
    assert isinstance(content, dict)
    return content


def test_the_theme_changes_at_once_and_is_kept(
    page: SettingsPage, context: WindowContext, window_folders: Path
) -> None:
    QTest.keyClick(page.appearance.theme_box, Qt.Key.Key_D)

    assert context.theme.is_dark
    assert stored(window_folders)["theme"] == "dark"


def test_the_language_is_kept_and_said_to_change_with_the_next_start(page: SettingsPage, window_folders: Path) -> None:
    assert not page.appearance.restart_note.isVisible()

    QTest.keyClick(page.appearance.language_box, Qt.Key.Key_D)

    assert stored(window_folders)["language"] == "de"
    assert page.appearance.restart_note.isVisible()


def test_choosing_the_language_of_this_start_again_needs_no_restart(page: SettingsPage) -> None:
    QTest.keyClick(page.appearance.language_box, Qt.Key.Key_D)
    QTest.keyClick(page.appearance.language_box, Qt.Key.Key_Home)

    assert not page.appearance.restart_note.isVisible()


def test_threads_are_kept_and_said_to_change_with_the_next_start(page: SettingsPage, window_folders: Path) -> None:
    QTest.keyClick(page.computing.threads_box, Qt.Key.Key_Up)

    assert stored(window_folders)["threads"] == 1
    assert "started again" in page.computing.threads_note.text()


def test_the_threads_in_use_are_told(page: SettingsPage, context: WindowContext) -> None:
    context.engine.facts = FACTS
    context.engine.ready.emit(FACTS)

    assert "present: 3" in page.computing.threads_note.text()


def test_offline_holds_at_once(page: SettingsPage, window_folders: Path) -> None:
    QTest.keyClick(page.computing.offline_box, Qt.Key.Key_Space)

    assert stored(window_folders)["offline"] is True
    assert offline_switch()


def test_a_system_that_is_kept_offline_is_told_and_cannot_be_changed_here(
    make: Callable[[], SettingsPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    page = make()

    card = page.computing
    assert card.offline_box.isChecked()
    assert not card.offline_box.isEnabled()
    assert "HF_HUB_OFFLINE" in card.offline_note.text()


def test_the_cache_is_limited_at_once_and_after_the_next_start(page: SettingsPage, window_folders: Path) -> None:
    QTest.keyClick(page.cache.limit_box, Qt.Key.Key_Up)

    assert stored(window_folders)["cache_limit_mb"] == 256
    assert cache_limit() == 256 * MEGABYTE
    SettingsStore(window_folders / "nothing.json")
    assert cache_limit() == 2048 * MEGABYTE
    SettingsStore()
    assert cache_limit() == 256 * MEGABYTE


def test_a_limit_set_by_the_system_cannot_be_changed_here(
    make: Callable[[], SettingsPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPCLIP_CACHE_LIMIT_MB", "7")

    assert not make().cache.limit_box.isEnabled()


def test_the_cache_waits_for_the_engine_and_then_shows_its_content(
    page: SettingsPage, context: WindowContext, qtbot: QtBot
) -> None:
    assert "loading" in page.cache.content.text()
    assert not page.cache.clear_button.isEnabled()

    context.engine.facts = FACTS
    context.engine.ready.emit(FACTS)

    qtbot.waitUntil(lambda: page.cache.content.text().startswith("0 views of images"))
    assert page.cache.clear_button.isEnabled()


def test_the_cache_is_cleared_after_asking(
    page: SettingsPage, context: WindowContext, qtbot: QtBot, said: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared = threading.Event()
    monkeypatch.setattr(cache, "clear_cache", lambda: cleared.set() or cache.ClearedCache("x", 3, 5 * MEGABYTE, ()))
    context.engine.facts = FACTS
    context.engine.ready.emit(FACTS)
    qtbot.waitUntil(page.cache.clear_button.isEnabled)

    QTest.mouseClick(page.cache.clear_button, Qt.MouseButton.LeftButton)
    assert page.cache.question.isVisible()
    assert not cleared.is_set()
    QTest.mouseClick(page.cache.question.accept_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(said))
    assert said[0].severity == "done"
    assert "5.0 MiB" in said[0].sentence
    assert not page.cache.question.isVisible()


def test_escape_keeps_the_cache(page: SettingsPage, context: WindowContext, qtbot: QtBot) -> None:
    context.engine.facts = FACTS
    context.engine.ready.emit(FACTS)
    qtbot.waitUntil(page.cache.clear_button.isEnabled)
    QTest.mouseClick(page.cache.clear_button, Qt.MouseButton.LeftButton)

    QTest.keyClick(page.cache.question.decline_button, Qt.Key.Key_Escape)

    assert not page.cache.question.isVisible()
    assert not context.background.is_busy


def test_new_runs_go_to_the_chosen_folder(page: SettingsPage, context: WindowContext, tmp_path: Path) -> None:
    page.folders.choose(tmp_path)

    assert context.settings.now.runs == tmp_path
    assert page.folders.runs_label.text() == str(tmp_path)
    QTest.mouseClick(page.folders.reset_button, Qt.MouseButton.LeftButton)
    assert context.settings.now.runs == tmp_path / "data" / "runs"


def test_a_folder_that_cannot_be_written_is_not_taken(
    page: SettingsPage, context: WindowContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    page.folders.choose(tmp_path)

    assert context.settings.now.runs_folder == ""
    assert str(tmp_path) in page.folders.error.text()
    assert page.folders.error.isVisible()


class Opened(QObject):
    """Stands in for the system's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(url.toLocalFile())


def test_every_folder_opens(page: SettingsPage, window_folders: Path) -> None:
    opened, data = Opened(), window_folders / "data"
    QDesktopServices.setUrlHandler("file", opened, "take")
    try:
        for button in page.folders.open_buttons:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("file")

    assert opened.paths == [str(path) for path in (data / "runs", data, window_folders / "cache", data / "logs")]


def test_settings_that_cannot_be_written_are_told_and_hold_nevertheless(
    open_window: Callable[[], MainWindow], window_folders: Path
) -> None:
    (window_folders / "data").write_text("in the way")
    window = open_window()

    window.context.settings.change(offline=True)

    assert window.context.settings.now.offline
    assert str(window_folders / "data" / "settings.json") in window.messages.messages()[0].sentence


def test_labels_stand_in_the_middle_of_their_fields(page: SettingsPage) -> None:
    labels = [label for label in page.findChildren(QLabel) if label.buddy() is not None]

    assert len(labels) > 3
    for label in labels:
        apart = label.geometry().center().y() - label.buddy().geometry().center().y()
        assert abs(apart) <= 1, label.text()
