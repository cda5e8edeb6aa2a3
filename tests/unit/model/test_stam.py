"""Style-enhanced features follow the published formula, value by value and gradient by gradient."""

from collections.abc import Mapping

import pytest
import torch
from torch import Tensor

from ipclip_app.model.feature_bank import FeatureBank
from ipclip_app.model.stam import Stam

EMBED = 16
EXACT = {"rtol": 1e-10, "atol": 1e-12}


@pytest.fixture
def stam() -> Stam:
    torch.manual_seed(0)
    stam = Stam(EMBED).double()
    with torch.no_grad():
        for parameter in stam.parameters():
            parameter.normal_()
    return stam


@pytest.fixture
def features() -> Tensor:
    return _unit(5, seed=1)


def _unit(rows: int, seed: int) -> Tensor:
    values = torch.randn(rows, EMBED, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return values / values.norm(dim=1, keepdim=True)


def _bank(seed: int, used: tuple[bool, ...] = (True,) * 4) -> FeatureBank:
    return FeatureBank(_unit(len(used), seed), torch.tensor(used))


def _batch_norm(rows: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    mean = sum(rows) / len(rows)
    variance = sum((rows - mean) ** 2) / len(rows)
    return (rows - mean) / (variance + 1e-5) ** 0.5 * weight + bias


def _shared(weights: Mapping[str, Tensor], rows: Tensor) -> Tensor:
    """Query, key and value parts (3, rows, D); output d * 3 + j belongs to part j."""
    for linear, norm in ((0, 1), (3, 4)):
        rows = rows @ weights[f"shared.{linear}.weight"].T + weights[f"shared.{linear}.bias"]
        rows = _batch_norm(rows, weights[f"shared.{norm}.weight"], weights[f"shared.{norm}.bias"]).clamp(min=0)
    rows = rows @ weights["shared.6.weight"].T + weights["shared.6.bias"]
    return torch.stack([torch.stack([rows[:, d * 3 + j] for d in range(EMBED)], dim=1) for j in range(3)])


def _expected(weights: Mapping[str, Tensor], features: Tensor, bank: Tensor) -> Tensor:
    query = _shared(weights, features)[0]
    _, keys, values = _shared(weights, bank)
    enhanced = []
    for feature, one in zip(features, query, strict=True):
        scores = torch.stack([(0.1 * (one @ key)).exp() for key in keys])
        attended = sum(score * value for score, value in zip(scores / scores.sum(), values, strict=True))
        mixed = feature + weights["project.weight"] @ attended + weights["project.bias"]
        enhanced.append(mixed / (mixed**2).sum() ** 0.5)
    return torch.stack(enhanced)


def test_features_are_enhanced_by_each_bank_as_published(stam: Stam, features: Tensor):
    authorized, unauthorized = _bank(2), _bank(3)

    enhanced = stam(features, authorized, unauthorized)

    weights = dict(stam.named_parameters())
    torch.testing.assert_close(enhanced[0], _expected(weights, features, authorized.rows), **EXACT)
    torch.testing.assert_close(enhanced[1], _expected(weights, features, unauthorized.rows), **EXACT)
    assert (enhanced[0] - enhanced[1]).abs().max() > 1e-3


def test_gradients_of_all_weights_are_those_of_the_published_formula(stam: Stam, features: Tensor):
    authorized, unauthorized = _bank(2), _bank(3)
    weights = dict(stam.named_parameters())
    slopes = _unit(5, seed=4), _unit(5, seed=5)
    parts = stam(features, authorized, unauthorized)
    expected_parts = [_expected(weights, features, bank.rows) for bank in (authorized, unauthorized)]

    actual = torch.autograd.grad(sum((p * s).sum() for p, s in zip(parts, slopes, strict=True)), weights.values())

    loss = sum((p * s).sum() for p, s in zip(expected_parts, slopes, strict=True))
    expected = torch.autograd.grad(loss, weights.values())
    for name, actual_gradient, expected_gradient in zip(weights, actual, expected, strict=True):
        torch.testing.assert_close(actual_gradient, expected_gradient, **EXACT, msg=lambda text, n=name: f"{n}: {text}")


def test_a_hidden_row_counts_as_if_it_were_scored_minus_infinity(stam: Stam, features: Tensor):
    bank = _bank(2, (True, False, True, True))

    enhanced, _ = stam(features, bank, bank)

    weights = dict(stam.named_parameters())
    query, (_, keys, values) = _shared(weights, features)[0], _shared(weights, bank.rows)
    seen = [0, 2, 3]
    attended = torch.softmax(0.1 * query @ keys[seen].T, dim=1) @ values[seen]
    mixed = features + attended @ weights["project.weight"].T + weights["project.bias"]
    torch.testing.assert_close(enhanced, mixed / mixed.norm(dim=1, keepdim=True), **EXACT)


def test_every_pass_is_normalized_by_its_own_rows(stam: Stam, features: Tensor):
    """Another unauthorized bank must not move what the authorized bank gives."""
    alone, _ = stam(features, _bank(2), _bank(2))

    beside, _ = stam(features, _bank(2), _bank(7))

    assert beside.equal(alone)


def test_layers_narrow_to_an_eighth_and_widen_to_three_parts():
    stam = Stam(64)

    shapes = [tuple(stam.shared[layer].weight.shape) for layer in (0, 3, 6)]
    assert shapes == [(8, 64), (8, 8), (192, 8)]
    assert tuple(stam.project.weight.shape) == (64, 64)


def test_single_precision_differs_by_rounding_only(stam: Stam, features: Tensor):
    exact, _ = stam(features, _bank(2), _bank(3))
    banks = [FeatureBank(_bank(seed).rows.float(), _bank(seed).used) for seed in (2, 3)]

    rounded, _ = stam.float()(features.float(), *banks)

    torch.testing.assert_close(rounded.double(), exact, rtol=1e-5, atol=1e-5)
