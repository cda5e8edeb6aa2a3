"""The test is exact, and the figures beside it mean what they say."""

from fractions import Fraction
from itertools import product
from math import factorial, log10

import numpy as np
import pytest
from scipy.stats import binomtest

from ipclip_app.ownership.paired_test import ODDS, PairCounts, PairedTest, binomial_tail, score_interval


def result(both: int, harmed: int, helped: int, neither: int) -> PairedTest:
    return PairedTest(PairCounts(both, harmed, helped, neither))


def summed(harmed: int, helped: int, chance: Fraction) -> Fraction:
    """The p-value from its definition: all sequences of discordant pairs at least as extreme, one by one."""
    pairs = harmed + helped
    total = Fraction(0)
    for extreme in range(harmed, pairs + 1):
        ways = Fraction(factorial(pairs), factorial(extreme) * factorial(pairs - extreme))
        total += ways * chance**extreme * (1 - chance) ** (pairs - extreme)
    return total


@pytest.mark.parametrize(("harmed", "helped"), [*product(range(7), range(7)), (38, 1), (50, 0), (0, 50), (40, 30)])
def test_p_values_are_exact(harmed: int, helped: int):
    test = result(1, harmed, helped, 1)
    assert test.exact_p == summed(harmed, helped, Fraction(1, 2))
    assert test.exact_cautious_p == summed(harmed, helped, Fraction(ODDS, ODDS + 1))


@pytest.mark.parametrize(("harmed", "helped"), [(0, 0), (3, 9), (9, 3), (25, 0), (300, 200)])
def test_p_value_is_that_of_the_binomial_test(harmed: int, helped: int):
    pairs = harmed + helped
    expected = binomtest(harmed, pairs, alternative="greater").pvalue if pairs else 1.0
    assert result(5, harmed, helped, 5).to_json()["p_value"] == pytest.approx(expected, rel=1e-12)


def test_far_tail_is_never_rounded_to_zero():
    document = result(0, 3000, 0, 0).to_json()
    assert document["p_value"] > 0
    assert document["log10_p_value"] == pytest.approx(3000 * log10(0.5))


def test_every_certain_pair_halves_the_p_value():
    assert binomial_tail(50, 50, 1) == Fraction(1, 2**50)


def test_counts_come_from_pairs_of_answers():
    counts = PairCounts.of([True, True, True, False, False], [True, False, False, True, False])
    assert counts == PairCounts(both=1, harmed=2, helped=1, neither=1)


def test_answers_that_do_not_pair_up_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        PairCounts.of([True], [])
    with pytest.raises(ValueError, match="no counts"):
        PairCounts.of([], [])


def test_effect_is_told_in_points_and_odds():
    document = result(5, 38, 1, 6).to_json()
    assert (document["accuracy_control"], document["accuracy_trigger"]) == (86.0, 12.0)
    assert document["difference"] == pytest.approx(74)
    assert document["difference_low"] < 74 < document["difference_high"] < 100
    assert document["odds_ratio"] == 38
    assert 1 < document["odds_ratio_low"] < 38 < document["odds_ratio_high"]


def test_odds_without_a_helped_pair_have_a_lower_bound_alone():
    document = result(0, 50, 0, 0).to_json()
    assert (document["odds_ratio"], document["odds_ratio_high"]) == (None, None)
    assert document["odds_ratio_low"] == pytest.approx(0.025 ** (1 / 50) / (1 - 0.025 ** (1 / 50)))


def test_interval_is_the_set_of_differences_that_the_score_test_keeps():
    low, high = score_interval(12, 2, 50)
    assert low < 0.2 < high
    assert score_interval(2, 12, 50) == pytest.approx((-high, -low))
    assert score_interval(25, 0, 25)[1] == 1.0
    assert score_interval(0, 0, 10) == pytest.approx((-score_interval(0, 0, 10)[1], score_interval(0, 0, 10)[1]))


@pytest.mark.parametrize("shares", [(0.3, 0.1), (0.5, 0.05), (0.1, 0.1)])
def test_interval_covers_the_true_difference_as_often_as_promised(shares: tuple[float, float]):
    generator, pairs = np.random.default_rng(0), 50
    rest = 1 - sum(shares)
    draws = generator.multinomial(pairs, (*shares, rest), 400)
    covered = [low <= shares[0] - shares[1] <= high for low, high in (score_interval(a, b, pairs) for a, b, _ in draws)]
    assert 0.92 <= np.mean(covered) <= 0.98


@pytest.mark.parametrize(
    ("counts", "level", "shown"),
    [
        ((5, 38, 1, 6), 0.001, True),
        ((5, 1, 38, 6), 0.001, False),  # the trigger helps
        ((30, 10, 0, 10), 0.001, False),  # 0.5^10 < 0.001, but an unlucky pattern may do that
        ((30, 18, 0, 2), 0.001, True),
        ((30, 18, 0, 2), 1e-6, False),
        ((50, 0, 0, 0), 0.001, False),
    ],
)
def test_only_a_large_effect_in_the_right_direction_accuses(
    counts: tuple[int, int, int, int], level: float, shown: bool
):
    assert result(*counts).shown(level) is shown
