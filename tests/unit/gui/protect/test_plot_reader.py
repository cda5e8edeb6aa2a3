"""Reading values off a plot and enlarging parts of it, by pointer and by keys."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ipclip_app.gui.protect.accuracy_plot import AccuracyPlot
from ipclip_app.gui.protect.curves import Curve
from ipclip_app.gui.protect.loss_plot import LossPlot
from ipclip_app.gui.protect.plot_glass import PlotGlass
from ipclip_app.gui.protect.training_log import EpochRow
from ipclip_app.gui.theme import Theme

STEPS = 40


def falling(steps: int) -> Curve:
    curve = Curve(window=1.0)
    for step in range(1, steps + 1):
        curve.append(step, 1.0 / step)
    return curve


@pytest.fixture
def drawn(qtbot: QtBot, losses: LossPlot) -> LossPlot:
    losses.activateWindow()
    qtbot.waitUntil(losses.isActiveWindow)
    losses.draw({"total": falling(STEPS), "L_a": falling(STEPS)})
    qtbot.waitUntil(lambda: seen(losses)[1] >= STEPS)
    return losses


def seen(plot: Any) -> list[float]:
    edges: list[float] = plot.plot.getPlotItem().getViewBox().viewRange()[0]
    return edges


def at(glass: PlotGlass, place: float) -> QPoint:
    """The pixel of a place, in the middle of the plot's height."""
    return QPoint(round(glass._pixel_of(place)), round(glass._area().center().y()))


def lines(plot: Any) -> list[str]:
    reading = plot.reader.glass.reading
    return [] if reading is None else reading.lines


def drag(glass: PlotGlass, first: float, last: float) -> None:
    QTest.mousePress(glass, Qt.MouseButton.LeftButton, pos=at(glass, first))
    QTest.mouseMove(glass, at(glass, last))
    QTest.mouseRelease(glass, Qt.MouseButton.LeftButton, pos=at(glass, last))


def test_pointer_reads_the_nearest_step_and_nothing_beside_the_plot(drawn: LossPlot):
    glass = drawn.reader.glass

    QTest.mouseMove(glass, at(glass, 10.3))
    assert lines(drawn) == ["Step 10", "Total: 0.100", "Authorized images: 0.100"]
    assert glass.accessibleDescription() == "Step 10, Total: 0.100, Authorized images: 0.100"

    QTest.mouseMove(glass, QPoint(1, 1))
    assert lines(drawn) == []


def test_what_is_hidden_is_not_read(drawn: LossPlot):
    drawn.boxes["total"].setChecked(False)

    QTest.mouseMove(drawn.reader.glass, at(drawn.reader.glass, 20))

    assert lines(drawn) == ["Step 20", "Authorized images: 0.050"]


def test_reading_stays_true_while_the_curves_change(drawn: LossPlot):
    QTest.mouseMove(drawn.reader.glass, at(drawn.reader.glass, 10))

    drawn.draw({"total": falling(STEPS + 1), "L_a": falling(4)})

    assert lines(drawn) == ["Step 10", "Total: 0.100"]
    drawn.draw({})
    assert lines(drawn) == []


def test_accuracies_are_read_with_their_gap(qtbot: QtBot, theme: Theme):
    plot = AccuracyPlot(theme)
    qtbot.addWidget(plot)
    plot.draw([EpochRow(1, 80.0, 75.0), EpochRow(2, 90.0, 30.0)], chosen=2)

    plot.reader.glass.read(2)

    assert lines(plot) == ["Epoch 2", "Authorized images: 90.0 %", "Unauthorized images: 30.0 %", "Gap: 60.0 %"]


def test_dragging_enlarges_and_a_double_click_shows_all_again(qtbot: QtBot, drawn: LossPlot):
    glass, button = drawn.reader.glass, drawn.reader.all_button
    assert not button.isVisible()

    drag(glass, 20, 10)
    assert seen(drawn) == pytest.approx([10, 20], abs=0.2)
    assert button.isVisible()
    drawn.draw({"total": falling(60), "L_a": falling(60)})
    assert seen(drawn) == pytest.approx([10, 20], abs=0.2)

    QTest.mouseDClick(glass, Qt.MouseButton.LeftButton, pos=at(glass, 15))
    qtbot.waitUntil(lambda: seen(drawn)[1] >= 60)
    assert not button.isVisible()


def test_button_shows_all_and_leaves_the_focus_in_the_plot(qtbot: QtBot, drawn: LossPlot):
    drag(drawn.reader.glass, 10, 20)
    drawn.reader.all_button.setFocus()

    qtbot.keyClick(drawn.reader.all_button, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: seen(drawn)[1] >= STEPS)
    assert drawn.reader.glass.hasFocus()


def test_a_click_enlarges_nothing(drawn: LossPlot):
    drag(drawn.reader.glass, 10, 10)

    assert not drawn.reader.all_button.isVisible()


def test_keys_read_from_point_to_point(qtbot: QtBot, drawn: LossPlot):
    glass = drawn.reader.glass
    glass.setFocus()
    qtbot.waitUntil(glass.hasFocus)
    assert lines(drawn)[0] == "Step 40"

    for key, step in (
        (Qt.Key.Key_Left, 39),
        (Qt.Key.Key_PageUp, 35),
        (Qt.Key.Key_Home, 1),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_PageDown, 6),
        (Qt.Key.Key_End, 40),
    ):
        qtbot.keyClick(glass, key)
        assert lines(drawn)[0] == f"Step {step}"

    drawn.boxes["total"].setFocus()
    assert lines(drawn) == []


def test_plot_of_nothing_can_be_pointed_at(qtbot: QtBot, losses: LossPlot):
    glass = losses.reader.glass

    QTest.mouseMove(glass, QPoint(glass.width() // 2, glass.height() // 2))
    qtbot.keyClick(glass, Qt.Key.Key_Left)

    assert lines(losses) == []
