"""What the style sheet promises of buttons and scroll bars, seen in their pixels."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.theme import Theme

_CLEARLY_RED = 40


def _red_pixels(widget: QWidget) -> int:
    image = widget.grab().toImage()
    colours = [QColor(image.pixel(x, y)) for x in range(image.width()) for y in range(image.height())]
    return sum(colour.red() - max(colour.green(), colour.blue()) > _CLEARLY_RED for colour in colours)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_danger_is_red_only_where_it_can_be_done(qtbot: QtBot, theme: Theme, choice: str):
    theme.choose(choice)
    button = QPushButton("Delete")
    button.setProperty("role", "danger")
    button.setIcon(line_icon("trash", theme.colours.bad))
    qtbot.addWidget(button)

    assert _red_pixels(button) > 0
    button.setEnabled(False)
    assert _red_pixels(button) == 0


def test_buttons_of_dialogs_have_no_icons_which_would_be_black_on_dark(qtbot: QtBot, theme: Theme):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(box)
    box.show()

    assert box.button(QDialogButtonBox.StandardButton.Close).icon().isNull()
