"""A row of buttons in a window that becomes narrow."""

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
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


def test_row_takes_a_second_line_when_a_text_grows_and_gives_it_back(qtbot: QtBot):
    row, holder = Row(), QWidget()
    qtbot.addWidget(holder)
    QVBoxLayout(holder).addWidget(row)
    holder.setFixedWidth(row.sizeHint().width() + 60)
    holder.show()
    short = row.left[0].text()
    left, right = row.left[0], row.right[0]

    def is_one_line() -> bool:
        return left.mapTo(row, left.rect().topLeft()).y() == right.mapTo(row, right.rect().topLeft()).y()

    qtbot.waitUntil(is_one_line)
    left.setText("Ein neuer, viel längerer Schutz")
    qtbot.waitUntil(lambda: not is_one_line())
    assert left.width() >= left.sizeHint().width()

    left.setText(short)
    qtbot.waitUntil(is_one_line)
