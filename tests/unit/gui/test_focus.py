"""The keyboard's focus goes along with what the owner looks at, and a screen reader hears what that is."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ipclip_app.gui import focus
from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.pages import page_entries

PAGES = range(len(page_entries()))


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told."""
    told: list[str] = []

    class Ear:
        @staticmethod
        def updateAccessibility(event: Any) -> None:  # noqa: N802 - Qt's name
            assert event.type() == QAccessible.Event.Announcement
            told.append(event.message())

    monkeypatch.setattr(focus, "QAccessible", Ear)
    return told


@pytest.fixture
def window(qtbot: QtBot, open_window: Callable[[], MainWindow]) -> MainWindow:
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.rail.take_focus()
    return window


def focused(window: MainWindow) -> QWidget:
    widget = window.focusWidget()
    assert widget is not None
    return widget


def press_page(window: MainWindow, index: int) -> None:
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + index), Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("index", PAGES)
def test_a_page_that_is_called_has_the_focus_and_is_named(window: MainWindow, announced: list[str], index: int) -> None:
    press_page(window, index)

    assert window.page(index).isAncestorOf(focused(window))
    assert len(announced) == 1
    assert announced[0]


def test_a_click_on_the_rail_leads_into_the_page(window: MainWindow) -> None:
    QTest.mouseClick(window.rail.buttons()[2], Qt.MouseButton.LeftButton)

    assert window.page(2).isAncestorOf(focused(window))


def test_arrow_keys_show_one_page_after_the_other_and_stay_on_the_rail(
    window: MainWindow, announced: list[str]
) -> None:
    QTest.keyClick(focused(window), Qt.Key.Key_Down)
    QTest.keyClick(focused(window), Qt.Key.Key_Down)

    assert window.stack.currentIndex() == 2
    assert focused(window) is window.rail.buttons()[2]
    assert announced == []


def test_f6_leads_from_the_rail_into_the_page_and_back_to_the_same_control(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F6)
    QTest.keyClick(focused(window), Qt.Key.Key_Tab)
    control = focused(window)
    assert window.page(0).isAncestorOf(control)

    QTest.keyClick(window, Qt.Key.Key_F6)
    assert focused(window) is window.rail.buttons()[0]
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert focused(window) is control


def test_the_first_control_is_the_offer_of_the_sample(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F6)

    button = focused(window)
    assert isinstance(button, QPushButton)
    assert "sample" in button.text()


def test_what_is_hidden_takes_no_focus_and_says_nothing(qtbot: QtBot, announced: list[str]) -> None:
    window, view = QWidget(), QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    outside, inside = QPushButton("outside"), QPushButton("inside")
    QVBoxLayout(view).addWidget(inside)
    for widget in (outside, view):
        layout.addWidget(widget)
    with qtbot.waitExposed(window):
        window.show()
    outside.setFocus()
    view.hide()

    focus.enter(view, "hidden")

    assert window.focusWidget() is outside
    assert announced == []


def test_a_control_that_cannot_be_used_is_passed_over(qtbot: QtBot, announced: list[str]) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    layout = QVBoxLayout(view)
    buttons = [QPushButton(text) for text in ("disabled", "hidden", "usable")]
    for button in buttons:
        layout.addWidget(button)
    with qtbot.waitExposed(view):
        view.show()
    buttons[0].setEnabled(False)
    buttons[1].hide()

    focus.enter(view, "view")

    assert view.focusWidget() is buttons[2]
    assert announced == ["view"]
