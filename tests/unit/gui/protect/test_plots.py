"""The live plots: what is drawn, hidden, marked and left out."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from ipclip_app.gui.protect.accuracy_plot import AccuracyPlot
from ipclip_app.gui.protect.curves import Curve
from ipclip_app.gui.protect.loss_plot import LossPlot
from ipclip_app.gui.protect.training_log import EpochRow
from ipclip_app.gui.theme import Theme

ROWS = [EpochRow(number, 80.0 + number, 40.0 - number) for number in range(1, 6)]


def curve(values: list[float]) -> Curve:
    made = Curve()
    for step, value in enumerate(values, start=1):
        made.append(step, value)
    return made


@pytest.fixture
def accuracies(qtbot: QtBot, theme: Theme) -> AccuracyPlot:
    plot = AccuracyPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(700, 400)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def click(qtbot: QtBot, box: QCheckBox) -> None:
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)


def test_every_loss_has_a_curve_and_a_box(losses: LossPlot):
    losses.draw({"total": curve([3, 2, 1]), "L_a": curve([1, 1, 1]), "unheard of": curve([2, 2, 2])})

    assert [box.text() for box in losses.boxes.values()] == ["Total", "Authorized images", "unheard of"]
    assert losses._lines["total"].getData()[0].tolist() == [1, 2, 3]
    assert losses._raw.getData()[1].tolist() == [3, 2, 1]
    assert [title for _, title in losses.legend()] == [
        "Total",
        "Authorized images",
        "unheard of",
        "Total, not smoothed",
    ]


def test_the_total_as_it_was_measured_has_a_box_of_its_own_behind_the_others(qtbot: QtBot, losses: LossPlot):
    losses.draw({"total": curve([3, 2]), "L_a": curve([1, 1])})
    assert losses.raw_box.isVisible()
    qtbot.waitUntil(
        lambda: losses.raw_box.y() > losses.boxes["L_a"].y() or losses.raw_box.x() > losses.boxes["L_a"].x()
    )
    assert losses.boxes["L_a"].nextInFocusChain() is losses.raw_box

    click(qtbot, losses.raw_box)

    assert not losses._raw.isVisible()
    assert losses._lines["total"].isVisible()
    assert [title for _, title in losses.legend()] == ["Total", "Authorized images"]


def test_curves_that_are_not_smoothed_are_drawn_once(losses: LossPlot):
    unsmoothed = Curve(1.0)
    unsmoothed.append(1, 3.0)

    losses.draw({"total": unsmoothed})

    assert not losses.raw_box.isVisible()
    assert [title for _, title in losses.legend()] == ["Total"]


def test_box_hides_its_curve_until_it_is_checked_again(qtbot: QtBot, losses: LossPlot):
    losses.draw({"total": curve([3, 2]), "L_a": curve([1, 1])})

    click(qtbot, losses.boxes["total"])
    assert not losses._lines["total"].isVisible()
    assert list(losses.visible_curves()) == ["L_a"]
    assert [title for _, title in losses.legend()] == ["Authorized images", "Total, not smoothed"]

    losses.draw({"total": curve([3, 2, 1]), "L_a": curve([1, 1, 1])})
    click(qtbot, losses.boxes["total"])
    assert losses._lines["total"].isVisible()
    assert len(losses._lines["total"].getData()[0]) == 3


def test_log_scale_says_what_it_cannot_draw(qtbot: QtBot, losses: LossPlot):
    losses.draw({"total": curve([-1.0, -2.0]), "L_a": curve([10.0, 10.0])})
    assert not losses.left_out.isVisible()

    click(qtbot, losses.log_box)

    assert losses.left_out.isVisible()
    np.testing.assert_allclose(losses._lines["L_a"].getData()[1], 1.0)
    click(qtbot, losses.boxes["total"])
    assert not losses.left_out.isVisible()


def test_no_losses_empty_the_plot(losses: LossPlot):
    losses.draw({"total": curve([3, 2])})
    losses.draw({})

    assert losses.boxes == {}
    assert losses._raw.getData()[0] is None


def test_lines_are_thin_and_not_smoothed_by_the_painter(losses: LossPlot):
    losses.draw({"total": curve([3, 2]), "L_a": curve([1, 1])})

    for line in (*losses._lines.values(), losses._raw):
        assert line.opts["pen"].width() == 1
        assert not line.opts["antialias"]
        assert line.opts["autoDownsample"]
        assert line.opts["clipToView"]


def test_plots_take_the_theme_when_it_changes(losses: LossPlot, theme: Theme):
    losses.draw({"total": curve([3, 2])})
    theme.choose("dark")

    assert losses._lines["total"].opts["pen"].color().name() == theme.colours.text
    assert losses.plot.backgroundBrush().color().name() == theme.colours.surface


def test_both_accuracies_are_drawn_and_differ_in_more_than_colour(accuracies: AccuracyPlot):
    accuracies.draw(ROWS, chosen=3)

    authorized, unauthorized = accuracies._authorized, accuracies._unauthorized
    assert authorized.getData()[1].tolist() == [81, 82, 83, 84, 85]
    assert unauthorized.getData()[1].tolist() == [39, 38, 37, 36, 35]
    assert authorized.opts["symbol"] != unauthorized.opts["symbol"]
    assert authorized.opts["pen"].style() != unauthorized.opts["pen"].style()


def test_chosen_epoch_is_marked_and_named(accuracies: AccuracyPlot):
    accuracies.draw(ROWS, chosen=None)
    assert not accuracies._chosen.isVisible()

    accuracies.draw(ROWS, chosen=3)

    assert accuracies._chosen.isVisible()
    assert accuracies._chosen.value() == 3
    assert accuracies._chosen.label.toPlainText() == "Chosen: epoch 3"


@pytest.mark.parametrize(
    ("epochs", "ticks"), [(0, []), (1, [1]), (12, list(range(1, 13))), (50, list(range(5, 51, 5)))]
)
def test_ticks_stand_at_whole_epochs(accuracies: AccuracyPlot, epochs: int, ticks: list[int]):
    accuracies.draw([EpochRow(number, 80.0, 20.0) for number in range(1, epochs + 1)], chosen=None)

    axis = accuracies.plot.getPlotItem().getAxis("bottom")
    assert [place for place, _ in axis._tickLevels[0]] == ticks


def test_a_single_epoch_stands_in_the_middle(accuracies: AccuracyPlot):
    accuracies.draw(ROWS[:1], chosen=1)
    accuracies.plot.getPlotItem().getViewBox().updateAutoRange()

    left, right = accuracies.plot.viewRange()[0]
    assert right - 1 == pytest.approx(1 - left)


def test_grid_has_few_lines_because_they_are_slow_to_paint(losses: LossPlot):
    axis = losses.plot.getPlotItem().getAxis("left")
    lines = sum(len(values) for _, values in axis.tickValues(0, 9.7, 300))
    assert 5 <= lines <= 12
