import numpy as np
import pytest
from scipy.stats import kstest

from ipclip_app.watermark.matrices import condition_number, orthogonality_error, random_orthogonal


@pytest.mark.parametrize("dimension", [1, 2, 31, 96])
def test_a_random_rotation_is_orthogonal_and_keeps_cosines(dimension: int):
    generator = np.random.default_rng(dimension)
    rotation = random_orthogonal(dimension, generator)
    rows = generator.standard_normal((5, dimension))

    assert orthogonality_error(rotation) < 1e-13
    assert condition_number(rotation) == pytest.approx(1)
    assert np.allclose((rows @ rotation) @ (rows @ rotation).T, rows @ rows.T)


def test_every_direction_is_equally_likely():
    generator = np.random.default_rng(7)
    drawn = np.stack([random_orthogonal(3, generator) for _ in range(2000)])

    # a coordinate of a uniformly random unit vector in three dimensions is uniform (Archimedes)
    for entry in drawn.reshape(-1, 9).T:
        assert kstest(entry, "uniform", (-1, 2)).pvalue > 1e-4
    assert abs(np.linalg.det(drawn).mean()) < 0.1


def test_hard_to_invert_matrices_show_it():
    assert condition_number(np.diag([4.0, 1.0, 2.0])) == pytest.approx(4)
    assert condition_number(np.diag([1.0, 0.0])) == np.inf
    assert orthogonality_error(np.diag([1.0, 2.0])) == pytest.approx(3)
