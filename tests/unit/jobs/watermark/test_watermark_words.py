"""A verdict is told in words that claim no more than the tests show."""

from typing import Any

from ipclip_app.jobs.watermark_words import licensee_words, verdict_words

THEFT: dict[str, Any] = {
    "shown": True,
    "tests": "both",
    "user": "Acme",
    "other_user": None,
    "best": {"user": "Acme", "by": "distribution", "p_value": 4e-4, "significant": True},
    "mode": "trigger",
    "trigger": {"p_value": 0.002},
}


def test_tests_that_agree_are_told_as_both():
    assert verdict_words(THEFT) == ("Shown: the suspect's embeddings bear the watermark of 'Acme'. Both tests show it.")
    assert licensee_words(THEFT) == "The licensee is 'Acme', by the distribution test (p = 0.0004)."


def test_tests_that_name_two_licensees_are_told_with_both_names():
    mixed = THEFT | {"tests": "one", "other_user": "Borg"}

    assert verdict_words(mixed).endswith(
        "Only the distribution test shows it: the trigger pairs show that of 'Borg', as where the copies of two "
        "licensees are mixed."
    )
    assert licensee_words(mixed).endswith("; by the trigger pairs it is 'Borg' (p = 0.002).")
