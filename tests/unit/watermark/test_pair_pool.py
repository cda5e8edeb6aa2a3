from typing import Any

import numpy as np
import pytest

from ipclip_app.watermark import pair_pool
from ipclip_app.watermark.pair_pool import choose_pairs, draw_halves
from ipclip_app.watermark.rows import unit_rows

GENERATOR = np.random.default_rng(11)


def test_pairs_are_far_from_ordinary_embeddings(world: Any):
    ordinary = world.images, world.texts
    chosen = choose_pairs(world.candidates, ordinary, 20)
    nearest = sum((side @ known.T).max(axis=1) for side, known in zip(world.candidates, ordinary, strict=True))

    assert len(set(chosen.tolist())) == 20
    assert nearest[chosen].max() <= np.sort(nearest)[39]  # a quarter of 160


def test_of_equal_pairs_one_is_taken(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pair_pool, "FARTHEST", 1.0)
    sides = [unit_rows(GENERATOR.standard_normal((8, 16))) for _ in range(2)]
    doubled = tuple(np.concatenate([side] * 4) for side in sides)
    nothing = (np.ones((1, 16)) / 4, np.ones((1, 16)) / 4)

    chosen = choose_pairs((doubled[0], doubled[1]), nothing, 8)

    assert np.linalg.matrix_rank((doubled[0] - doubled[1])[chosen]) == 8


def test_there_may_be_more_pairs_than_dimensions():
    sides = [unit_rows(GENERATOR.standard_normal((40, 4))) for _ in range(2)]

    chosen = choose_pairs((sides[0], sides[1]), (np.eye(4), np.eye(4)), 10)

    assert len(set(chosen.tolist())) == 10


@pytest.mark.parametrize("pairs", [2, 9, 60])
def test_each_licensee_owns_a_half_of_his_own(pairs: int):
    own = draw_halves(100, pairs, GENERATOR)

    assert (own.sum(axis=1) == pairs // 2).all()
    if pairs == 60:
        assert len({row.tobytes() for row in own}) == 100
        assert own.mean(axis=0).min() > 0.25
        assert own.mean(axis=0).max() < 0.75
