"""A window without a screen, with folders of its own in place of the user's."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ipclip_app.gui.app_settings import SettingsStore
from ipclip_app.gui.background import Background
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.engine import Engine
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.pages import page_entries
from ipclip_app.gui.theme import Theme


@pytest.fixture(autouse=True)
def window_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Empty folders for data and caches in place of the user's."""
    monkeypatch.setenv("IPCLIP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("IPCLIP_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme on the test's application."""
    theme = Theme(qapp, "light")
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture
def said() -> list[Message]:
    """What a page of `context` has told."""
    return []


@pytest.fixture
def context(theme: Theme, said: list[Message]) -> Iterator[WindowContext]:
    """What a single page works with; the engine is not started."""
    background, engine = Background(), Engine()
    yield WindowContext(SettingsStore(), theme, engine, background, said.append)
    background.stop_all()
    assert background.wait(30_000), "a job outlived its test"
    assert engine.wait(60_000)


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[], MainWindow]]:
    """`open_window()`: the real main window, shown; closed with everything that runs in it after the test."""
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(SettingsStore(), theme, page_entries())
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.background.stop_all()
        assert window.background.wait(30_000), "a job outlived its window"
        assert window.engine.wait(60_000)
