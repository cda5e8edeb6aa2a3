"""Figures about many innocent suspects."""

from fractions import Fraction

import pytest

from ipclip_app.ownership.null_values import NullValues, randomized
from ipclip_app.ownership.paired_test import PairCounts, PairedTest


def found(harmed: int, helped: int) -> PairedTest:
    return PairedTest(PairCounts(5, harmed, helped, 0))


def test_randomized_value_lies_between_an_exact_one_and_the_next_smaller():
    assert randomized(found(2, 2), 1) == float(found(2, 2).exact_p) == pytest.approx(11 / 16)
    assert randomized(found(2, 2), 0) == float(found(3, 1).exact_p) == pytest.approx(5 / 16)
    assert randomized(found(3, 0), 0) == 0
    assert randomized(found(0, 0), 0.3) == pytest.approx(0.3)


def test_randomized_values_are_uniform_where_the_test_is_exact():
    """Over all outcomes of four discordant pairs, the chance to lie below a bound is the bound."""
    for bound in (0.05, 0.3, 0.7):
        chance = sum(
            Fraction((1, 4, 6, 4, 1)[harmed], 16) * _share_below(found(harmed, 4 - harmed), bound)
            for harmed in range(5)
        )
        assert float(chance) == pytest.approx(bound, abs=0.002)


def _share_below(one: PairedTest, bound: float) -> Fraction:
    steps = 1000
    return Fraction(sum(randomized(one, (step + 0.5) / steps) < bound for step in range(steps)), steps)


def test_accused_need_both_p_values():
    tests = [found(12, 0), found(25, 0), found(3, 3)]
    document = NullValues(tests, [0.5] * 3).to_json(0.001)
    assert (document["models"], document["accused"], document["accused_without_caution"]) == (3, 1, 2)
    assert document["smallest_p_value"] == 2**-25
    assert document["share_below_0.05"] == pytest.approx(2 / 3)
    assert 0 <= document["uniformity_p_value"] <= 1
