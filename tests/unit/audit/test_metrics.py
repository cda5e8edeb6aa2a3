"""Metrics of protection are those of the paper, and their strict forms cannot be made cheap."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, mannwhitneyu

from ipclip_app.audit.metrics import (
    DomainAccuracy,
    Protection,
    auroc,
    authorization_gain,
    mean_protection,
    ownership_gain,
    protection,
    strict_protection,
    wilson_interval,
)

percent = st.floats(0, 100)
scores = st.lists(st.sampled_from([-2.0, -0.5, 0.0, 0.25, 1.0, 7.0]), min_size=1, max_size=12)


def test_protection_of_an_example():
    result = protection(DomainAccuracy(90, 92, 88), DomainAccuracy(70, 75, 5))

    assert result.D_a == 4
    assert result.D_u == 70
    assert result.W_ua == pytest.approx(88 * (70 - 4) / 100)
    assert result.W_ua_bound == pytest.approx(92 * 75 / 100)


def test_strict_protection_of_an_example_counts_from_zero_shot_where_that_is_better():
    result = strict_protection(DomainAccuracy(95, 92, 88), DomainAccuracy(70, 75, 5))

    assert result.D_a == 7
    assert result.D_u == 70
    assert result.W_ua == pytest.approx(88 * (70 - 7) / 100)
    assert result.W_ua_bound == pytest.approx(95 * 75 / 100)


@given(zero=st.tuples(percent, percent), free=st.tuples(percent, percent), protected=st.tuples(percent, percent))
def test_metrics_are_their_definitions(
    zero: tuple[float, float], free: tuple[float, float], protected: tuple[float, float]
):
    domains = [DomainAccuracy(*values) for values in zip(zero, free, protected, strict=True)]

    plain, strict = protection(*domains), strict_protection(*domains)

    for result, (level_a, level_u) in ((plain, free), (strict, tuple(map(max, zero, free)))):
        drop_a, drop_u = level_a - protected[0], level_u - protected[1]
        assert (result.D_a, result.D_u) == (drop_a, drop_u)
        assert result.W_ua == pytest.approx(protected[0] * (drop_u - drop_a) / 100, rel=1e-12)
        assert result.W_ua_bound == pytest.approx(level_a * level_u / 100, rel=1e-12)


@given(level=st.tuples(percent, percent), kept=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_no_protected_model_exceeds_the_bound(level: tuple[float, float], kept: tuple[float, float]):
    domains = [DomainAccuracy(0, value, share * value) for value, share in zip(level, kept, strict=True)]

    result = protection(*domains)

    assert result.W_ua is not None
    assert result.W_ua_bound is not None
    assert result.W_ua <= result.W_ua_bound + 1e-9


def test_the_bound_is_reached_by_full_accuracy_here_and_none_there():
    result = protection(DomainAccuracy(50, 80, 80), DomainAccuracy(50, 60, 0))

    assert result.W_ua == result.W_ua_bound == 48


def test_a_weak_unprotected_module_does_not_make_the_strict_bound_cheap():
    authorized, unauthorized = DomainAccuracy(90, 30, 25), DomainAccuracy(80, 40, 5)

    assert strict_protection(authorized, unauthorized).W_ua_bound == 72
    assert protection(authorized, unauthorized).W_ua_bound == 12


@pytest.mark.parametrize("measure", [protection, strict_protection])
def test_without_labels_nothing_is_claimed_of_the_unauthorized_domain(
    measure: Callable[[DomainAccuracy, DomainAccuracy], Protection],
):
    result = measure(DomainAccuracy(90, 92, 88), DomainAccuracy(None, None, None))

    assert (result.D_u, result.W_ua, result.W_ua_bound) == (None, None, None)
    assert result.D_a == 4


def test_json_names_tell_plain_from_strict():
    result = protection(DomainAccuracy(90, 92, 88), DomainAccuracy(70, 75, 5))

    assert list(result.to_json()) == ["D_a", "D_u", "W_ua", "W_ua_bound"]
    assert list(result.to_json("_strict")) == ["D_a_strict", "D_u_strict", "W_ua_strict", "W_ua_strict_bound"]
    assert result.to_json()["W_ua"] == result.W_ua


@given(positives=scores, negatives=scores)
def test_auroc_is_the_share_of_pairs_in_the_right_order(positives: list[float], negatives: list[float]):
    pairs = [(one > other) + (one == other) / 2 for one in positives for other in negatives]

    assert auroc(np.array(positives), np.array(negatives)) == pytest.approx(math.fsum(pairs) / len(pairs), rel=1e-12)


def test_auroc_is_the_u_statistic_of_scipy():
    generator = np.random.default_rng(0)
    positives, negatives = generator.normal(1, 1, 70), generator.normal(0, 2, 50)

    expected = mannwhitneyu(positives, negatives).statistic / (70 * 50)
    assert auroc(positives, negatives) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("positives", "negatives"), [([], [1.0]), ([1.0], [])])
def test_auroc_needs_scores_of_both_kinds(positives: list[float], negatives: list[float]):
    with pytest.raises(ValueError, match="both kinds"):
        auroc(np.array(positives), np.array(negatives))


@given(st.integers(1, 5000).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_interval_is_that_of_scipy(observed: tuple[int, int]):
    hits, count = observed
    expected = binomtest(hits, count).proportion_ci(0.95, "wilson")
    assert wilson_interval(hits / count, count) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_nothing_observed_is_not_nothing_possible():
    low, high = wilson_interval(0.0, 130)
    assert low == 0
    assert high == pytest.approx(0.0287, abs=1e-4)


def test_gains_of_an_example():
    clean, marked, others = DomainAccuracy(90, 92, 88), DomainAccuracy(60, 80, 8), DomainAccuracy(70, 75, 28)

    assert ownership_gain(clean, marked) == pytest.approx(80 * (88 - 8) / 100)
    assert authorization_gain(clean, [marked, others]) == pytest.approx(88 * (88 - 18) / 100)


def test_gains_without_labels_are_unknown():
    clean, unknown = DomainAccuracy(90, 92, 88), DomainAccuracy(None, None, None)

    assert ownership_gain(clean, unknown) is None
    assert authorization_gain(clean, [clean, unknown]) is None
    assert authorization_gain(clean, []) is None


def test_protection_against_several_domains_is_the_mean():
    first, second = Protection(1, 40, 30, 50), Protection(1, 60, 50, 70)

    assert mean_protection([first]) == first
    assert mean_protection([first, second]) == Protection(1, 50, 40, 60)
    assert mean_protection([first, Protection(1, None, None, 70)]) == Protection(1, None, None, 60)
