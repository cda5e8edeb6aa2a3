from collections.abc import Callable
from typing import Any

import pytest

from ipclip_app.gui.watermark.p_values import PCurves
from ipclip_app.gui.watermark.verify_words import fact_words, headline_words, meaning_words

pytestmark = pytest.mark.usefixtures("plain_numbers")

NOTHING = {"shown": False, "tests": "none", "user": None}


def test_another_look_at_as_many_questions_replaces_the_one_before() -> None:
    curves = PCurves().after(40, None, None).after(40, 0.3, None).after(40, 0.2, 0.5).after(80, 0.0, None)

    assert curves.places.tolist() == [40, 80]
    assert curves.distribution.tolist() == [0.2, 1e-15]
    assert curves.lowest == 1e-15
    assert PCurves().lowest == 1.0


def test_what_cannot_be_tested_is_said(figures: Callable[..., dict[str, Any]]) -> None:
    narrow = dict(fact_words(figures(distribution=None, trigger=None, width=12), 230))

    assert narrow["Distribution test"] == "impossible: the suspect's embeddings have 12 numbers and yours do not"
    assert narrow["Trigger test"] == "impossible with so few questions"
    assert narrow["Asked for"] == "200 embeddings, 230 with repeated requests"


def test_tests_that_name_two_licensees_are_not_called_both(figures: Callable[..., dict[str, Any]]) -> None:
    mixed = meaning_words(figures(tests="one", other_user="Initech"))

    assert mixed.startswith("Only the distribution test shows it: the trigger pairs show that of Initech,")


def test_which_cosines_the_trigger_test_reads_is_said(figures: Callable[..., dict[str, Any]]) -> None:
    found = figures()["trigger"] | {"about_middle": True}

    assert dict(fact_words(figures(trigger=found), None))["Trigger test"].endswith("about the middle of the answers")


def test_exact_mode_has_one_test_and_its_own_weakness(figures: Callable[..., dict[str, Any]]) -> None:
    shown, not_shown = figures(mode="exact", tests="one"), figures(**NOTHING) | {"mode": "exact"}

    assert "Trigger test" not in dict(fact_words(shown, None))
    assert meaning_words(shown).startswith("The test shows it.")
    assert "turns the embeddings once more" in meaning_words(not_shown)
    assert headline_words(not_shown).startswith("Not shown")
