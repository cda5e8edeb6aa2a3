"""Points of a growing curve."""

import numpy as np
import pytest

from ipclip_app.gui.protect.curves import Curve


def filled(count: int, **how: float) -> Curve:
    curve = Curve(**how)
    for step in range(1, count + 1):
        curve.append(step, 1.0 / step)
    return curve


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 5000])
def test_points_come_back_as_they_were_appended(count: int):
    curve = filled(count)

    steps = np.arange(1, count + 1)
    assert len(curve) == count
    np.testing.assert_array_equal(curve.steps, steps)
    np.testing.assert_array_equal(curve.values, 1.0 / steps)


def test_reading_copies_nothing():
    curve = filled(300)
    for view in (curve.steps, curve.values, curve.smooth):
        assert view.base is curve._rows
        assert view.flags.c_contiguous


def test_room_doubles_so_that_appending_costs_the_same_on_average():
    rooms = {filled(count)._rows.shape[1] for count in range(0, 5000, 100)}
    assert rooms == {256, 512, 1024, 2048, 4096, 8192}


def test_smoothed_values_begin_as_the_mean_and_follow_slowly():
    curve = Curve(window=10)
    for step in range(100):
        curve.append(step, float(step % 2))

    assert curve.smooth[0] == 0.0
    assert curve.smooth[1] == pytest.approx(0.5)
    assert np.abs(curve.smooth[50:] - 0.5).max() < 0.06


def test_epoch_that_begins_again_replaces_its_points():
    curve = filled(30)

    curve.begin_again(21, 2.0)
    curve.append(41, 5.0)

    np.testing.assert_array_equal(curve.steps, [*range(2, 41, 2), 41])
    assert curve.values[-1] == 5.0
