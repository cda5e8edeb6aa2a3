"""A row of buttons in a window that becomes narrow."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ipclip_app.gui.two_part_row import TwoPartRow


class Row(TwoPartRow):
    def __init__(self) -> None:
        super().__init__()
        self.left = [QPushButton(text) for text in ("Neuer Schutz", "Ordner öffnen", "Tabelle exportieren")]
        self.right = [QPushButton("Weitere Epochen trainieren")]
        self.arrange(self.left, self.right)


@pytest.fixture
def row(qtbot: QtBot) -> Row:
    row = Row()
    qtbot.addWidget(row)
    with qtbot.waitExposed(row):
        row.show()
    return row


def test_wide_row_is_one_line_from_edge_to_edge(qtbot: QtBot, row: Row):
    row.resize(1000, 60)

    qtbot.waitUntil(lambda: row.right[0].mapTo(row, row.right[0].rect().topRight()).x() == row.width() - 1)
    assert row.left[0].mapTo(row, row.rect().topLeft()).x() == 0
    assert row.left[0].mapTo(row, row.rect().topLeft()).y() == row.right[0].mapTo(row, row.rect().topLeft()).y()


def test_narrow_row_is_two_lines_and_cuts_no_text(qtbot: QtBot, row: Row):
    row.resize(1000, 100)
    row.resize(row.minimumSizeHint().width(), 100)

    buttons = [*row.left, *row.right]
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in buttons))
    assert row.right[0].mapTo(row, row.rect().topLeft()).y() > row.left[0].height()
