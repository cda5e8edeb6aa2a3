"""Attacks in the language of the window."""

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.results.figures import number, percent, share
from ipclip_app.gui.triggers.proof_words import small
from ipclip_app.gui.watermark.attack_catalogue import attack_harms, attack_names

if TYPE_CHECKING:
    from ipclip_app.watermark.attacks.lab_result import AttackResult, LabResult

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")

translate = QCoreApplication.translate


def attack_words(name: str) -> str:
    """What the window calls an attack; as it is called where that is not known."""
    found = _NUMBER.search(name.replace("float16", "float"))
    pattern = name if found is None else name.replace(found.group(), "{}", 1)
    words = attack_names().get(pattern, name)
    return words.replace("{amount}", found.group()) if found is not None else words


def harm_words(harm: str) -> str:
    """Why an attack may win."""
    return attack_harms().get(harm, harm)


def seen_words(result: "AttackResult", trials: int) -> str:
    """In how many thefts the owner saw it."""
    seen = round(result.detected * trials)
    if seen == trials:
        return translate("Attacks", "seen")
    if not seen:
        return translate("Attacks", "not seen")
    return translate("Attacks", "seen in {seen} of {trials}").format(seen=seen, trials=trials)


def named_words(result: "AttackResult") -> str:
    """How often the right licensee was named."""
    return share(result.named)


def p_words(result: "AttackResult") -> str:
    """The smaller p-value."""
    return small(result.least_p)


def left_words(value: float) -> str:
    """What is left to the thief."""
    return percent(value)


def summary_words(lab: "LabResult") -> str:
    """All attacks in one sentence."""
    won = sum(result.won for result in lab.attacks)
    words = (
        translate("Attacks", "{won} of {total} attacks hide the theft. ")
        if won
        else translate("Attacks", "None of {total} attacks hides the theft. ")
    )
    told = words.format(won=won, total=len(lab.attacks))
    legend = translate(
        "Attacks",
        "{queries} questions; {trials} thefts judged for each. Unmarked, zero-shot accuracy is {clean}; by guessing, "
        "{chance}.",
    )
    return told + legend.format(
        queries=grouped(lab.queries), trials=lab.trials, clean=percent(lab.clean.zero_shot), chance=percent(lab.chance)
    )


def detail_words(result: "AttackResult") -> str:
    """Why an attack may win, and the figures of both tests."""
    parts = [translate("Attacks", "Distribution test: p = {p}").format(p=small(result.distribution_p))]
    if result.trigger_effect is not None:
        parts.append(translate("Attacks", "trigger test: p = {p}").format(p=small(result.trigger_p)))
    if result.aligned_p is not None:
        parts.append(translate("Attacks", "after aligning dimensions: p = {p}").format(p=small(result.aligned_p)))
    limit = translate("Attacks", "limit {limit}").format(limit=number(result.limit, 4).rstrip("0"))
    reason = translate("Attacks", "Why it may win: {reason}.").format(reason=harm_words(result.harm))
    return f"{reason}\n{', '.join(parts)}; {limit}."
