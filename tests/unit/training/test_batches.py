"""Batches are full, complete, and a pure function of seed and epoch."""

from collections import Counter
from collections.abc import Callable

import pytest
import torch

from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.training.batches import LabelledStatistics, derived_seed, epoch_batches, steps_per_epoch


@pytest.fixture
def data(make_statistics: Callable[..., ImageStatistics]) -> LabelledStatistics:
    """Seven images of three views; image i is of class 10 + i."""
    return LabelledStatistics(make_statistics(21, 0), torch.arange(10, 17), views=3)


def _images(data: LabelledStatistics, batch_size: int, steps: int, seed: int = 0, salt: str = "a") -> list[int]:
    batches = epoch_batches(data, batch_size, steps, seed, salt)
    return [row // 3 for batch in batches for row in batch.rows.tolist()]


@pytest.mark.parametrize(
    ("authorized", "unauthorized", "batch_size", "steps"),
    [(400, 400, 8, 50), (17, 9, 4, 4), (9, 17, 4, 4), (16, 3, 4, 4), (3, 2, 8, 1), (8, 8, 8, 1), (15, 15, 8, 1)],
)
def test_an_epoch_is_the_longer_domain_in_full_batches(authorized: int, unauthorized: int, batch_size: int, steps: int):
    assert steps_per_epoch(authorized, unauthorized, batch_size) == steps


def test_batches_are_full(data: LabelledStatistics):
    assert [len(batch.rows) for batch in epoch_batches(data, 5, 4, 0, "a")] == [5] * 4


def test_the_longer_domain_shows_no_image_twice(data: LabelledStatistics):
    assert max(Counter(_images(data, 3, 2)).values()) == 1


def test_a_shorter_domain_is_shown_whole_before_it_is_reshuffled(data: LabelledStatistics):
    images = _images(data, 4, 6)

    rounds = [images[start : start + 7] for start in (0, 7, 14)]
    assert all(sorted(one) == list(range(7)) for one in rounds)
    assert rounds[0] != rounds[1] != rounds[2]


def test_a_domain_smaller_than_a_batch_still_fills_it(data: LabelledStatistics):
    images = _images(data, 16, 1)

    assert len(images) == 16
    assert set(Counter(images).values()) == {2, 3}


def test_labels_belong_to_the_rows(data: LabelledStatistics):
    for batch in epoch_batches(data, 4, 5, 0, "a"):
        assert (batch.rows // 3 + 10).equal(batch.labels)


def test_every_view_is_drawn(data: LabelledStatistics):
    rows = [
        row for epoch in range(5) for batch in epoch_batches(data, 7, 1, 0, f"{epoch}") for row in batch.rows.tolist()
    ]

    assert {row % 3 for row in rows} == {0, 1, 2}


def test_seed_and_epoch_decide_the_order(data: LabelledStatistics):
    first = _images(data, 7, 1)

    assert _images(data, 7, 1) == first
    assert _images(data, 7, 1, seed=1) != first
    assert _images(data, 7, 1, salt="b") != first


def test_drawing_leaves_the_global_random_state_alone(data: LabelledStatistics):
    before = torch.get_rng_state()

    _images(data, 4, 3)

    assert torch.get_rng_state().equal(before)


def test_plain_views_and_row_labels_match_the_images(data: LabelledStatistics):
    assert len(data) == 7
    assert data.plain().feature.equal(data.statistics.feature[::3])
    assert data.row_labels().tolist() == [10 + row // 3 for row in range(21)]


def test_derived_seeds_are_distinct_and_valid():
    seeds = {derived_seed(seed, salt) for seed in (0, 1, 2**63 - 1) for salt in ("initialization", "base")}

    assert len(seeds) == 6
    assert all(0 <= seed < 2**63 for seed in seeds)
