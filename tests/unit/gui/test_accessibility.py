"""Whoever cannot see the window or use a mouse reaches everything in it."""

from collections.abc import Callable, Iterator
from functools import cached_property

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.pages import page_entries

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)
PAGES = range(len(page_entries()))


def is_control(widget: QWidget) -> bool:
    """Not what Qt builds others of, such as the field within a spin box."""
    inner = any(
        isinstance(parent, QAbstractSpinBox | QComboBox | QAbstractItemView | QLineEdit) for parent in parents(widget)
    )
    made_by_qt = widget.objectName().startswith("qt_") or type(widget).__name__.startswith("QComboBoxPrivate")
    return (isinstance(widget, CONTROLS) or takes_focus(widget)) and not inner and not made_by_qt


def takes_focus(widget: QWidget) -> bool:
    """Whether Tab leads to the widget itself, be it of a kind of our own or a text whose links can be followed."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def parents(widget: QWidget) -> Iterator[QWidget]:
    while (widget := widget.parentWidget()) is not None:
        yield widget


def name_of(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton | QLabel) else "")


def described(widget: QWidget) -> str:
    return " < ".join(type(part).__name__ for part in (widget, *parents(widget)))


def build_all(page: QWidget) -> None:
    """Build also the views that a page builds when they are first needed."""
    for kind in type(page).__mro__:
        for name, attribute in vars(kind).items():
            if isinstance(attribute, cached_property):
                assert isinstance(getattr(page, name), QWidget)


@pytest.mark.parametrize("index", PAGES)
def test_every_control_of_every_page_has_a_name(open_window: Callable[[], MainWindow], index: int) -> None:
    window = open_window()
    window.show_page(index)
    build_all(window.page(index))
    window.messages.say(Message("photo/cat.png: cannot be read; check that you may read it.", "error", "Traceback"))

    controls = [widget for widget in window.findChildren(QWidget) if is_control(widget)]

    assert len(controls) > len(PAGES)
    assert [described(widget) for widget in controls if not name_of(widget)] == []


@pytest.mark.parametrize("index", PAGES)
def test_tab_reaches_every_enabled_control_of_a_page(
    qtbot: QtBot, open_window: Callable[[], MainWindow], index: int
) -> None:
    window = open_window()
    window.show_page(index)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    wanted = {
        widget
        for widget in window.page(index).findChildren(QWidget)
        if is_control(widget)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }

    reached: set[QWidget] = set()
    window.rail.buttons()[index].setFocus()
    for _ in range(4 * len(wanted) + 40):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(focused)

    assert [described(widget) for widget in wanted - reached if not shares_focus(widget, reached)] == []


def shares_focus(widget: QWidget, reached: set[QWidget]) -> bool:
    """Tab enters a group of radio buttons once; the arrow keys lead on."""
    exclusive = isinstance(widget, QAbstractButton) and widget.autoExclusive()
    return exclusive and any(other.parentWidget() is widget.parentWidget() for other in reached)


def test_pages_are_chosen_with_the_keyboard(qtbot: QtBot, open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for index in reversed(PAGES):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + index), Qt.KeyboardModifier.ControlModifier)
        assert window.stack.currentIndex() == index
