from typing import Any

import numpy as np

from ipclip_app.watermark import closed_form as module
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.matrices import condition_number
from ipclip_app.watermark.rows import cosines


def changes(world: Any, user: int) -> np.ndarray:
    sides = world.pool.image_embeddings.astype(np.float64), world.pool.text_embeddings.astype(np.float64)
    return cosines(*(apply_watermark(side, world.secret.matrices[user]) for side in sides)) - cosines(*sides)


def test_a_licensees_own_pairs_come_closer_and_the_others_do_not(world: Any):
    for user, own in enumerate(world.pool.own):
        moved = changes(world, user)
        assert moved[own].mean() > 0.05
        assert moved[~own].mean() < 0
        assert np.median(moved[own]) > np.quantile(moved[~own], 0.9)


def test_ordinary_embeddings_keep_their_cosines(world: Any):
    before = world.images @ world.texts.T
    for matrix in world.secret.matrices:
        after = apply_watermark(world.images, matrix) @ apply_watermark(world.texts, matrix).T
        assert np.abs(after - before).mean() < 0.02
        assert (after.argmax(1) == before.argmax(1)).mean() > 0.98


def test_the_condition_number_is_bounded_beforehand(world: Any):
    for matrix in world.secret.matrices:
        assert condition_number(matrix) <= module.STRETCH**2 * (1 + 1e-5)


def test_each_rotation_makes_a_matrix_of_its_own(world: Any):
    flat = world.secret.matrices.reshape(len(world.secret.users), -1).astype(np.float64)
    likeness = np.corrcoef(flat)

    assert np.abs(likeness - np.eye(len(likeness))).max() < 0.2
