"""What a test of ownership found, in sentences for people; loads no torch."""

from collections.abc import Mapping
from typing import Any


def verdict_words(*, shown: bool) -> str:
    """The answer in one sentence."""
    if shown:
        return "Shown: the trigger harms the suspect far more than control patterns of equal strength do."
    return "Not shown: the trigger does not harm the suspect clearly more than control patterns do."


def effect_words(result: Mapping[str, Any]) -> str:
    """How much the trigger harms.

    Args:
        result: The figures of a `PairedTest`.
    """
    low, high = result["difference_low"], result["difference_high"]
    return (
        f"Of {result['pairs']} images the suspect is right on {result['accuracy_control']:.0f}% with controls and on "
        f"{result['accuracy_trigger']:.0f}% with the trigger, a difference of {result['difference']:.0f} points "
        f"(95% interval: {low:.0f} to {high:.0f})."
    )


def chance_words(result: Mapping[str, Any], level: float) -> str:
    """How likely that is without the trigger.

    Args:
        result: The figures of a `PairedTest`.
        level: What both p-values must lie below.
    """
    return (
        f"p = {result['p_value']:.2g} by the exact McNemar test; p = {result['cautious_p_value']:.2g} even if innocent "
        f"models failed {result['cautious_odds']:g} times as often with this pattern as with others. "
        f"Both must lie below {level:g}."
    )


def fairness_words(zero_shot: Mapping[str, Any] | None) -> str:
    """What the trigger does to a model that does not know it.

    Args:
        zero_shot: The figures of the `PairedTest` of zero-shot CLIP; None where it was not asked.
    """
    if zero_shot is None:
        return "Zero-shot CLIP was not asked, so that it is not known whether the trigger harms every model."
    return (
        f"Zero-shot CLIP, which does not know the trigger, is right on {zero_shot['accuracy_control']:.0f}% with "
        f"controls and on {zero_shot['accuracy_trigger']:.0f}% with the trigger (p = {zero_shot['p_value']:.2g})."
    )
