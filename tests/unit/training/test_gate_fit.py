"""The gate is placed by what it would say of images that it has not seen."""

import math

import pytest
import torch
from torch import Tensor

from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.training import gate_fit
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.gate_fit import (
    FENCE_SHARPNESS,
    REJECTED,
    SHARPNESS,
    SHRINKAGE,
    Gate,
    advantage,
    fit_fence,
    fit_gate,
    thinned,
)
from ipclip_app.training.gaussian import folds, log_density

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


CONTENT = 6


def _odds(gate: Gate, rows: Tensor) -> Tensor:
    content = rows[:, -CONTENT:]
    return rows @ gate.weight + ((content @ gate.form) * content).sum(1) + gate.bias


def _fit(inputs: tuple[Tensor, Tensor], views: tuple[int, int], by: float = 0.0) -> Gate:
    return fit_gate(inputs, views, by, CONTENT)


def test_the_direction_is_that_of_shrunken_discriminant_analysis(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gate_fit, "_calibrate", lambda *_: ((1.0, 0.0), 0.0))
    inputs = _domain(20, 2, 0.4, 1), _domain(30, 3, 0.0, 2)
    within = sum(torch.cov(part.T, correction=0) for part in inputs) / 2 + SHRINKAGE * torch.eye(INPUTS).double()
    expected = torch.linalg.solve(within, inputs[0].mean(0) - inputs[1].mean(0))
    gate = _fit(inputs, (2, 3))
    torch.testing.assert_close(gate.weight / gate.weight.norm(), expected / expected.norm())
    assert not gate.form.any()


def test_the_form_is_that_of_the_likelier_normal_distribution(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gate_fit, "_calibrate", lambda *_: ((0.0, 1.0), 0.0))
    inputs = _domain(20, 2, 0.4, 1), _domain(30, 3, 0.0, 2)
    gate = _fit(inputs, (2, 3))
    densities = [log_density(part[:, -CONTENT:]) for part in inputs]
    for part in inputs:
        expected = densities[0](part[:, -CONTENT:]) - densities[1](part[:, -CONTENT:])
        torch.testing.assert_close(_odds(gate, part), SHARPNESS * expected)


def test_the_calibration_reads_what_a_fit_without_the_image_would_say(monkeypatch: pytest.MonkeyPatch):
    inputs, views = (_domain(5, 2, 0.4, 3), _domain(4, 3, 0.0, 4)), (2, 3)
    seen: list[tuple[Tensor, Tensor]] = []

    def calibrate(authorized: Tensor, unauthorized: Tensor) -> tuple[tuple[float, float], float]:
        seen.append((authorized, unauthorized))
        return (1.0, 1.0), 0.0

    monkeypatch.setattr(gate_fit, "_calibrate", calibrate)
    _fit(inputs, views)
    counts, centre = tuple(map(len, inputs)), (inputs[0].mean(0) + inputs[1].mean(0)) / 2
    for domain, width in enumerate(views):
        for start in range(0, counts[domain], width):
            rest = list(inputs)
            rest[domain] = torch.cat([rest[domain][:start], rest[domain][start + width :]])
            weight = _ridge(*rest, counts, centre)
            rows = slice(start, start + width)
            torch.testing.assert_close(seen[0][domain][rows, 0], (inputs[domain][rows] - centre) @ weight)
        for part in folds(counts[domain], width):
            kept = [each[:, -CONTENT:] for each in inputs]
            kept[domain] = kept[domain][~part]
            rows_of = inputs[domain][part][:, -CONTENT:]
            expected = log_density(kept[0])(rows_of) - log_density(kept[1])(rows_of)
            torch.testing.assert_close(seen[0][domain][part, 1], expected)


def test_log_odds_are_no_surer_than_new_images_warrant():
    domains = [(_domain(150, 1, 0.3, 5), _domain(150, 1, 0.0, 6)), (_domain(4000, 1, 0.3, 7), _domain(4000, 1, 0.0, 8))]
    gate = _fit(domains[0], (1, 1))
    odds = [_odds(gate, part) / SHARPNESS for part in domains[1]]
    sure = torch.cat([odds[0].sigmoid(), 1 - odds[1].sigmoid()]).mean()
    right = torch.cat([odds[0] > 0, odds[1] < 0]).double().mean()
    assert 0.75 < right < 0.95
    assert right - 0.12 < sure < right + 0.02  # a calibration on its own images would be nearly certain


def test_domains_that_differ_in_spread_alone_are_told_apart_by_the_form():
    wide, narrow = (_domain(300, 1, 0.0, seed) * scale for seed, scale in ((5, 2.0), (6, 0.5)))
    gate = _fit((wide, narrow), (1, 1))
    new = [_domain(300, 1, 0.0, seed) * scale for seed, scale in ((7, 2.0), (8, 0.5))]
    assert (_odds(gate, new[0]) > 0).double().mean() > 0.9
    assert (_odds(gate, new[1]) < 0).double().mean() > 0.9


def test_domains_that_are_far_apart_have_a_gate_of_numbers():
    gate = _fit((_domain(9, 2, 50.0, 9), _domain(9, 2, -50.0, 10)), (2, 2))
    assert gate.weight.isfinite().all()
    assert gate.form.isfinite().all()
    assert math.isfinite(gate.bias)


@pytest.mark.parametrize("images", [1, 2])
def test_hardly_any_image_gives_a_gate_of_numbers(images: int):
    inputs = _domain(images, 2, 1.0, 9), _domain(images, 2, 0.0, 10)
    for gate in (_fit(inputs, (2, 2)), fit_fence(inputs[0], 2, CONTENT)):
        assert gate.weight.isfinite().all()
        assert gate.form.isfinite().all()
        assert math.isfinite(gate.bias)


def test_domains_that_do_not_differ_leave_the_gate_to_the_advantage():
    inputs = _domain(12, 1, 0.0, 13), _domain(12, 1, 0.0, 14)
    gate = _fit(inputs, (1, 1), 0.5)
    for part in inputs:
        assert _odds(gate, part).mean() > 0


def test_the_advantage_moves_the_gate_by_itself():
    inputs = _domain(10, 1, 0.5, 11), _domain(12, 1, 0.0, 12)
    plain, moved = (_fit(inputs, (1, 1), by) for by in (0.0, 0.7))
    assert torch.equal(plain.weight, moved.weight)
    assert moved.bias - plain.bias == pytest.approx(0.7 * SHARPNESS)


def test_a_fence_leaves_as_many_new_images_outside_as_promised():
    gate = fit_fence(_domain(400, 1, 0.0, 1), 1, CONTENT)
    outside = (_odds(gate, _domain(4000, 1, 0.0, 2)) < 0).double().mean()
    assert 0.5 * REJECTED < outside < 2 * REJECTED


def test_a_fence_keeps_other_domains_out_in_whatever_direction_they_lie():
    gate = fit_fence(_domain(400, 1, 0.0, 1), 1, CONTENT)
    for shift in (-4.0, 4.0):
        assert (_odds(gate, _domain(50, 1, shift, 3)) < 0).all()


def test_a_fence_is_as_sure_of_the_middle_as_promised():
    rows = _domain(400, 1, 0.0, 1)
    gate = fit_fence(rows, 1, CONTENT)
    assert float(_odds(gate, _domain(4000, 1, 0.0, 2)).median()) == pytest.approx(FENCE_SHARPNESS, rel=0.25)
    assert not gate.weight[:-CONTENT].any()


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
    assert (rows.tolist(), views) == ([0, 1, 3, 5, 6, 7, 9, 11, 12, 13], 2)
    rows, views = thinned(_labelled(25, 3))
    assert views == 1
    assert len(rows) == 10
    assert all(row % 3 == 0 for row in rows.tolist())
    assert rows.equal(thinned(_labelled(25, 3))[0])


def test_between_them_the_images_show_all_views_evenly_and_each_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gate_fit, "MOST_ROWS", 120)

    rows, views = thinned(_labelled(39, 14))

    chosen = rows.view(39, views) % 14
    assert views == 3
    assert (chosen[:, 0] == 0).all()
    assert (rows.view(39, views) // 14 == torch.arange(39)[:, None]).all()
    assert chosen[:, 1:].flatten().bincount(minlength=14).tolist() == [0, *[6] * 13]
