from dataclasses import replace
from typing import Any

import pytest

from ipclip_app.jobs.model_card import CardFacts, license_text, model_card

DOMAIN = {"images": 70, "zero_shot": 91.4, "unprotected": 90.3, "protected": 2.9}
RESULTS: dict[str, Any] = {
    "domains": {"authorized": DOMAIN | {"protected": 98.7}, "unauthorized": DOMAIN, "other": {"car|toon": DOMAIN}},
    "metrics": {"W_ua_strict": 80.25, "W_ua_strict_bound": 91.0},
    "verdict": {"auroc": 0.9876, "false_rejection": 0.031, "detection": 0.914},
}
FACTS = CardFacts(
    file="acme.ipclip",
    issuer_name="Owner",
    fingerprint="SHA256:abc",
    licensee="Acme *Inc*\n# Heading",
    scope="to sort photos.",
    valid_from="2026-01-01T00:00:00Z",
    valid_until="2026-12-31T23:59:59Z",
    encrypted=True,
    backbone="ViT-B-16/openai",
    identity="f" * 64,
    class_names=("cat", "dog"),
    levels=(1.5, -0.25),
    false_rejection=0.05,
    results=RESULTS,
)


def test_card_says_what_the_bundle_is_and_for_whom():
    card = model_card(FACTS)
    for text in ("cat and dog", "to sort photos.", "2026-12-31T23:59:59Z", "SHA256:abc", "ViT-B-16/openai", "f" * 64):
        assert text in card


def test_card_shows_zero_shot_beside_protected_and_nothing_of_the_unprotected_module():
    card = model_card(FACTS)
    assert "| authorized | 70 | 91.4 | 98.7 |" in card
    assert "| unauthorized | 70 | 91.4 | 2.9 |" in card
    assert "90.3" not in card


def test_card_tells_both_levels_and_how_good_the_verdicts_are():
    card = " ".join(model_card(FACTS).split())
    assert "At or above 1.5 it is called authorized, below -0.25 unauthorized" in card
    assert "5% of the authorized ones lie below 1.5" in card
    assert "AUROC 0.988, authorized images called unauthorized 3.1%" in card


def test_card_says_plainly_what_is_not_protected():
    card = " ".join(model_card(FACTS).split())
    assert "Whoever can run the bundle can extract its weights, encrypted or not." in card
    assert "The backbone without the bundle is zero-shot CLIP" in card


def test_names_cannot_change_the_structure_of_the_card():
    card = model_card(FACTS)
    assert card.splitlines()[0] == "# Protected prompt for Acme \\*Inc\\* \\# Heading"
    assert "| car\\|toon | 70 |" in card


@pytest.mark.parametrize(("until", "words"), [(None, "without an end"), ("2026-12-31T23:59:59Z", "until 2026-12-31")])
def test_validity_is_told(until: str | None, words: str):
    assert words in model_card(replace(FACTS, valid_until=until))


def test_figures_without_a_meaning_are_not_shown():
    results = RESULTS | {"metrics": {"W_ua_strict": None, "W_ua_strict_bound": None}}
    results["domains"] = RESULTS["domains"] | {"unauthorized": DOMAIN | {"zero_shot": None, "protected": None}}
    card = model_card(replace(FACTS, results=results))
    assert "| unauthorized | 70 | - | - |" in card
    assert "have no labels" in card


def test_usual_license_names_both_sides_the_purpose_and_the_end():
    text = license_text("Owner", "Acme", "to sort photos.", "2026-12-31T23:59:59Z")
    for part in ("Copyright Owner.", "Acme may use", "to sort photos.", "It ends on 2026-12-31T23:59:59Z."):
        assert part in text
    assert "ends" not in license_text("Owner", "Acme", "to sort photos.", None)
