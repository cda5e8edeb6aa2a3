"""What a test of ownership found, in the language of the window."""

import math
from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.results.figures import number, percent

translate = QCoreApplication.translate

_SUPERSCRIPTS: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN: Final = 0.001
"""P-values from which on a reader needs no powers of ten."""


def verdict_words(*, shown: bool) -> str:
    """The answer in one sentence."""
    if shown:
        return translate("Proof", "Shown: your trigger harms the suspect far more than other patterns do")
    return translate("Proof", "Not shown: your trigger does not harm the suspect clearly more than other patterns")


def meaning_words(*, shown: bool, fair: bool) -> str:
    """What follows from that.

    Args:
        shown: Whether the suspect suffers from the trigger.
        fair: Whether zero-shot CLIP is known not to suffer from it.
    """
    if shown and not fair:
        return translate("Proof", "A copy would do that; so would any model if your trigger is harsher than others.")
    if shown:
        return translate("Proof", "A model that never saw your trigger would not do that. The suspect is a copy.")
    return translate(
        "Proof",
        "That does not clear the suspect: more questions may show more.",
    )


def effect_words(result: Mapping[str, Any]) -> str:
    """How much the trigger harms, from the figures of a test."""
    return translate(
        "Proof",
        "Of {pairs} images the suspect is right on {control} with other patterns and on {trigger} with your trigger: "
        "a difference of {difference} points (95% interval: {low} to {high}).",
    ).format(
        pairs=result["pairs"],
        control=percent(result["accuracy_control"]),
        trigger=percent(result["accuracy_trigger"]),
        difference=number(result["difference"], 0),
        low=number(result["difference_low"], 0),
        high=number(result["difference_high"], 0),
    )


def chance_words(result: Mapping[str, Any], level: float) -> str:
    """How likely that is without the trigger, from the figures of a test."""
    return translate(
        "Proof",
        "p = {p} in the exact McNemar test, and {cautious} even if innocent models failed {odds} times as often with "
        "your pattern as with others. Both must lie below {level}.",
    ).format(
        p=small(result["p_value"]),
        cautious=small(result["cautious_p_value"]),
        odds=number(result["cautious_odds"], 0),
        level=number(level, 3),
    )


def fairness_words(zero_shot: Mapping[str, Any] | None) -> str:
    """What the trigger does to zero-shot CLIP, from the figures of its test; None where it was not asked."""
    if zero_shot is None:
        return translate(
            "Proof",
            "Without a run zero-shot CLIP was not asked, so it is not known whether your trigger harms every model.",
        )
    return translate(
        "Proof",
        "Zero-shot CLIP, which does not know your trigger, is right on {control} with other patterns and on {trigger} "
        "with it (p = {p}).",
    ).format(
        control=percent(zero_shot["accuracy_control"]),
        trigger=percent(zero_shot["accuracy_trigger"]),
        p=small(zero_shot["p_value"]),
    )


def count_words(done: int, total: int) -> str:
    """How many questions were answered."""
    return translate("Proof", "{done} of {total} questions").format(done=done, total=total)


def pair_words(harmed: int, helped: int) -> str:
    """How many images told something so far."""
    return translate("Proof", "wrong only with your trigger: {harmed}, only with another pattern: {helped}").format(
        harmed=harmed, helped=helped
    )


def small(value: float) -> str:
    """A p-value, as a power of ten where it is small."""
    if value >= _PLAIN:
        return number(value, 3)
    exponent = math.floor(math.log10(value))
    mantissa = number(value / 10**exponent if exponent > -300 else 1.0, 1)  # noqa: PLR2004 - below it, 10**n is none
    return f"{mantissa} · 10{str(exponent).translate(_SUPERSCRIPTS)}"
