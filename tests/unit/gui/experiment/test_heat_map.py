"""The heat map can be read without a mouse, without colours and without eyes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ipclip_app.gui.experiment.heat_colours import contrast, heat_colour, ink_on
from ipclip_app.gui.experiment.heat_map_view import HeatMapView
from ipclip_app.gui.experiment.heat_scale import HeatScale
from ipclip_app.gui.experiment.heat_words import column_lines
from ipclip_app.gui.theme import Theme
from ipclip_app.jobs.experiment_table import ExperimentTable
from ipclip_app.jobs.heat_map import heat_map

pytestmark = pytest.mark.usefixtures("plain_numbers")
MakeTable = Callable[..., ExperimentTable]


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, finished_table: MakeTable) -> HeatMapView:
    view = HeatMapView(theme)
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show_map(heat_map(finished_table(seeds=2, until=8, failing="sketch"), "target-specified", "default"))
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    return view


def test_arrow_keys_walk_along_the_cells_and_stay_within(qtbot: QtBot, view: HeatMapView) -> None:
    said = [view.words]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Down):
        qtbot.keyClick(view, key)
        said.append(view.words)

    assert said == [
        "cartoon, tested on cartoon: 96.5 ± 0.0 % right, 2 of 2 seeds, authorized.",
        "cartoon, tested on cartoon: 96.5 ± 0.0 % right, 2 of 2 seeds, authorized.",
        "cartoon, tested on photo: 10.5 ± 0.7 % right, 2 of 2 seeds, unauthorized.",
        "photo, tested on photo: 96.5 % right, 1 of 2 seeds, authorized.",
        "photo, tested on sketch: 10.0 % right, 1 of 2 seeds, unauthorized.",
        "sketch, tested on sketch: not measured yet.",
    ]
    assert view.accessibleDescription() == said[-1]


def test_a_click_takes_the_cell_beneath(qtbot: QtBot, view: HeatMapView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Right)
    place = view.current.center()
    qtbot.keyClick(view, Qt.Key.Key_Left)

    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)

    assert view.words.startswith("cartoon, tested on photo")


def test_what_failed_everywhere_is_said(qtbot: QtBot, theme: Theme, finished_table: MakeTable) -> None:
    view = HeatMapView(theme)
    qtbot.addWidget(view)

    view.show_map(heat_map(finished_table(seeds=1, failing="cartoon"), "target-specified", "default"))

    assert view.words == "cartoon, tested on cartoon: failed."


def test_the_current_cell_stays_current_when_the_table_grows(
    qtbot: QtBot, view: HeatMapView, finished_table: MakeTable
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Right)

    view.show_map(heat_map(finished_table(seeds=2), "target-specified", "default"))

    assert view.words.startswith("cartoon, tested on photo")


def test_columns_tell_whether_images_bear_the_trigger() -> None:
    assert column_lines("real_world with trigger") == ("real world", "with trigger")
    assert column_lines("photo without trigger") == ("photo", "without trigger")
    assert column_lines("without trigger") == ("without trigger",)
    assert column_lines("photo") == ("photo",)


@pytest.mark.parametrize("dark", [False, True])
def test_lightness_alone_tells_accuracies_apart_and_every_figure_can_be_read(dark: bool) -> None:
    colours = [heat_colour(percent, dark=dark) for percent in range(101)]
    grey = [0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue() for colour in colours]

    assert grey == sorted(grey, reverse=not dark)
    assert min(contrast(ink_on(colour), colour) for colour in colours) > 4.5


def test_the_map_and_its_scale_are_painted_in_both_themes(qtbot: QtBot, theme: Theme, view: HeatMapView) -> None:
    scale = HeatScale(theme)
    qtbot.addWidget(scale)
    scale.show_chance(10.0)
    inside = view.current.topLeft() + view.current.bottomRight()
    pixels: list[QColor] = []
    for choice in ("light", "dark"):
        theme.choose(choice)
        picture = view.grab().toImage()
        pixels.append(picture.pixelColor(inside.x() // 2 - 30, inside.y() // 2))
        assert len({scale.grab().toImage().pixel(x, 26) for x in range(5, 290)}) > 50

    assert pixels == [heat_colour(96.5, dark=False), heat_colour(96.5, dark=True)]
