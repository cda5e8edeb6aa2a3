"""What embeddings are good for, on an example that can be checked by hand."""

import numpy as np
import pytest

from ipclip_app.watermark.attacks.utility import EvaluationSet, Utility, mean_utility, utility
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.rows import Rows

ANGLES = np.array([0, 10, 95, 50])
"""Of four images, in degrees; the first three are right, the fourth is of class 1 and lies nearer to class 0."""


def directions(degrees: np.ndarray) -> Rows:
    turns = np.deg2rad(degrees)
    return np.stack([np.cos(turns), np.sin(turns)], axis=1)


@pytest.fixture
def tested() -> EvaluationSet:
    """Class texts at 0 and 105 degrees; captions at 46 (class 1) and 130 (class 0, though near class 1)."""
    captions, said = directions(np.array([0, 105, 46, 130])), np.array([0, 1, 1, 0])
    return EvaluationSet(directions(ANGLES), np.array([0, 0, 1, 1]), captions, said)


def test_utility_counts_what_is_nearest(tested: EvaluationSet):
    assert utility(tested) == Utility(zero_shot=75.0, image_to_text=100.0, text_to_image=75.0)


def test_rotation_costs_nothing(tested: EvaluationSet):
    turn = random_orthogonal(2, np.random.default_rng(0))
    assert utility(tested, lambda rows: 3 * rows @ turn) == utility(tested)


def test_utility_of_constant_embeddings_is_that_of_guessing(tested: EvaluationSet):
    assert utility(tested, np.ones_like).zero_shot == 50.0


def test_means_are_taken_figure_by_figure():
    assert mean_utility([Utility(0, 50, 100), Utility(100, 70, 100)]) == Utility(50, 60, 100)
