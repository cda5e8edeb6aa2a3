"""The authorization score is a penalized logistic regression; validation images choose the penalty."""

import itertools
from collections.abc import Sequence

import pytest
import torch
from torch import Tensor

from ipclip_app.audit import authorizer_fit
from ipclip_app.audit.authorizer_fit import MOST_ROWS, PENALTIES, fit_authorizer
from ipclip_app.audit.metrics import auroc
from ipclip_app.audit.verdict import Authorizer, authorization_inputs
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import run_to_end


def _images(count: int, shift: float, seed: int) -> ImageStatistics:
    generator = torch.Generator().manual_seed(seed)
    feature = torch.nn.functional.normalize(torch.randn(count, 4, generator=generator), dim=1)
    mean = torch.randn(count, 6, generator=generator) + shift
    return ImageStatistics(feature, mean, torch.rand(count, 6, generator=generator) + 0.1)


def _sets(sizes: Sequence[int] = (40, 25, 20, 10), shift: float = 1.0) -> tuple[ImageStatistics, ...]:
    """Authorized and unauthorized training images, then the same of validation images."""
    return tuple(_images(size, shift * (index % 2), index) for index, size in enumerate(sizes))


def _loss(weight: Tensor, bias: Tensor, inputs: Sequence[Tensor]) -> Tensor:
    """Mean of both domains' mean log losses."""
    rejected, accepted = (
        (1 + (sign * (part @ weight + bias)).exp()).log().mean() for sign, part in zip((-1, 1), inputs, strict=True)
    )
    return (rejected + accepted) / 2


def _standardized(authorizer: Authorizer, sets: Sequence[ImageStatistics]) -> list[Tensor]:
    return [(authorization_inputs(part).double() - authorizer.location) / authorizer.scale for part in sets]


@pytest.mark.parametrize("penalty", PENALTIES)
def test_the_fit_is_the_minimum_of_the_penalized_loss(penalty: float, monkeypatch: pytest.MonkeyPatch):
    sets = _sets()
    monkeypatch.setattr(authorizer_fit, "PENALTIES", (penalty,))

    authorizer = run_to_end(fit_authorizer(*sets))

    weight, bias = (part.double().requires_grad_() for part in (authorizer.weight, authorizer.bias))
    loss = _loss(weight, bias, _standardized(authorizer, sets[:2])) + penalty / 2 * (weight**2).sum()
    gradients = torch.autograd.grad(loss, (weight, bias))
    assert max(float(gradient.abs().max()) for gradient in gradients) < 1e-4


def test_inputs_are_standardized_over_the_training_images_of_both_domains():
    sets = _sets()

    authorizer = run_to_end(fit_authorizer(*sets))

    both = torch.cat([authorization_inputs(part) for part in sets[:2]])
    torch.testing.assert_close(authorizer.location, both.mean(0))
    torch.testing.assert_close(authorizer.scale, both.std(0))


def test_the_penalty_with_the_lowest_validation_loss_is_kept(monkeypatch: pytest.MonkeyPatch):
    sets, losses = _sets(shift=0.3), {}
    for penalty in PENALTIES:
        monkeypatch.setattr(authorizer_fit, "PENALTIES", (penalty,))
        single = run_to_end(fit_authorizer(*sets))
        losses[penalty] = float(_loss(single.weight.double(), single.bias.double(), _standardized(single, sets[2:])))
    monkeypatch.setattr(authorizer_fit, "PENALTIES", PENALTIES)

    chosen = run_to_end(fit_authorizer(*sets))

    reached = float(_loss(chosen.weight.double(), chosen.bias.double(), _standardized(chosen, sets[2:])))
    assert len(set(losses.values())) == len(PENALTIES)
    assert reached == pytest.approx(min(losses.values()), rel=1e-6)


def test_authorized_images_score_higher():
    sets = _sets(shift=2.0)

    authorizer = run_to_end(fit_authorizer(*sets))

    scores = [authorizer.scores(part).numpy() for part in _sets((50, 50), shift=-2.0 + 4.0)]
    assert auroc(*scores) > 0.95


def test_a_constant_input_does_no_harm():
    sets = [ImageStatistics(part.feature, torch.ones_like(part.mean), part.deviation) for part in _sets()]

    authorizer = run_to_end(fit_authorizer(*sets))

    assert authorizer.scores(sets[0]).isfinite().all()


@pytest.mark.parametrize("images", [700, 1000, 4096])
def test_large_domains_are_thinned_across_images_and_views_alike(images: int, monkeypatch: pytest.MonkeyPatch):
    views, read = 6, []
    sets = _sets((images * views, 5, 5, 5))
    sets[0].mean[:, 0] = torch.arange(images * views)
    real = authorizer_fit.authorization_inputs

    def noted(statistics: ImageStatistics) -> Tensor:
        read.append(statistics.mean[:, 0].long())
        return real(statistics)

    monkeypatch.setattr(authorizer_fit, "authorization_inputs", noted)

    run_to_end(fit_authorizer(*sets))

    rows = read[0]
    assert len(rows.unique()) == len(rows) == MOST_ROWS
    for quarter in range(4):
        seen = rows[rows * 4 // (images * views) == quarter] % views
        assert (seen.bincount(minlength=views) > 0.7 * MOST_ROWS / 4 / views).all()


def test_small_domains_are_read_whole():
    sets = _sets((MOST_ROWS, 5, 5, 5))

    authorizer = run_to_end(fit_authorizer(*sets))

    both = torch.cat([authorization_inputs(part) for part in sets[:2]])
    torch.testing.assert_close(authorizer.location, both.mean(0))


def test_fitting_reports_every_penalty():
    reports = dict.fromkeys((report.step, report.total) for report in fit_authorizer(*_sets()))

    assert list(reports) == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_cancel_never_waits_for_a_whole_fit(monkeypatch: pytest.MonkeyPatch):
    real, looks = authorizer_fit._loss, itertools.count()

    def counted(scores_a: Tensor, scores_u: Tensor) -> Tensor:
        next(looks)
        return real(scores_a, scores_u)

    monkeypatch.setattr(authorizer_fit, "_loss", counted)
    taken = [next(looks) for _ in fit_authorizer(*_sets())]

    assert taken[-1] > 30
    assert max(after - before for before, after in itertools.pairwise(taken)) < 15
