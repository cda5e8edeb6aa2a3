import numpy as np
import pytest

from ipclip_app.demo.scenes import CLASS_NAMES, compose


@pytest.mark.parametrize("class_name", CLASS_NAMES)
def test_object_stays_inside_the_picture_and_fills_a_good_part_of_it(class_name: str):
    for seed in range(25):
        points = np.concatenate([part.points for part in compose(class_name, np.random.default_rng(seed)).parts])

        assert points.min() >= 0
        assert points.max() <= 1
        assert np.ptp(points, axis=0).max() > 0.5


@pytest.mark.parametrize("class_name", CLASS_NAMES)
def test_specimens_differ_in_shape_and_colour(class_name: str):
    first, second = (compose(class_name, np.random.default_rng(seed)) for seed in (0, 1))

    assert {part.colour for part in first.parts} != {part.colour for part in second.parts}
    assert first.horizon != second.horizon


@pytest.mark.parametrize("class_name", CLASS_NAMES)
def test_colours_are_shares_of_one(class_name: str):
    for seed in range(10):
        colours = np.array([part.colour for part in compose(class_name, np.random.default_rng(seed)).parts])

        assert colours.min() >= 0
        assert colours.max() <= 1
