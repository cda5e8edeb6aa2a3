import unicodedata

import pytest

from ipclip_app.data.class_names import class_key, colliding_names, display_name, enumerate_names

DECOMPOSED = unicodedata.normalize("NFD", "café")


@pytest.mark.parametrize(
    ("first", "second"),
    [("hot_dog", "hot dog"), ("Guitar", "guitar"), ("café", DECOMPOSED), ("STRASSE", "straße"), (" a__b ", "A b")],
)
def test_names_that_mean_the_same_have_one_key(first: str, second: str):
    assert class_key(first) == class_key(second)


@pytest.mark.parametrize(("first", "second"), [("dog", "dogs"), ("a-b", "a b"), ("cafe", "café")])
def test_different_names_keep_different_keys(first: str, second: str):
    assert class_key(first) != class_key(second)


def test_collisions_come_in_groups_and_singles_do_not():
    assert colliding_names(["cat", "Hot dog", "dog", "hot_dog", "CAT"]) == (("cat", "CAT"), ("Hot dog", "hot_dog"))
    assert colliding_names(["cat", "dog"]) == ()


def test_a_decomposed_folder_name_is_shown_composed():
    assert display_name(DECOMPOSED) == "café"


def test_a_name_that_is_not_unicode_can_still_be_stored():
    assert display_name("caf\udce9") == "caf\ufffd"


@pytest.mark.parametrize(
    ("count", "phrase"), [(1, "0"), (2, "0 and 1"), (3, "0, 1 and 2"), (10, "0, 1, 2, 3, 4, 5, 6, 7 and 2 more")]
)
def test_names_make_a_phrase_of_bounded_length(count: int, phrase: str):
    assert enumerate_names(range(count)) == phrase
