"""Verdicts follow two calibrated levels, with doubt between them."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from ipclip_app.audit.verdict import (
    Authorizer,
    Thresholds,
    authorization_inputs,
    authorization_scores,
    calibrate,
    verdict_quality,
)
from ipclip_app.model.gated_projector import AROUND, BETWEEN, GatedProjector
from ipclip_app.model.statistics import ImageStatistics

BELOW, ABOVE = np.nextafter(2.0, -1), np.nextafter(3.0, 9)


@pytest.mark.parametrize("levels", [Thresholds(2.0, 3.0), Thresholds(3.0, 2.0)], ids=["overlap", "gap"])
@pytest.mark.parametrize(
    ("score", "verdict"),
    [
        (ABOVE, "authorized"),
        (3.0, "authorized"),
        (np.nextafter(3.0, 0), "uncertain"),
        (2.5, "uncertain"),
        (2.0, "uncertain"),
        (BELOW, "unauthorized"),
    ],
)
def test_verdict_is_uncertain_between_the_levels(levels: Thresholds, score: float, verdict: str):
    assert levels.verdict(score) == verdict


def test_equal_levels_leave_no_doubt():
    assert [Thresholds(1.0, 1.0).verdict(score) for score in (0.9, 1.0)] == ["unauthorized", "authorized"]


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.1, 0.5])
def test_levels_are_quantiles_of_the_validation_scores(rate: float):
    generator = torch.Generator().manual_seed(0)
    authorized, unauthorized = (torch.randn(size, generator=generator) for size in (83, 41))

    levels = calibrate(authorized, unauthorized, rate)

    assert levels.authorized == pytest.approx(np.quantile(authorized.numpy().astype(float), rate), rel=1e-12)
    assert levels.unauthorized == pytest.approx(np.quantile(unauthorized.numpy().astype(float), 0.95), rel=1e-12)


@given(st.lists(st.floats(-50, 50, width=32), min_size=1, max_size=300))
def test_the_chosen_share_and_one_image_at_most_lie_beyond_a_level(values: list[float]):
    scores, most = torch.tensor(values), 0.05 * len(values) + 1

    levels = calibrate(scores, scores, 0.05)

    assert sum(value < levels.authorized for value in values) <= most
    assert sum(value > levels.unauthorized for value in values) <= most


def test_one_in_twenty_lies_beyond_each_level():
    scores = torch.arange(100.0)

    levels = calibrate(scores, scores, 0.05)

    assert int((scores < levels.authorized).sum()) == int((scores > levels.unauthorized).sum()) == 5


def test_quality_counts_every_verdict():
    authorized = torch.tensor([4.0, 3.0, 2.5, 1.0])
    unauthorized = torch.tensor([3.5, 2.2, 1.9, 0.0, -1.0])

    quality = verdict_quality(authorized, unauthorized, Thresholds(2.0, 3.0))

    assert (quality.false_rejection, quality.uncertain_authorized) == (0.25, 0.25)
    assert (quality.detection, quality.uncertain_unauthorized) == (0.6, 0.2)
    pairs = [float(one > other) for one in authorized for other in unauthorized]
    assert quality.auroc == pytest.approx(sum(pairs) / len(pairs))


def _statistics(rows: int = 3) -> ImageStatistics:
    generator = torch.Generator().manual_seed(0)
    values = [torch.rand(rows, width, generator=generator, dtype=torch.float64) + 0.1 for width in (2, 4, 4)]
    return ImageStatistics(*values)


def test_the_score_reads_mean_log_deviation_and_feature():
    statistics = _statistics()

    inputs = authorization_inputs(statistics)

    assert inputs[:, :4].equal(statistics.mean)
    torch.testing.assert_close(inputs[:, 4:8].exp(), statistics.deviation)
    assert inputs[:, 8:].equal(statistics.feature)


def test_the_score_is_linear_in_standardized_inputs():
    generator = torch.Generator().manual_seed(1)
    location, scale, weight = (torch.rand(10, generator=generator, dtype=torch.float64) + 0.5 for _ in range(3))
    statistics = _statistics()

    scores = Authorizer(location, scale, weight, torch.tensor(0.3, dtype=torch.float64)).scores(statistics)

    for row, score in enumerate(scores):
        inputs = [*statistics.mean[row], *statistics.deviation[row].log(), *statistics.feature[row]]
        parts = zip(inputs, location, scale, weight, strict=True)
        expected = 0.3 + sum((value - middle) / width * factor for value, middle, width, factor in parts)
        torch.testing.assert_close(score, expected, rtol=1e-10, atol=1e-13)


def test_an_authorizer_is_its_tensors():
    parts = {name: torch.rand(3) for name in ("location", "scale", "weight")} | {"bias": torch.rand(())}

    assert Authorizer(**parts).tensors() == parts


@pytest.fixture
def projector() -> GatedProjector:
    """Two blocks of 4 and 6, of which nothing is standardized."""
    torch.manual_seed(0)
    return GatedProjector((4, 6), 5, 3)


@pytest.fixture
def seen() -> tuple[Authorizer, ImageStatistics]:
    """A score, and 9 images."""
    generator = torch.Generator().manual_seed(1)
    feature, mean, deviation = (torch.rand(9, size, generator=generator) + 0.5 for size in (3, 10, 10))
    return Authorizer(torch.zeros(23), torch.ones(23), torch.linspace(-1, 1, 23), torch.tensor(0.5)), ImageStatistics(
        feature, mean, deviation
    )


def test_without_a_fence_the_score_alone_decides(seen: tuple[Authorizer, ImageStatistics], projector: GatedProjector):
    authorizer, images = seen
    projector.set_gate(BETWEEN, torch.ones(23), torch.eye(3), -2.0)

    for each in (projector, projector.authorized):
        assert authorization_scores(authorizer, each, images).equal(authorizer.scores(images))


def test_a_fence_adds_its_own_odds_image_by_image(
    seen: tuple[Authorizer, ImageStatistics], projector: GatedProjector, monkeypatch: pytest.MonkeyPatch
):
    authorizer, images = seen
    monkeypatch.setattr("ipclip_app.audit.verdict._AT_ONCE", 4)
    projector.set_gate(AROUND, torch.zeros(23), -torch.eye(3), 2.0)

    scores = authorization_scores(authorizer, projector, images)

    content = projector.gate_inputs(images)[:, -3:]
    torch.testing.assert_close(scores - authorizer.scores(images), 2 - content.square().sum(1))
    assert authorization_scores(authorizer, projector, images[:0]).shape == (0,)
