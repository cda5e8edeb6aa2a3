"""Statistics stay together row by row and follow the published formula."""

import math

import pytest
import torch

from ipclip_app.model.statistics import VARIANCE_FLOOR, ImageStatistics, blocks, token_statistics


@pytest.fixture
def statistics() -> ImageStatistics:
    values = torch.arange(15.0).reshape(3, 5)
    return ImageStatistics(values[:, :2], values + 100, values + 200)


def test_length_is_the_number_of_images(statistics: ImageStatistics):
    assert len(statistics) == 3


@pytest.mark.parametrize("rows", [torch.tensor([2, 0]), [2, 0], slice(None, None, 2)])
def test_an_index_takes_the_same_rows_of_every_part(statistics: ImageStatistics, rows: object):
    taken = statistics[rows]

    assert taken.feature.equal(statistics.feature[rows])
    assert taken.mean.equal(statistics.mean[rows])
    assert taken.deviation.equal(statistics.deviation[rows])


def test_parts_put_together_are_the_whole(statistics: ImageStatistics):
    whole = ImageStatistics.concat([statistics[:1], statistics[1:]])

    assert whole.feature.equal(statistics.feature)
    assert whole.mean.equal(statistics.mean)
    assert whole.deviation.equal(statistics.deviation)


def test_moving_keeps_the_values(statistics: ImageStatistics):
    assert statistics.to("cpu").mean.equal(statistics.mean)


def test_contradicting_shapes_are_refused():
    with pytest.raises(ValueError, match="contradicting"):
        ImageStatistics(torch.zeros(2, 3), torch.zeros(3, 4), torch.zeros(3, 4))


def test_blocks_are_cut_by_their_widths():
    first, second = blocks(torch.arange(10.0).reshape(2, 5), (2, 3))

    assert first.tolist() == [[0, 1], [5, 6]]
    assert second.tolist() == [[2, 3, 4], [7, 8, 9]]


def test_deviation_is_that_of_the_population_with_a_floor_per_token():
    hidden = torch.tensor([[[1.0], [3.0]]], dtype=torch.float64)

    mean, deviation = token_statistics(hidden)

    assert mean.item() == 2
    assert deviation.item() == pytest.approx(math.sqrt(1 + VARIANCE_FLOOR / 2), abs=1e-15)


def test_a_constant_block_has_a_finite_gradient():
    hidden = torch.ones(1, 4, 2, requires_grad=True)

    token_statistics(hidden)[1].sum().backward()

    assert hidden.grad is not None
    assert hidden.grad.isfinite().all()
