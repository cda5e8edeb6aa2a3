"""A button that says one thing now and another later."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.steady_button import SteadyButton
from ipclip_app.gui.theme import Theme

TEXTS = ("&Stop", "&Stop and keep the best")


def test_size_depends_on_no_text_that_is_shown(qtbot: QtBot, theme: Theme):
    button, plain = SteadyButton(TEXTS), QPushButton(TEXTS[1])
    for widget in (button, plain):
        qtbot.addWidget(widget)
        widget.setIcon(line_icon("stop", theme.colours.text))
        widget.ensurePolished()

    before = button.sizeHint()
    button.setText(TEXTS[1])

    assert button.text() == TEXTS[1]
    assert button.sizeHint() == before == button.minimumSizeHint()
    assert before == plain.sizeHint()
