"""Normal distributions of features are those of scipy, and no image is judged with its own views."""

import pytest
import torch
from scipy.stats import multivariate_normal

from ipclip_app.training.gaussian import FOLDS, folds, log_density

ROWS = torch.randn(50, 4, generator=torch.Generator().manual_seed(2), dtype=torch.float64) @ torch.diag(
    torch.tensor([1.0, 2.0, 0.5, 3.0], dtype=torch.float64)
)


@pytest.mark.parametrize("shrinkage", [0.1, 0.5, 1.0])
def test_scores_are_log_densities_up_to_a_constant(shrinkage: float):
    covariance = torch.cov(ROWS.T, correction=0)
    shrunk = (1 - shrinkage) * covariance + shrinkage * covariance.diagonal().mean() * torch.eye(4)
    expected = torch.tensor(multivariate_normal(ROWS.mean(0), shrunk).logpdf(ROWS.numpy() + 0.5))
    difference = log_density(ROWS, shrinkage)(ROWS + 0.5) - expected
    torch.testing.assert_close(difference, difference.mean().expand(50))


def test_two_densities_are_compared_with_their_sizes():
    wide = log_density(3 * ROWS) - log_density(ROWS)
    constants = [float(multivariate_normal(part.mean(0), _shrunk(part)).logpdf([0.0] * 4)) for part in (3 * ROWS, ROWS)]
    assert float(wide(torch.zeros(1, 4, dtype=torch.float64))) == pytest.approx(constants[0] - constants[1])


def _shrunk(rows: torch.Tensor) -> torch.Tensor:
    covariance = torch.cov(rows.T, correction=0)
    return 0.7 * covariance + 0.3 * covariance.diagonal().mean() * torch.eye(4)


def test_scaling_scales_the_score_and_adds_the_offset():
    form = log_density(ROWS)
    torch.testing.assert_close(form.scaled(-2.0, 5.0)(ROWS), 5 - 2 * form(ROWS))


def test_equal_rows_have_a_density_of_numbers():
    assert log_density(torch.ones(6, 3, dtype=torch.float64))(torch.ones(2, 3, dtype=torch.float64)).isfinite().all()


@pytest.mark.parametrize(("images", "views"), [(1, 3), (4, 2), (13, 3)])
def test_every_row_is_in_one_part_with_all_views_of_its_image(images: int, views: int):
    parts = list(folds(images * views, views))
    assert len(parts) == min(FOLDS, images)
    assert torch.stack(parts).sum(0).eq(1).all()
    assert all(part.view(images, views).all(1).eq(part.view(images, views).any(1)).all() for part in parts)
