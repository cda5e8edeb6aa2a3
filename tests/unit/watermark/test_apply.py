import numpy as np
import pytest
import torch

from ipclip_app.watermark.apply import _marked_elsewhere, apply_watermark
from ipclip_app.watermark.matrices import random_orthogonal

GENERATOR = np.random.default_rng(5)
ROTATION = random_orthogonal(16, GENERATOR)
ROWS = 3 * GENERATOR.standard_normal((7, 16))


def test_embeddings_are_rows_and_stand_left_of_the_matrix():
    matrix = np.zeros((3, 3))
    matrix[0, 1] = matrix[1, 2] = matrix[2, 0] = 1  # e W sends the first coordinate to the second; W e would not

    assert apply_watermark(np.array([[5.0, 0.0, 0.0]]), matrix).tolist() == [[0, 1, 0]]


def test_the_result_is_what_the_formula_says():
    matrix = GENERATOR.standard_normal((16, 16))
    for row, marked in zip(ROWS, apply_watermark(ROWS, matrix), strict=True):
        product = (row / np.sqrt(row @ row)) @ matrix
        assert np.allclose(marked, product / np.sqrt(product @ product), rtol=0, atol=1e-15)


def test_a_rotation_keeps_every_cosine_and_a_second_one_brings_the_embeddings_back():
    marked = apply_watermark(ROWS, ROTATION)
    units = ROWS / np.linalg.norm(ROWS, axis=1, keepdims=True)

    assert np.allclose(marked @ marked.T, units @ units.T, rtol=0, atol=1e-14)
    assert np.allclose(apply_watermark(marked, ROTATION.T), units, rtol=0, atol=1e-14)


@pytest.mark.parametrize(("kind", "error"), [(np.float64, 1e-14), (np.float32, 2e-7), (np.float16, 6e-4)])
def test_numpy_and_torch_agree_and_keep_their_type(kind: type[np.floating], error: float):
    rows = ROWS.astype(kind)
    exact = apply_watermark(rows.astype(np.float64), ROTATION)

    marked, other = apply_watermark(rows, ROTATION), apply_watermark(torch.from_numpy(rows), torch.from_numpy(ROTATION))

    assert marked.dtype == other.numpy().dtype == kind
    assert (marked == other.numpy()).all()
    assert np.abs(marked.astype(np.float64) - exact).max() <= error


def test_half_precision_is_rounded_once():
    rows = ROWS.astype(np.float16)
    wide = apply_watermark(rows.astype(np.float32), ROTATION)

    assert (apply_watermark(rows, ROTATION) == wide.astype(np.float16)).all()


def test_what_was_given_is_left_alone_and_an_embedding_does_not_depend_on_its_neighbours():
    before = ROWS.copy()
    marked = apply_watermark(ROWS, ROTATION)

    assert (before == ROWS).all()
    assert np.allclose(apply_watermark(ROWS[::2], ROTATION), marked[::2], rtol=0, atol=1e-15)
    assert apply_watermark(ROWS[:, ::-1], ROTATION).shape == marked.shape  # not contiguous


@pytest.mark.parametrize("rows", [ROWS[0], ROWS[:, :15], ROWS[None]])
def test_other_shapes_are_refused(rows: np.ndarray):
    with pytest.raises(ValueError, match="cannot mark"):
        apply_watermark(rows, ROTATION)


def test_accelerators_compute_the_same():
    for kind in (torch.float64, torch.float32, torch.float16):
        rows = torch.from_numpy(ROWS).to(kind)
        here, elsewhere = apply_watermark(rows, ROTATION), _marked_elsewhere(rows, torch.from_numpy(ROTATION))
        assert here.dtype == elsewhere.dtype == kind
        assert torch.allclose(here.double(), elsewhere.double(), rtol=0, atol=torch.finfo(kind).eps)


def test_brain_floats_are_marked_and_a_row_of_zeros_stays_one():
    rows = torch.from_numpy(ROWS).bfloat16()
    rows[0] = 0

    marked = apply_watermark(rows, ROTATION)

    assert marked.dtype == torch.bfloat16
    assert not marked[0].any()
    assert not apply_watermark(np.zeros((1, 16)), ROTATION).any()
    assert torch.allclose(marked[1:].double().norm(dim=1), torch.ones(6, dtype=torch.float64), atol=0.01)


@pytest.mark.parametrize("length", [1e-25, 1e-15, 1e-8, 1e12, 1e25])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_embeddings_of_any_length_are_marked_alike(length: float, kind: type[np.floating]):
    marked = apply_watermark((ROWS * length).astype(kind), ROTATION)

    assert np.abs(marked - apply_watermark(ROWS, ROTATION)).max() < 1e-6


def test_no_embeddings_are_no_embeddings():
    assert apply_watermark(np.zeros((0, 16), np.float32), ROTATION).shape == (0, 16)
