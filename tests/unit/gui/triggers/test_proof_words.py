import pytest

from ipclip_app.gui.triggers.proof_words import small

pytestmark = pytest.mark.usefixtures("plain_numbers")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.25, "0.250"), (0.001, "0.001"), (2.5e-9, "2.5 · 10⁻⁹"), (9.99e-12, "10.0 · 10⁻¹²"), (2.3e-308, "1.0 · 10⁻³⁰⁸")],
)
def test_p_values_are_told_as_powers_of_ten(value: float, words: str) -> None:
    assert small(value) == words
