"""Confusion matrices count right, say each cell in words, and are walked with the keyboard."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ipclip_app.gui.results.confusion import ConfusionView
from ipclip_app.gui.results.confusion_counts import Confusion, Mistake
from ipclip_app.gui.theme import Theme
from ipclip_app.jobs.runs import RunRecord

MakeRecord = Callable[..., RunRecord]
pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ConfusionView:
    view = ConfusionView(theme)
    qtbot.addWidget(view)
    view.resize(1000, 600)
    return view


def test_pairs_are_counted_by_true_class_and_answer() -> None:
    confusion = Confusion.of([(0, 0), (0, 1), (0, 1), (1, 1), (2, 0)], 3)

    assert confusion.counts == ((1, 2, 0), (0, 1, 0), (1, 0, 0))
    assert (confusion.right, confusion.images) == (2, 5)
    assert confusion.share(0, 1) == pytest.approx(2 / 3)
    assert confusion.mistakes(5) == [Mistake(0, 1, 2), Mistake(2, 0, 1)]


def test_a_class_without_images_has_no_share() -> None:
    assert Confusion.of([], 2).share(1, 1) == 0


def test_both_models_stand_side_by_side(view: ConfusionView, make_record: MakeRecord) -> None:
    record = make_record()

    view.show_predictions(record.predictions, record.class_names)

    protected, zero_shot = view.panels
    assert protected.summary.text() == "4 of 4 images right (100%)."
    assert zero_shot.summary.text() == "2 of 4 images right (50%). Most often taken: dog for hot_air_balloon (2)."


def test_another_domain_can_be_chosen(qtbot: QtBot, view: ConfusionView, make_record: MakeRecord) -> None:
    record = make_record()
    view.show_predictions(record.predictions, record.class_names)
    view.show()

    qtbot.keyClick(view.domain_box, Qt.Key.Key_Down)

    assert view.domain_box.currentText() == "Unauthorized"
    assert view.panels[0].summary.text().startswith("0 of 2 images right (0%).")


def test_arrow_keys_walk_the_cells_and_tell_them(qtbot: QtBot, view: ConfusionView, make_record: MakeRecord) -> None:
    record = make_record()
    view.show_predictions(record.predictions, record.class_names)
    view.show()
    panel = view.panels[1]
    assert panel.cell.text() == "2 of 2 images of cat are recognized (100%)."

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(panel.table, key)

    assert panel.cell.text() == "2 of 2 images of dog are taken for hot_air_balloon (100%)."


def test_every_cell_says_itself_to_screen_readers_and_the_pointer(view: ConfusionView, make_record: MakeRecord) -> None:
    record = make_record()
    view.show_predictions(record.predictions, record.class_names)

    index = view.panels[0].table.matrix.index(1, 1)

    words = "2 of 2 images of dog are recognized (100%)."
    assert index.data(Qt.ItemDataRole.ToolTipRole) == words
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == words


def test_a_domain_without_labels_gives_the_reason(view: ConfusionView, make_record: MakeRecord) -> None:
    record = make_record()
    unlabelled = [replace(item, label=None) for item in record.predictions if item.domain == "unauthorized"]

    view.show_predictions(unlabelled, record.class_names)

    assert not view.missing.isHidden()
    assert all(panel.isHidden() for panel in view.panels)


@pytest.mark.parametrize("count", [7, 1234])
def test_cells_hold_the_largest_count(view: ConfusionView, make_record: MakeRecord, count: int) -> None:
    item = make_record().predictions[0]
    names = [f"class {index}" for index in range(126)]

    view.show_predictions([item] * count, names)

    table = view.panels[0].table
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance(str(count))
    assert table.rowHeight(0) >= table.fontMetrics().height()


def test_painting_follows_the_theme(qtbot: QtBot, view: ConfusionView, theme: Theme, make_record: MakeRecord) -> None:
    record = make_record()
    view.show_predictions(record.predictions, record.class_names)
    view.show()
    table = view.panels[0].table
    centre = table.visualRect(table.matrix.index(1, 1)).topLeft()

    colours = []
    for choice in ("light", "dark"):
        theme.choose(choice)
        pixel = table.viewport().grab().toImage().pixelColor(centre.x() + 3, centre.y() + 3)
        colours.append((pixel.name(), theme.colours.good))

    assert all(painted == expected for painted, expected in colours)


def test_rows_are_in_sight_in_the_lowest_window(qtbot: QtBot, view: ConfusionView, make_record: MakeRecord) -> None:
    record = make_record()
    view.show_predictions(record.predictions, record.class_names)
    view.resize(780, 240)
    with qtbot.waitExposed(view):
        view.show()

    table = view.panels[0].table
    assert table.viewport().height() >= 3 * table.rowHeight(0)
    assert view.minimumSizeHint().height() <= 240
