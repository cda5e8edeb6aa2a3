import numpy as np
import pytest

from ipclip_app.demo import geometry
from ipclip_app.demo.geometry import Points


def _area(points: Points):
    x, y = points.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def test_ellipse_has_the_area_of_its_radii():
    assert _area(geometry.ellipse(0.3, -0.2, 0.5, 0.25, 0.7)) == pytest.approx(np.pi * 0.125, rel=0.01)


def test_stroke_is_as_long_and_wide_as_asked():
    assert _area(geometry.stroke((0, 0), (3, 4), 0.2)) == pytest.approx(5 * 0.2)


def test_half_ring_band_has_half_a_ring_s_area():
    assert _area(geometry.arc_band(0, 0, 0.5, 0.2, (0, np.pi))) == pytest.approx(np.pi * 0.5 * 0.2, rel=0.01)


def test_smooth_curve_passes_through_its_corners():
    corners = [(0.0, -1.0), (1.0, 0.0), (0.2, 0.9), (-1.0, 0.1)]

    assert np.allclose(geometry.smooth(corners)[::8], corners)


def test_turning_by_a_quarter_maps_right_to_down():
    assert np.allclose(geometry.turned(geometry.polygon((1, 0)), np.pi / 2), [(0, 1)])


def test_mirroring_twice_changes_nothing():
    shape = geometry.scallop(0.2, 0.1, 0.5, 6, 0.2)

    assert np.array_equal(geometry.mirrored(geometry.mirrored(shape)), shape)
    assert not np.allclose(geometry.mirrored(shape), shape)
