import numpy as np
import pytest

from ipclip_app.model.text_tower import tokenizer
from ipclip_app.watermark.trigger_pictures import draw_picture
from ipclip_app.watermark.trigger_texts import draw_text, words_of


@pytest.mark.parametrize("size", [1, 56, 224])
def test_pictures_have_the_size_and_use_the_range(size: int):
    picture = draw_picture(size, np.random.default_rng(size))

    assert picture.shape == (size, size, 3)
    assert picture.dtype == np.uint8
    if size > 1:
        assert picture.std() > 40


def test_pictures_and_texts_follow_from_the_generator_and_differ():
    words = words_of(list(tokenizer().encoder))
    first, again = (np.random.default_rng(2) for _ in range(2))

    pictures = [draw_picture(32, first) for _ in range(20)]
    texts = [draw_text(words, first) for _ in range(20)]

    assert all((picture == draw_picture(32, again)).all() for picture in pictures)
    assert texts == [draw_text(words, again) for _ in range(20)]
    assert len({picture.tobytes() for picture in pictures}) == len(set(texts)) == 20


def test_words_are_whole_and_of_plain_letters():
    assert words_of(["horse</w>", "hor", "cat</w>", "naïve</w>", "2020</w>", "table</w>"]) == ("horse", "table")
    assert all(3 <= len(draw_text(("one", "two"), np.random.default_rng(n)).split()) <= 6 for n in range(50))


def test_texts_fit_into_the_context_of_the_model():
    words = words_of(list(tokenizer().encoder))
    assert len(words) > 10_000
    assert max(len(tokenizer().encode(word)) for word in words[::50]) == 1
