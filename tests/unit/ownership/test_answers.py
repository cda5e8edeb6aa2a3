"""Every usual shape of an answer is understood, and nothing else."""

from typing import Any

import numpy as np
import pytest

from ipclip_app.ownership.answers import BadAnswer, ClassNames, answer_of, name_of
from ipclip_app.suspects.shorten import shorten


@pytest.mark.parametrize(
    "document",
    [
        "dog",
        {"class": "dog"},
        {"label": "dog", "score": 0.5},
        {"scores": {"cat": 0.2, "dog": 0.7, "owl": 0.1}},
        {"class": {"cat": 1, "dog": 2}},
        [{"label": "cat", "score": 0.2}, {"label": "dog", "score": 0.8}],
        [[{"label": "cat", "score": -3}, {"label": "dog", "score": 2.5}]],
    ],
)
def test_shapes_of_answers_are_understood(document: Any):
    assert answer_of(document) == "dog"


@pytest.mark.parametrize(
    "document",
    [
        None,
        1,
        "",
        "  ",
        "x" * 1001,
        True,
        [],
        {},
        {"name": "dog"},
        {"class": None},
        {"scores": {}},
        {"scores": {"dog": "much"}},
        {"scores": {"dog": float("nan")}},
        {"scores": {"dog": float("inf")}},
        {"scores": {"dog": True}},
        {"scores": {"dog": 10**400}},
        [{"label": "dog"}],
        [{"label": 1, "score": 1}],
        ["dog"],
        [[], []],
        [[[{"label": "dog", "score": 1}]]],
    ],
)
def test_everything_else_is_refused(document: Any):
    with pytest.raises(BadAnswer):
        answer_of(document)


def test_numbers_of_numpy_are_scores():
    assert name_of({"cat": np.float32(0.1), "dog": np.float64(0.2)}) == "dog"


def test_case_underscores_and_spaces_do_not_matter():
    names = ClassNames(("great_owl", "dog"))
    assert names.is_right(" Great  OWL", "great_owl")
    assert not names.is_right("owl", "great_owl")
    assert names.knows("DOG")
    assert not names.knows("wolf")


def test_suspect_may_call_a_class_otherwise():
    names = ClassNames(("dog", "cat"), {"Labrador, retriever": "dog", "spaniel": "DOG"})
    assert names.is_right("labrador, Retriever", "dog")
    assert names.is_right("spaniel", "dog")
    assert names.is_right("dog", "dog")
    assert names.unknown_folders() == ()
    assert ClassNames(("dog",), {"a": "wolf"}).unknown_folders() == ("wolf",)


def test_long_values_are_shortened():
    assert shorten("a\n b") == "a b"
    assert len(shorten("a" * 1000)) < 100
