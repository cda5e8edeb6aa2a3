"""A secret whose parts do not fit each other cannot be made."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ipclip_app.watermark.secret import LONGEST_NAME, PairPool, WatermarkSecret, is_name
from ipclip_app.watermark.secret_file import commitment


@pytest.fixture
def exact() -> WatermarkSecret:
    matrices = np.stack([np.eye(3), -np.eye(3)]).astype(np.float32)
    return WatermarkSecret("exact", "rotation", "0" * 64, ("a", "b"), matrices)


def pool(users: int = 2, pairs: int = 4, width: int = 3) -> PairPool:
    rows = np.eye(max(pairs, width), dtype=np.float32)[:pairs, :width]
    own = np.arange(pairs) % 2 == np.arange(users)[:, None] % 2
    return PairPool(np.zeros((pairs, 2, 2, 3), np.uint8), ("text",) * pairs, rows, rows, own)


def test_a_secret_is_told_again_as_it_was_before_licensees_were_added(secret: WatermarkSecret):
    first = secret.as_it_was(1)

    assert first.pool is not None
    assert (first.users, len(first.matrices), len(first.pool.own)) == (secret.users[:1], 1, 1)
    assert commitment(secret.as_it_was(2)) == commitment(secret) != commitment(first)


def test_each_licensee_has_the_matrix_of_his_place(exact: WatermarkSecret):
    assert np.array_equal(exact.matrix("b"), -np.eye(3))
    assert exact.dimension == 3
    with pytest.raises(KeyError, match="c"):
        exact.matrix("c")


def test_printing_a_secret_shows_no_matrix(exact: WatermarkSecret):
    assert "[" not in repr(exact)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"method": "learned"}, "no method 'learned' of the mode 'exact'"),
        ({"mode": "other"}, "no method 'rotation' of the mode 'other'"),
        ({"users": ()}, "name of his own"),
        ({"users": ("a", "a")}, "name of his own"),
        ({"users": ("a", "b\n")}, "name of his own"),
        ({"users": ("a", "b", "c")}, "not those of 3 licensees"),
        ({"matrices": np.zeros((2, 3, 4), np.float32)}, "not those of 2 licensees"),
        ({"matrices": np.full((2, 3, 3), np.nan, np.float32)}, "not finite"),
        ({"pool": pool()}, "belong to the trigger mode"),
        ({"mode": "trigger", "method": "learned"}, "belong to the trigger mode"),
        ({"mode": "trigger", "method": "learned", "pool": pool(users=3)}, "not those of the matrices"),
        ({"mode": "trigger", "method": "learned", "pool": pool(width=2)}, "not those of the matrices"),
        ({"ordinary": np.eye(3, dtype=np.float32)}, "belongs to the pairs"),
        (
            {"mode": "trigger", "method": "learned", "pool": pool(), "ordinary": np.eye(2, dtype=np.float32)},
            "belongs to the pairs",
        ),
    ],
    ids=str,
)
def test_parts_that_do_not_fit_are_refused(exact: WatermarkSecret, change: dict[str, Any], told: str):
    with pytest.raises(ValueError, match=told):
        replace(exact, **change)


@pytest.mark.parametrize("own", [[[True, True]], [[False, False]], [[True, False], [True, True]]])
def test_licensee_with_all_pairs_or_none_is_refused(own: list[list[bool]]):
    rows = np.eye(2, dtype=np.float32)

    with pytest.raises(ValueError, match="some of the trigger pairs"):
        PairPool(np.zeros((2, 1, 1, 3), np.uint8), ("a", "b"), rows, rows, np.array(own))


@pytest.mark.parametrize(
    "change",
    [
        {"texts": ("a",)},
        {"pictures": np.zeros((3, 1, 1, 3), np.uint8)},
        {"pictures": np.zeros((4, 1, 1, 4), np.uint8)},
        {"image_embeddings": np.zeros((3, 3), np.float32)},
        {"text_embeddings": np.zeros((4, 2), np.float32)},
        {"own": np.array([[True, False, True]])},
    ],
    ids=str,
)
def test_pairs_of_different_numbers_are_refused(change: dict[str, Any]):
    with pytest.raises(ValueError, match="not as many"):
        replace(pool(), **change)


@pytest.mark.parametrize("name", ["Acme", "Example GmbH & Søn", "名", "x" * LONGEST_NAME, "a b"])
def test_one_line_of_text_is_a_name(name: str):
    assert is_name(name)


@pytest.mark.parametrize("name", ["", " ", "a ", " a", "a\nb", "a\tb", "\x1b[31m", "\u202e", "x" * (LONGEST_NAME + 1)])
def test_anything_else_is_no_name(name: str):
    assert not is_name(name)
