"""Plots and table of a training: what is in sight, and where."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.protect.training_board import TrainingBoard
from ipclip_app.gui.protect.training_log import TrainingLog
from ipclip_app.gui.protect.training_view import TrainingView
from ipclip_app.progress import EpochReport, StepReport

LOSSES = ("L_a", "L_inv", "L_zs", "total", "unprotected")
IN_WINDOW = (1121, 679)
"""What a window of 1280 x 800 leaves to the view."""


def trained(epochs: int) -> TrainingLog:
    log = TrainingLog()
    for epoch in range(1, epochs + 1):
        log.add(StepReport("training", epoch, epochs, epoch, dict.fromkeys(LOSSES, 1.0 / epoch)))
        log.add(EpochReport("training", epoch, epochs, epoch, 100.0, 5.0 * epoch, best=True))
    return log


@pytest.fixture
def board(qtbot: QtBot, context: WindowContext) -> TrainingBoard:
    board = TrainingBoard(context)
    qtbot.addWidget(board)
    board.resize(1100, 520)
    with qtbot.waitExposed(board):
        board.show()
    board.draw(trained(12))
    return board


def place(widget: QWidget, within: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(within, widget.rect().topLeft())
    return corner.x(), corner.y()


def test_everything_fits_into_the_first_window(qtbot: QtBot, context: WindowContext):
    view = TrainingView(context)
    qtbot.addWidget(view)
    view.resize(*IN_WINDOW)
    with qtbot.waitExposed(view):
        view.show()
    view.board.draw(trained(12))

    boxes = [*view.board.losses.boxes.values(), view.board.losses.raw_box]
    qtbot.waitUntil(lambda: all(box.visibleRegion().boundingRect() == box.rect() for box in boxes))
    assert len(boxes) == len(LOSSES) + 1
    assert view.scroll_area.verticalScrollBar().maximum() == 0


def test_plots_lie_side_by_side_and_beneath_one_another_where_it_is_narrow(qtbot: QtBot, board: TrainingBoard):
    first, second = board.accuracies, board.losses
    assert place(first, board)[0] + first.width() < place(second, board)[0]

    board.resize(600, 900)

    qtbot.waitUntil(lambda: place(first, board)[1] + first.height() < place(second, board)[1])
    assert place(first, board)[0] == place(second, board)[0]


def test_no_column_of_the_epochs_is_cut_off(qtbot: QtBot, board: TrainingBoard):
    header, viewport = board.table.horizontalHeader(), board.table.viewport()

    for width in (1100, 1300):
        board.resize(width, 520)
        qtbot.waitUntil(lambda: header.length() == viewport.width())
    assert all(header.sectionSize(column) >= header.sectionSizeHint(column) for column in range(header.count()))

    board.resize(500, 900)
    qtbot.waitUntil(lambda: board.table.horizontalScrollBar().maximum() > 0)
    assert all(header.sectionSize(column) >= header.sectionSizeHint(column) for column in range(header.count()))


def test_figures_are_written_as_the_language_does(
    qtbot: QtBot, context: WindowContext, numbers_of: Callable[[str], None]
):
    numbers_of("de_DE")
    board = TrainingBoard(context)
    qtbot.addWidget(board)
    board.draw(trained(12))

    model = board.table.model()
    texts = [model.index(0, column).data() for column in range(model.columnCount())]
    assert texts[0] == "1"
    assert all("," in text and "." not in text for text in texts[1:])
    board.losses.reader.glass.read(1)
    board.accuracies.reader.glass.read(1)
    for plot in (board.losses, board.accuracies):
        assert "," in plot.reader.glass.reading.lines[1]
        assert "." not in plot.reader.glass.reading.lines[1]


def test_a_few_epochs_are_in_sight_however_little_room_there_is(qtbot: QtBot, board: TrainingBoard):
    board.resize(board.minimumSizeHint())

    rows = board.table.viewport().height() // board.table.verticalHeader().defaultSectionSize()
    assert rows >= 2
