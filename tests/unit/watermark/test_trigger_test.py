from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.stats import ks_2samp

from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.matrices import random_orthogonal
from ipclip_app.watermark.pair_pool import draw_halves
from ipclip_app.watermark.readings import correlation, readings
from ipclip_app.watermark.trigger_test import closeness, trigger_test


def sides(world: Any) -> tuple[np.ndarray, np.ndarray]:
    return world.pool.image_embeddings.astype(np.float64), world.pool.text_embeddings.astype(np.float64)


def test_the_statistic_is_the_largest_lead_of_one_distribution_over_the_other():
    generator = np.random.default_rng(1)
    own, others = generator.normal(0.5, 1, 17), generator.normal(0, 1, 23)
    # one-sided: how far the distribution function of the own pairs lies below that of the others at most
    lead = max((others <= at).mean() - (own <= at).mean() for at in np.concatenate([own, others]))

    assert ks_2samp(own, others, alternative="less").statistic == pytest.approx(lead)


def test_a_thief_is_found_and_the_figures_are_those_of_the_formulas(world: Any):
    images, texts = (apply_watermark(side, world.secret.matrices[2]) for side in sides(world))
    own = world.pool.own[2]

    result = trigger_test(world.pool, 2, world.secret.matrices[2], images, texts)

    near = (images * texts).sum(1)
    before = np.einsum("ij,ij->i", *sides(world))
    lengths = np.sqrt(np.square(images - texts).sum(1))
    changed = near - before
    lead = max((changed[~own] <= at).mean() - (changed[own] <= at).mean() for at in changed)
    middle = [side - side.mean(0) for side in (images, texts)]
    about = np.einsum("ij,ij->i", *(side / np.linalg.norm(side, axis=1, keepdims=True) for side in middle))
    assert readings(images, texts) == pytest.approx(np.stack([near, about]))
    assert not result.about_middle
    assert result.statistic == pytest.approx(lead)
    assert result.p_value == pytest.approx(2 * ks_2samp(changed[own], changed[~own], alternative="less").pvalue)
    assert result.p_value < 1e-6
    assert result.agreement == pytest.approx(1)
    assert result.suspect.delta_cos == pytest.approx(near[own].mean() - near[~own].mean())
    assert result.suspect.delta_l2 == pytest.approx(lengths[own].mean() - lengths[~own].mean())
    assert result.suspect.delta_cos > result.clean.delta_cos
    assert result.suspect.delta_l2 < result.clean.delta_l2
    assert result.effect == pytest.approx((changed[own].mean() - changed[~own].mean()) / changed.std())


def test_a_rotation_by_the_thief_changes_nothing(world: Any):
    turned = random_orthogonal(48, np.random.default_rng(9))
    marked = [apply_watermark(side, world.secret.matrices[1]) for side in sides(world)]

    plain = trigger_test(world.pool, 1, world.secret.matrices[1], *marked)
    rotated = trigger_test(world.pool, 1, world.secret.matrices[1], *(3 * side @ turned for side in marked))

    assert rotated.p_value == pytest.approx(plain.p_value)
    assert rotated.agreement == pytest.approx(plain.agreement)
    assert rotated.suspect.delta_l2 == pytest.approx(plain.suspect.delta_l2)


def test_taking_the_mean_from_the_embeddings_hides_nothing(world: Any):
    marked = [apply_watermark(side, world.secret.matrices[1]) for side in sides(world)]
    mean = np.concatenate(marked).mean(axis=0)
    turned = random_orthogonal(48, np.random.default_rng(9))

    result = trigger_test(world.pool, 1, world.secret.matrices[1], *((side - mean) @ turned for side in marked))

    assert result.about_middle
    assert result.p_value < 1e-5
    assert result.agreement > 0.9


def test_a_suspect_that_answers_everything_alike_is_no_thief(world: Any):
    same = np.ones((len(world.pool), 7))

    assert trigger_test(world.pool, 1, world.secret.matrices[1], same, same).p_value > 0.01


def test_the_same_model_without_a_watermark_shows_nothing(world: Any):
    result = trigger_test(world.pool, 0, world.secret.matrices[0], *sides(world))

    assert (result.effect, result.agreement) == pytest.approx((0, 0), abs=1e-6)
    assert result.p_value > 0.01


def test_p_values_of_a_model_that_does_not_know_the_halves_are_not_too_small(world: Any):
    generator = np.random.default_rng(4)
    images, texts = generator.standard_normal((2, len(world.pool), 20))  # of another width
    halves = draw_halves(400, len(world.pool), generator)
    pool = replace(world.pool, own=halves)

    found = [trigger_test(pool, user, world.secret.matrices[0], images, texts).p_value for user in range(400)]

    # each p at most as often as it should be, and not much rarer than the choice of a reading costs
    assert all(np.mean(np.array(found) <= level) <= level + 3 * np.sqrt(level / 400) for level in (0.01, 0.05, 0.2))
    assert np.mean(np.array(found) <= 0.4) > 0.15


def test_closeness_and_correlation_of_nothing():
    own = np.array([True, False])
    same = np.array([[1.0, 0.0], [1.0, 0.0]])

    assert closeness(same, same, own).delta_cos == closeness(same, same, own).delta_l2 == 0
    assert correlation(np.ones(3), np.arange(3.0)) == 0
    assert correlation(np.arange(3.0), -2 * np.arange(3.0)) == pytest.approx(-1)
