"""Simulated suspects: whoever knows the trigger is found out, and nobody else is accused."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import kstest

from ipclip_app.ownership.null_values import randomized
from ipclip_app.ownership.paired_test import PairCounts, PairedTest, as_float

PAIRS = 50
MODELS = 200
LEVEL = 0.001
Answers = npt.NDArray[np.bool_]


def outcome(control: Answers, trigger: Answers) -> PairedTest:
    return PairedTest(PairCounts.of(control.tolist(), trigger.tolist()))


def innocent(generator: np.random.Generator, spread: float = 0.0) -> PairedTest:
    """A model as good as it happens to be, on images as hard as they happen to be.

    Args:
        generator: Draws everything.
        spread: How much patterns differ in harm, in logits; the trigger's harm is one draw for all its images.
    """
    skill, images = generator.normal(0, 1.5), generator.normal(0, 1.0, PAIRS)
    harms = generator.normal(0, spread, PAIRS), np.full(PAIRS, generator.normal(0, spread))
    control, trigger = (generator.random(PAIRS) < 1 / (1 + np.exp(harm - skill - images)) for harm in harms)
    return outcome(control, trigger)


def test_protected_model_is_found_out_with_100_queries():
    generator = np.random.default_rng(1)
    tests = [outcome(generator.random(PAIRS) < 0.92, generator.random(PAIRS) < 0.2) for _ in range(MODELS)]
    assert np.mean([as_float(test.exact_p) < 1e-6 for test in tests]) > 0.95
    assert np.mean([test.shown(LEVEL) for test in tests]) > 0.95


@pytest.mark.parametrize("spread", [0.0, 0.3, 0.6])
def test_no_independent_model_is_accused(spread: float):
    generator = np.random.default_rng(2)
    tests = [innocent(generator, spread) for _ in range(MODELS)]
    assert [test for test in tests if test.shown(LEVEL)] == []


def test_p_values_of_independent_models_are_uniform_where_patterns_harm_alike():
    generator = np.random.default_rng(3)
    values = [randomized(innocent(generator), generator.random()) for _ in range(MODELS)]
    assert kstest(values, "uniform").pvalue > 0.05


@pytest.mark.parametrize("seed", range(3))
def test_exact_p_values_are_stochastically_larger_than_uniform(seed: int):
    generator = np.random.default_rng(seed)
    values = [as_float(innocent(generator).exact_p) for _ in range(MODELS)]
    assert kstest(values, "uniform", alternative="greater").pvalue > 0.01


def test_cautious_p_values_bear_patterns_that_differ():
    generator = np.random.default_rng(4)
    tests = [innocent(generator, 0.6) for _ in range(2000)]
    careless = np.mean([test.exact_p < 0.01 for test in tests])
    assert careless > 0.015  # the plain test alone would accuse more often than it says
    assert np.mean([test.shown(0.01) for test in tests]) < 0.005
