"""Learning rates are functions of the step."""

import math

import pytest
import torch

from ipclip_app.training.recipes import recipe_of
from ipclip_app.training.schedule import learning_rate

REFERENCE, DEFAULT = recipe_of("reference"), recipe_of("default")


def test_reference_warms_up_for_one_epoch_at_a_constant_rate():
    assert [learning_rate(REFERENCE, step, 7, 50) for step in range(7)] == [1e-5] * 7


def test_reference_oscillates_as_torch_does_when_its_cosine_of_fifty_is_stepped_every_iteration():
    optimizer = torch.optim.Adam([torch.zeros(1, requires_grad=True)], lr=0.01)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=50)
    expected = []
    for _ in range(230):
        expected.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()

    rates = [learning_rate(REFERENCE, 7 + step, 7, 50) for step in range(230)]

    assert rates == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert rates[50] == pytest.approx(0, abs=1e-15)
    assert rates[100] == 0.01


def test_reference_is_adam_with_the_released_rate_and_decay():
    assert (REFERENCE.learning_rate, REFERENCE.weight_decay) == (0.01, 5e-4)


def test_default_rises_over_the_first_epoch_and_falls_along_one_half_wave():
    steps, epochs = 5, 4
    rates = [learning_rate(DEFAULT, step, steps, epochs) for step in range(steps * epochs)]

    expected = []
    for step in range(steps * epochs):
        share = (step + 1) / steps if step < steps else 1
        expected.append(5e-4 * share * 0.5 * (1 + math.cos(math.pi * step / (steps * epochs))))
    assert rates == pytest.approx(expected, rel=1e-12)


def test_default_falls_after_the_first_epoch_without_ever_stopping():
    rates = [learning_rate(DEFAULT, step, 5, 4) for step in range(4, 20)]

    assert rates == sorted(rates, reverse=True)
    assert 0 < rates[-1] < 0.02 * DEFAULT.learning_rate
