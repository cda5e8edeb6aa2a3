"""The plot of attacks says what the table says."""

from dataclasses import replace

import pytest

from ipclip_app.jobs.attack_plot import draw_attacks
from ipclip_app.jobs.picture import Box, Line, Picture
from ipclip_app.watermark.attacks.lab_result import AttackResult, LabResult
from ipclip_app.watermark.attacks.utility import Utility

PLAIN = AttackResult("none", "nothing is changed", 1, 1, 5e-4, 34.0, 1e-13, 1.7, None, 0.005, 1, 1, Utility(50, 50, 50))
WON = replace(PLAIN, attack="rotation", detected=0.0, distribution_p=0.5, trigger_p=1.0, trigger_effect=None)
LAB = LabResult("trigger", "closed-form", 5, 200, 3, 20, 25.0, Utility(60, 60, 60), (PLAIN, WON))


@pytest.fixture
def picture() -> Picture:
    return draw_attacks(LAB)


def tip(picture: Picture, words: str) -> Box:
    (found,) = (shape for shape in picture.shapes if isinstance(shape, Box) and words in shape.tip)
    return found


def word(picture: Picture, text: str) -> Line:
    (found,) = (shape for shape in picture.shapes if isinstance(shape, Line) and shape.text == text)
    return found


def test_bars_are_as_long_as_accuracies(picture: Picture):
    bar = tip(picture, "none: 50.0%")
    assert bar.x + bar.width == pytest.approx(word(picture, "50%").x)


def test_marks_stand_at_their_p_values_and_tiny_ones_at_the_edge(picture: Picture):
    assert tip(picture, "none, trigger pairs").x + 4.5 == pytest.approx(word(picture, "≤ 10⁻¹²").x)
    middle = tip(picture, "none, distribution test").x + 4.5
    assert word(picture, "10⁻³").x < middle < word(picture, "10⁻⁶").x


def test_what_was_not_tested_has_no_mark(picture: Picture):
    tips = [shape.tip for shape in picture.shapes if isinstance(shape, Box)]
    assert not any("rotation, trigger pairs" in each or "aligned" in each for each in tips)
    assert any("rotation, distribution test" in each for each in tips)


def test_attack_that_wins_says_so_in_words_and_weight(picture: Picture):
    assert word(picture, "rotation").bold
    assert not word(picture, "none").bold
    assert word(picture, "not found out").y == word(picture, "rotation").y
    assert word(picture, "found out 100%").y == word(picture, "none").y


def test_nothing_is_drawn_beyond_the_edges(picture: Picture):
    for shape in picture.shapes:
        assert 0 <= shape.x <= picture.width
        assert 0 <= shape.y <= picture.height
        if isinstance(shape, Box):
            assert shape.x + shape.width <= picture.width
            assert shape.y + shape.height <= picture.height
