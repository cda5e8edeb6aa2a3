"""Of the trigger pairs the first alone can be asked about, as long as each licensee owns some and not all."""

from typing import Any

import numpy as np
import pytest


def test_first_pairs_are_the_same_pairs(world: Any):
    pool = world.pool
    first = pool.first(20)
    assert len(first) == 20
    assert first.texts == pool.texts[:20]
    assert np.array_equal(first.own, pool.own[:, :20])
    assert np.array_equal(first.image_embeddings, pool.image_embeddings[:20])


def test_least_is_the_fewest_that_can_be_asked_about(world: Any):
    pool = world.pool
    assert len(pool.first(pool.least)) == pool.least
    with pytest.raises(ValueError, match="some of the trigger pairs"):
        pool.first(pool.least - 1)
