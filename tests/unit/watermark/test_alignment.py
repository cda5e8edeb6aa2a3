"""Alignment finds what was permuted, and nothing where there is nothing."""

import numpy as np
import pytest

from ipclip_app.watermark.alignment import aligned_cosine, alignment_test
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.rows import Rows, unit_rows

D = 24


@pytest.fixture
def clean() -> Rows:
    random = np.random.default_rng(0)
    return unit_rows(random.normal(size=(120, D)) * np.geomspace(1, 0.2, D) + 0.3)


@pytest.fixture
def matrix() -> Rows:
    return random_orthogonal(D, np.random.default_rng(1))


@pytest.mark.parametrize("width", [D, D - 6], ids=["whole", "cut off"])
def test_signed_permutation_is_undone(width: int, clean: Rows, matrix: Rows):
    random = np.random.default_rng(2)
    suspect = (clean @ matrix)[:, random.permutation(D)[:width]] * random.choice((-1, 1), width)
    found = alignment_test(clean, matrix, suspect, 0)
    assert found.cosine == pytest.approx(1)
    assert found.rank_p == 0.01
    assert found.p_value < 1e-6


def test_suspects_that_know_nothing_have_uniform_p_values(clean: Rows, matrix: Rows):
    suspects = (clean @ random_orthogonal(D, np.random.default_rng(10 + seed)) for seed in range(20))
    found = [alignment_test(clean, matrix, suspect, seed, wrong=19) for seed, suspect in enumerate(suspects)]
    assert 0.2 < np.mean([result.rank_p for result in found]) < 0.8
    assert 0.2 < np.mean([result.p_value for result in found]) < 0.8
    assert min(result.p_value for result in found) > 0.001


def test_clean_embeddings_are_not_accused_although_they_resemble_the_marked(clean: Rows):
    matrices = [random_orthogonal(D, np.random.default_rng(30 + seed)) for seed in range(10)]
    assert min(alignment_test(clean, matrix, clean, 0, wrong=19).p_value for matrix in matrices) > 0.001


def test_dimensions_of_zeros_do_no_harm(clean: Rows, matrix: Rows):
    suspect = clean @ matrix
    suspect[:, :4] = 0
    assert alignment_test(clean, matrix, suspect, 0, wrong=19).p_value < 1e-3


@pytest.mark.parametrize("shape", [(10, D), (120, D + 1)])
def test_shapes_that_do_not_fit_are_refused(shape: tuple[int, int], clean: Rows):
    with pytest.raises(ValueError, match="cannot be aligned"):
        aligned_cosine(clean, np.ones(shape))
