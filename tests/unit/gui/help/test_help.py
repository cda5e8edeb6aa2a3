"""Help tells versions, licences and keys, and diagnostics that show nothing of whoever sends them."""

import getpass
import logging
import platform
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from ipclip_app import __version__
from ipclip_app.gui.app_settings import AppSettings
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.help.about import AboutDialog
from ipclip_app.gui.help.diagnostics import BLOT, blotted, diagnostics
from ipclip_app.gui.help.menu import HelpMenu
from ipclip_app.gui.help.shortcuts import ShortcutsDialog
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.recent_defects import RecentDefects
from ipclip_app.jobs.engine import ComputeDevice, EngineFacts

FACTS = EngineFacts((ComputeDevice("cpu", "A processor", 2048),), {"torch": "2.99", "numpy": "1.99"}, 3)


class Opened(QObject):
    """Stands in for the system's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


def texts(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A person with a name, a machine and a home folder, of which nothing may be told."""
    home = tmp_path / "home" / "erika.mustermann"
    home.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(getpass, "getuser", lambda: "emuster")
    monkeypatch.setattr(platform, "node", lambda: "mainframe-7.example.org")
    monkeypatch.setattr(platform, "release", lambda: "6.1.0-mainframe-7")
    return home


def test_diagnostics_tell_versions_machine_settings_and_variables(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPCLIP_OFFLINE", "1")

    text = diagnostics(AppSettings(theme="dark", threads=2), FACTS, ())

    for fact in (f"IP-CLIP {__version__}", "torch 2.99", "Threads: 3", "A processor", "Theme dark", "IPCLIP_OFFLINE"):
        assert fact in text


def test_diagnostics_name_neither_person_nor_machine_nor_folder(qtbot: QtBot, owner: Path) -> None:
    defects = RecentDefects()
    try:
        (owner / "secret-cat.png").read_bytes()
    except OSError:
        defects.emit(logging.makeLogRecord({"msg": f"Reading {owner}", "exc_info": sys.exc_info()}))
    settings = AppSettings(runs_folder=str(owner / "secret-runs"))
    facts = EngineFacts((ComputeDevice("cpu", "CPU of EMUSTER", 1),), {"torch": f"built in {owner}"}, 1)

    text = diagnostics(settings, facts, defects.latest())

    assert "FileNotFoundError" in text
    assert "pathlib" in text
    for secret in (str(owner), "erika", "emuster", "mainframe", "secret", "cat.png"):
        assert secret.lower() not in text.lower()
    assert BLOT in text


def test_blotting_leaves_longer_words_alone() -> None:
    assert blotted("me, home and ME", ["me", ""]) == f"{BLOT}, home and {BLOT}"


def test_diagnostics_are_copied_from_the_menu(context: WindowContext, said: list[Message], qtbot: QtBot) -> None:
    menu = HelpMenu(context, (), RecentDefects())
    qtbot.addWidget(menu)

    menu.copy.trigger()

    assert QGuiApplication.clipboard().text().startswith("IP-CLIP ")
    assert said[0].severity == "done"


def test_the_log_folder_opens_and_is_made_where_nothing_was_logged_yet(
    context: WindowContext, said: list[Message], qtbot: QtBot, window_folders: Path
) -> None:
    menu, opened = HelpMenu(context, (), RecentDefects()), Opened()
    qtbot.addWidget(menu)
    QDesktopServices.setUrlHandler("file", opened, "take")
    try:
        menu.log.trigger()
    finally:
        QDesktopServices.unsetUrlHandler("file")

    assert opened.urls == [QUrl.fromLocalFile(str(window_folders / "data" / "logs"))]
    assert (window_folders / "data" / "logs").is_dir()
    assert said == []


def test_a_folder_that_cannot_be_made_is_told(
    context: WindowContext, said: list[Message], qtbot: QtBot, window_folders: Path
) -> None:
    (window_folders / "data").write_text("in the way")
    menu = HelpMenu(context, (), RecentDefects())
    qtbot.addWidget(menu)

    menu.log.trigger()

    assert str(window_folders / "data" / "logs") in said[0].sentence


def test_about_tells_versions_and_licences(qtbot: QtBot) -> None:
    dialog = AboutDialog(FACTS)
    qtbot.addWidget(dialog)

    for words in (__version__, "2.99", "Apache License 2.0", "Lesser General Public License", "PySide6"):
        assert words in texts(dialog)


def test_about_cuts_no_line(open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    dialog = AboutDialog(FACTS, open_window())
    with qtbot.waitExposed(dialog):
        dialog.show()

    for label in dialog.findChildren(QLabel):
        lines = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        assert label.height() >= lines, label.text()


def test_about_says_that_the_engine_is_still_loading(qtbot: QtBot) -> None:
    dialog = AboutDialog(None)
    qtbot.addWidget(dialog)

    assert "still loading" in texts(dialog)


def test_f1_shows_the_keys_of_every_page(open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    window = open_window()

    QTest.keyClick(window, Qt.Key.Key_F1)

    qtbot.waitUntil(lambda: bool(window.findChildren(ShortcutsDialog)))
    (dialog,) = window.findChildren(ShortcutsDialog)
    for number, button in enumerate(window.rail.buttons(), start=1):
        assert f"Ctrl+{number}" in texts(dialog)
        assert button.text() in texts(dialog)
    assert not dialog.isModal()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(ShortcutsDialog))
