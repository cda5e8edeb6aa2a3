import re

import pytest

from ipclip_app.demo.captions import all_captions, readable, truth_table
from ipclip_app.demo.drawing import STYLE_NAMES
from ipclip_app.demo.scenes import CLASS_NAMES

STYLE_WORDS = {"photo": ("photo",), "cartoon": ("cartoon",), "sketch": ("sketch", "pencil")}


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_no_caption_names_a_style_that_the_picture_has_not(style: str):
    foreign = [word for other in STYLE_NAMES if other != style for word in STYLE_WORDS[other]]

    for caption in all_captions():
        if style in caption.styles:
            assert not any(word in caption.text for word in foreign)


def test_a_photograph_is_never_called_a_drawing():
    assert all("drawing" not in caption.text for caption in all_captions() if "photo" in caption.styles)


def test_every_caption_names_its_own_class_and_no_other():
    for caption in all_captions():
        named = [name for name in CLASS_NAMES if re.search(rf"\b{readable(name)}\b", caption.text)]

        assert named == [caption.class_name]


def test_captions_differ():
    texts = [caption.text for caption in all_captions()]

    assert len(set(texts)) == len(texts)


def test_class_names_lose_their_underscores():
    assert readable("hot_air_balloon") == "hot air balloon"


def test_truth_table_says_which_caption_fits_which_cell():
    captions = all_captions()
    table = truth_table(captions)

    fish = CLASS_NAMES.index("fish")
    column = [caption.text for caption in captions].index("a sketch of a fish.")
    assert table[:, :, column].sum() == 1
    assert table[fish, STYLE_NAMES.index("sketch"), column] == 1
    assert (table.sum(dim=2) > 1).all()
