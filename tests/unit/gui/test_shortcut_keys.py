"""Every key of a page does one thing."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from ipclip_app.gui.main_window import MainWindow
from ipclip_app.gui.pages import page_entries


def text_of(widget: QWidget) -> str:
    """What is written on something that a key can reach; else empty."""
    if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
        return widget.text() if widget.isVisible() else ""
    return ""


def key_of(text: str) -> str:
    """The letter that a text is underlined at; else empty."""
    found = re.search("&([^&])", text.replace("&&", ""))
    return found[1].lower() if found else ""


@pytest.mark.parametrize("index", range(len(page_entries())))
def test_no_key_of_a_page_stands_for_two_controls(open_window: Callable[[], MainWindow], index: int) -> None:
    window = open_window()
    window.show_page(index)

    texts = [text_of(widget) for widget in window.findChildren(QWidget)]
    texts += [action.text() for action in window.menuBar().actions()]
    keys = Counter(filter(None, map(key_of, texts)))

    assert [key for key, count in keys.items() if count > 1] == []
