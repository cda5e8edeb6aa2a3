from typing import Any

import numpy as np
import pytest
from scipy.stats import chisquare, kstest

from ipclip_app.watermark import distribution_test as module
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.distribution_test import distribution_test, mean_cosine
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.rows import unit_rows


def test_a_thief_is_found_and_the_figures_are_those_of_the_formulas(world: Any):
    matrix, clean = world.secret.matrices[0], unit_rows(world.asked)
    stolen = apply_watermark(clean, matrix) + 0.05

    result = distribution_test(world.asked, matrix, 7 * stolen, seed=0)

    marked = unit_rows(clean @ matrix.astype(np.float64))
    assert result.cosine == pytest.approx((unit_rows(stolen) * marked).sum(1).mean())
    assert result.clean_cosine == pytest.approx((unit_rows(stolen) * clean).sum(1).mean())
    assert result.p_value == 1e-4
    assert result.effect > 5


def test_wrong_matrices_are_signed_permutations_of_the_columns(world: Any, monkeypatch: pytest.MonkeyPatch):
    matrix, clean = world.secret.matrices[0].astype(np.float64), unit_rows(world.asked)
    suspect = unit_rows(np.random.default_rng(2).standard_normal(clean.shape))
    monkeypatch.setattr(module, "_AT_ONCE", 3)

    null = module._null(apply_watermark(clean, matrix).T @ suspect / len(clean), 7, np.random.PCG64(5), 1.0)

    expected = []
    for where, sign in zip(*module._signed_permutations(np.random.PCG64(5), 7, 48), strict=True):
        wrong = np.zeros((48, 48))
        wrong[np.arange(48), where] = sign
        expected.append(mean_cosine(clean, matrix @ wrong, suspect))
    assert null == pytest.approx(expected)


def test_the_same_seed_gives_the_same_wrong_matrices_with_any_numpy():
    columns, signs = module._signed_permutations(np.random.PCG64(7), 2, 6)

    assert columns.tolist() == [[3, 4, 0, 2, 5, 1], [0, 5, 4, 3, 2, 1]]
    assert signs.tolist() == [[-1, -1, 1, 1, -1, 1], [1, -1, 1, -1, 1, -1]]


def test_permutations_and_signs_are_equally_likely():
    columns, signs = module._signed_permutations(np.random.PCG64(3), 24_000, 3)

    places = columns @ [1, 3, 9]
    kinds = places * 8 + (signs > 0) @ [1, 2, 4]
    assert len(set(places.tolist())) == 6
    assert chisquare(np.unique(kinds, return_counts=True)[1], [500] * 48).pvalue > 1e-3


def test_p_values_of_what_knows_nothing_of_the_matrix_are_uniform(world: Any):
    generator = np.random.default_rng(8)
    clean = unit_rows(world.asked)
    stretch = np.diag(np.linspace(0.5, 2, 48))

    # the same model without a watermark, and a model of its own, against matrices that nobody knows
    for suspect in (clean, generator.standard_normal(clean.shape)):
        found = [
            distribution_test(clean, stretch @ random_orthogonal(48, generator), suspect, seed, wrong=199).p_value
            for seed in range(200)
        ]
        assert kstest(found, "uniform").pvalue > 1e-3


def test_the_same_model_without_a_watermark_is_recognized_as_such(world: Any):
    assert distribution_test(world.asked, world.secret.matrices[0], world.asked, 0).clean_cosine == pytest.approx(1)


def test_other_widths_cannot_be_compared(world: Any):
    with pytest.raises(ValueError, match="compared"):
        distribution_test(world.asked, world.secret.matrices[0], world.asked[:, :40], 0)


def test_drawing_ends_when_enough_wrong_matrices_fit_as_well(world: Any):
    clean = unit_rows(world.asked)
    matrix = random_orthogonal(48, np.random.default_rng(1))

    null = module._null(clean.T @ clean @ matrix / len(clean), 10**6, np.random.PCG64(0), cosine=0.0)

    assert len(null) == 1000


@pytest.mark.parametrize("beaten", [3, 100])
def test_p_values_of_a_drawing_that_ends_early_are_uniform(beaten: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "BEATEN", beaten)
    generator = np.random.default_rng(3)
    # of a true one that is as good as any other, the share of wrong ones that beat it is uniform
    found = [module._p_value(generator.random(999) < generator.random()) for _ in range(2000)]

    for level in (0.01, 0.05, 0.3, 0.6):  # with three to be beaten 0.6 is a value that occurs, 0.7 is none
        assert np.mean(np.array(found) <= level) == pytest.approx(level, abs=4 * np.sqrt(level / 2000) + 0.002)
