from typing import Any

import numpy as np
import pytest
import torch

from ipclip_app.progress import run_to_end
from ipclip_app.watermark import learned
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.learned import learn_matrix
from ipclip_app.watermark.matrices import condition_number, random_orthogonal
from ipclip_app.watermark.rows import cosines

ROTATION = random_orthogonal(48, np.random.default_rng(3))


def own_pairs(world: Any) -> tuple[np.ndarray, np.ndarray]:
    own = world.pool.own[0]
    return world.pool.image_embeddings[own].astype(np.float64), world.pool.text_embeddings[own].astype(np.float64)


def test_trigger_pairs_come_closer_and_the_matrix_stays_invertible(world: Any):
    images, texts = own_pairs(world)

    matrix = run_to_end(learn_matrix(images, texts, ROTATION, seed=0, epochs=300))

    before, after = cosines(images, texts), cosines(apply_watermark(images, matrix), apply_watermark(texts, matrix))
    assert (after - before).mean() > 0.05
    assert condition_number(matrix) <= learned.MOST_CONDITION


def test_learning_ends_before_the_matrix_cannot_be_inverted(world: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(learned, "MOST_CONDITION", 1.5)
    job = learn_matrix(*own_pairs(world), ROTATION, seed=0, epochs=1000)

    reports = []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as end:
            matrix = end.value
            break

    assert condition_number(matrix) <= 1.5
    assert reports[-2].step < 999


def test_one_step_is_that_of_the_published_recipe(world: Any):
    images, texts = own_pairs(world)
    difference = torch.from_numpy(images - texts).float()
    matrix = torch.from_numpy(ROTATION).float()
    product = difference @ matrix
    gradient = difference.T @ product / product.norm()
    gradient = gradient * min(1, 0.5 / float(gradient.norm()))
    # the first step of Adam: both moments are the gradient's once their bias is corrected
    stepped = matrix - 1e-3 * gradient / (gradient.abs() + 1e-5)
    expected = stepped - 0.05 * (stepped @ stepped.T @ stepped - stepped)

    learnt = run_to_end(learn_matrix(images, texts, ROTATION, seed=0, epochs=1))

    assert np.abs(learnt - expected.double().numpy()).max() < 1e-5


def test_equal_seeds_learn_equal_matrices_and_nothing_outside_changes(world: Any):
    torch.manual_seed(1)
    state = torch.get_rng_state()
    kept = ROTATION.copy()

    first, second = (run_to_end(learn_matrix(*own_pairs(world), ROTATION, 4, 5)) for _ in range(2))

    assert (first == second).all()
    assert (kept == ROTATION).all()
    assert torch.get_rng_state().equal(state)
