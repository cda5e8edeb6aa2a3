"""The gate is placed by what it would say of images that it has not seen."""

import math

import pytest
import torch
from torch import Tensor

from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.training import gate_fit
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.gate_fit import SHARPNESS, SHRINKAGE, advantage, fit_gate, thinned

INPUTS = 40


def _domain(images: int, views: int, shift: float, seed: int) -> Tensor:
    """Rows of images whose views resemble each other, (images * views, INPUTS)."""
    generator = torch.Generator().manual_seed(seed)
    centre = torch.randn(images, 1, INPUTS, generator=generator, dtype=torch.float64)
    rows = centre + 0.3 * torch.randn(images, views, INPUTS, generator=generator, dtype=torch.float64)
    return rows.flatten(0, 1) + shift


def _ridge(authorized: Tensor, unauthorized: Tensor, counts: tuple[int, int], centre: Tensor) -> Tensor:
    """Weights of the regression by its normal equations; each row weighs as in a fit on `counts` rows."""
    rows = torch.cat([authorized, unauthorized]) - centre
    parts = zip((authorized, unauthorized), counts, strict=True)
    weights = torch.cat([torch.full((len(part),), 0.5 / count, dtype=torch.float64) for part, count in parts])
    targets = torch.cat([torch.ones(len(authorized)), -torch.ones(len(unauthorized))]).double()
    matrix = rows.T @ (weights[:, None] * rows) + SHRINKAGE * torch.eye(INPUTS, dtype=torch.float64)
    return torch.linalg.solve(matrix, rows.T @ (weights * targets))


def test_the_direction_is_that_of_shrunken_discriminant_analysis():
    inputs = _domain(20, 2, 0.4, 1), _domain(30, 3, 0.0, 2)
    within = sum(torch.cov(part.T, correction=0) for part in inputs) / 2 + SHRINKAGE * torch.eye(INPUTS).double()
    expected = torch.linalg.solve(within, inputs[0].mean(0) - inputs[1].mean(0))
    weight = fit_gate(inputs, (2, 3), 0.0).weight
    torch.testing.assert_close(weight / weight.norm(), expected / expected.norm())


def test_the_calibration_reads_what_a_fit_without_the_image_would_say(monkeypatch: pytest.MonkeyPatch):
    inputs, views = (_domain(5, 2, 0.4, 3), _domain(4, 3, 0.0, 4)), (2, 3)
    seen: list[tuple[Tensor, Tensor]] = []

    def calibrate(authorized: Tensor, unauthorized: Tensor) -> tuple[float, float]:
        seen.append((authorized, unauthorized))
        return 1.0, 0.0

    monkeypatch.setattr(gate_fit, "_calibrate", calibrate)
    fit_gate(inputs, views, 0.0)
    counts, centre = tuple(map(len, inputs)), (inputs[0].mean(0) + inputs[1].mean(0)) / 2
    for domain, width in enumerate(views):
        expected = []
        for start in range(0, counts[domain], width):
            rest = list(inputs)
            rest[domain] = torch.cat([rest[domain][:start], rest[domain][start + width :]])
            weight = _ridge(*rest, counts, centre)
            expected.append((inputs[domain][start : start + width] - centre) @ weight)
        torch.testing.assert_close(seen[0][domain], torch.cat(expected))


def test_log_odds_are_no_surer_than_new_images_warrant():
    domains = [(_domain(150, 1, 0.3, 5), _domain(150, 1, 0.0, 6)), (_domain(4000, 1, 0.3, 7), _domain(4000, 1, 0.0, 8))]
    gate = fit_gate(domains[0], (1, 1), 0.0)
    odds = [(part @ gate.weight + gate.bias) / SHARPNESS for part in domains[1]]
    sure = torch.cat([odds[0].sigmoid(), 1 - odds[1].sigmoid()]).mean()
    right = torch.cat([odds[0] > 0, odds[1] < 0]).double().mean()
    assert 0.75 < right < 0.95
    assert right - 0.12 < sure < right + 0.02  # a calibration on its own images would be nearly certain


def test_domains_that_are_far_apart_have_a_gate_of_numbers():
    gate = fit_gate((_domain(9, 2, 50.0, 9), _domain(9, 2, -50.0, 10)), (2, 2), 0.0)
    assert gate.weight.isfinite().all()
    assert math.isfinite(gate.bias)


def test_domains_that_do_not_differ_leave_the_gate_to_the_advantage():
    inputs = _domain(12, 1, 0.0, 13), _domain(12, 1, 0.0, 14)
    gate = fit_gate(inputs, (1, 1), 0.5)
    for part in inputs:
        odds = part @ gate.weight + gate.bias
        assert odds.min() > -SHARPNESS * 0.1


def test_the_advantage_moves_the_gate_by_itself():
    inputs = _domain(10, 1, 0.5, 11), _domain(12, 1, 0.0, 12)
    plain, moved = (fit_gate(inputs, (1, 1), by) for by in (0.0, 0.7))
    assert torch.equal(plain.weight, moved.weight)
    assert moved.bias - plain.bias == pytest.approx(0.7 * SHARPNESS)


@pytest.mark.parametrize(("a", "u"), [(70.0, 60.0), (40.0, 90.0)])
def test_the_advantage_is_the_ratio_of_what_mistakes_cost(a: float, u: float):
    def protection(lost_a: float, left_u: float) -> float:
        return (a - lost_a) * ((u - left_u) - lost_a)

    step = 1e-6
    costs = [protection(0, 0) - protection(a * step, 0), protection(0, 0) - protection(0, u * step)]
    assert advantage(a, u) == pytest.approx(math.log(costs[0] / costs[1]), abs=1e-4)


def test_without_anything_to_protect_no_mistake_is_dearer():
    assert advantage(70.0, 0.0) == 0.0


def _labelled(images: int, views: int) -> LabelledStatistics:
    rows = torch.zeros(images * views, 1)
    return LabelledStatistics(ImageStatistics(rows, rows, rows), torch.zeros(images, dtype=torch.long), views)


def test_a_small_domain_is_read_whole():
    rows, views = thinned(_labelled(5, 3))
    assert (rows.tolist(), views) == (list(range(15)), 3)


def test_a_large_domain_gives_up_views_before_images(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gate_fit, "MOST_ROWS", 10)
    rows, views = thinned(_labelled(5, 3))
    assert (rows.tolist(), views) == ([0, 1, 3, 4, 6, 7, 9, 10, 12, 13], 2)
    rows, views = thinned(_labelled(25, 3))
    assert views == 1
    assert len(rows) == 10
    assert all(row % 3 == 0 for row in rows.tolist())
    assert rows.equal(thinned(_labelled(25, 3))[0])
