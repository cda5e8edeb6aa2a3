"""Numbers are summed up and judged as readers expect."""

import pytest

from ipclip_app.gui.measuring.figure import Figure, percentile


@pytest.mark.parametrize(("share", "expected"), [(50, 2), (51, 3), (95, 4), (100, 4), (1, 1)])
def test_percentile_is_a_measured_value(share: float, expected: float):
    assert percentile([4, 1, 3, 2], share) == expected


def test_percentile_of_a_single_value_is_that_value():
    assert percentile([7.5], 95) == 7.5


@pytest.mark.parametrize(("value", "goal", "expected"), [(1, 2, True), (2, 2, False), (3, 2, False), (3, None, None)])
def test_goal_is_met_by_smaller_values_only(value: float, goal: float | None, expected: bool | None):
    assert Figure("x", value, "ms", goal).is_met is expected


def test_figure_survives_json():
    figure = Figure("x", 1.5, "ms", 2.0, "during y")
    assert Figure.from_json(figure.to_json()) == figure
