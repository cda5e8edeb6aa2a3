"""Questions stand in the order of the answers, and are asked so that both tests soon have something to go by."""

from typing import Any

import numpy as np
import pytest
from PIL import Image

from ipclip_app.watermark.asking.questions import Questions, digest_of


def test_rows_are_pool_pictures_pool_texts_ordinary_pictures_ordinary_texts(questions: Questions, world: Any):
    kinds = [question.is_text for question in questions.all]
    assert kinds == [False] * 40 + [True] * 40 + [False] * 20 + [True] * 20
    assert [question.row for question in questions.all] == list(range(120)) == list(range(len(questions)))
    assert [question.item for question in questions.all[40:80]] == list(world.pool.texts)
    assert questions.all[80].digest == digest_of(Image.fromarray(questions.pictures[0]))


def test_pairs_of_both_kinds_alternate_and_none_is_left_out(questions: Questions):
    pairs = questions.pairs
    assert sorted(row for pair in pairs for row in pair) == list(range(120))
    assert [picture for picture, _ in pairs if picture < 40] == list(range(40))
    assert all(text - picture == (40 if picture < 40 else 20) for picture, text in pairs)
    for start in range(0, 60, 6):
        assert sum(picture < 40 for picture, _ in pairs[start : start + 6]) == 4


def test_without_trigger_pairs_there_are_ordinary_ones_only(questions: Questions):
    plain = Questions(1, None, questions.pictures, questions.texts)
    assert (len(plain), plain.pool_pairs, plain.pairs[0]) == (40, 0, (0, 20))


def test_each_picture_has_a_text():
    with pytest.raises(ValueError, match="one text for each picture"):
        Questions(1, None, np.zeros((2, 4, 4, 3), np.uint8), ("one",))


@pytest.mark.parametrize("change", ["picture", "text", "order", "trigger pairs"])
def test_other_questions_have_another_digest(questions: Questions, change: str):
    pictures, texts, pool = questions.pictures.copy(), questions.texts, questions.pool
    if change == "picture":
        pictures[3, 1, 2, 0] ^= 1
    elif change == "text":
        texts = (f"{texts[0]}.", *texts[1:])
    elif change == "order":
        pictures, texts = pictures[::-1], texts[::-1]
    else:
        assert pool is not None
        pool = pool.first(len(pool) - 1)
    again = Questions(9, questions.pool, questions.pictures, questions.texts)
    assert again.digest == questions.digest != Questions(7, pool, pictures, texts).digest


def test_digest_tells_pictures_and_texts_apart():
    red, blue = (Image.new("RGB", (4, 4), colour) for colour in ("red", "blue"))
    assert len({digest_of(red), digest_of(blue), digest_of("red"), digest_of("blue")}) == 4
    assert digest_of(red) == digest_of(red.copy())
