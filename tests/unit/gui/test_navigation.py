"""A page leads to another one that it does not know."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.pages import page_entries
from ipclip_app.gui.protect.page import ProtectPage

BACKBONES = [entry.name for entry in page_entries()].index("backbones")


@pytest.fixture
def window(qtbot: QtBot, open_window: Callable[[], MainWindow]) -> MainWindow:
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_the_choice_of_a_backbone_leads_to_their_page(window: MainWindow) -> None:
    page = window.page(0)
    assert isinstance(page, ProtectPage)
    button = page.setup.options.backbones.manage_button
    button.setFocus()

    QTest.keyClick(button, Qt.Key.Key_Space)

    focused = window.focusWidget()
    assert window.stack.currentIndex() == BACKBONES
    assert window.rail.buttons()[BACKBONES].isChecked()
    assert focused is not None
    assert window.page(BACKBONES).isAncestorOf(focused)


def test_a_page_that_does_not_exist_is_not_shown(window: MainWindow) -> None:
    window.context.navigation.wanted.emit("nowhere")

    assert window.stack.currentIndex() == 0
