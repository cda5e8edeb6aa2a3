import pytest

from ipclip_app.gui.triggers.proof_words import fairness_words, meaning_words, small

pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.25, "0.250"), (0.001, "0.001"), (2.5e-9, "2.5 · 10⁻⁹"), (9.99e-12, "10.0 · 10⁻¹²"), (2.3e-308, "1.0 · 10⁻³⁰⁸")],
)
def test_p_values_are_told_as_powers_of_ten(value: float, words: str) -> None:
    assert small(value) == words


def test_what_zero_shot_clip_says_stands_beside_the_verdict() -> None:
    words = fairness_words({"accuracy_control": 61.2, "accuracy_trigger": 58.8, "p_value": 0.4})

    assert "right on 61% with other patterns and on 59% with it (p = 0.400)" in words


def test_nobody_is_called_a_copy_where_the_trigger_may_be_harsh() -> None:
    assert "is a copy" in meaning_words(shown=True, fair=True)
    assert "is a copy" not in meaning_words(shown=True, fair=False)
    assert "it is not known" in fairness_words(None)
