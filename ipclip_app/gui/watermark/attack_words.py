"""Attacks in the language of the window."""

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.results.figures import number, percent, share
from ipclip_app.gui.triggers.proof_words import small

if TYPE_CHECKING:
    from ipclip_app.watermark.attacks.lab_result import AttackResult, LabResult

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")

translate = QCoreApplication.translate


def attack_words(name: str) -> str:
    """What the window calls an attack; as it is called where that is not known."""
    found = _NUMBER.search(name.replace("float16", "float"))
    pattern = name if found is None else name.replace(found.group(), "{}", 1)
    words = _names().get(pattern, name)
    return words.replace("{amount}", found.group()) if found is not None else words


def harm_words(harm: str) -> str:
    """Why an attack may win."""
    return _harms().get(harm, harm)


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


def _names() -> dict[str, str]:
    return {
        "none": translate("Attacks", "nothing changed"),
        "float16": translate("Attacks", "half precision"),
        "{}-bit rounding": translate("Attacks", "rounding to {amount} bits"),
        "noise {}": translate("Attacks", "noise {amount}"),
        "{}% of dimensions zeroed": translate("Attacks", "{amount}% of dimensions zeroed"),
        "{}% of dimensions cut off": translate("Attacks", "{amount}% of dimensions cut off"),
        "sign flips": translate("Attacks", "signs flipped"),
        "permutation": translate("Attacks", "dimensions permuted"),
        "PCA to {}% of dimensions": translate("Attacks", "PCA to {amount}% of dimensions"),
        "rotation": translate("Attacks", "unknown rotation"),
        "rotation and noise {}": translate("Attacks", "rotation and noise {amount}"),
        "mean removal": translate("Attacks", "mean removed"),
        "mean removal and rotation": translate("Attacks", "mean removed, rotation"),
        "whitening": translate("Attacks", "whitening"),
        "whitening and rotation": translate("Attacks", "whitening and rotation"),
        "average of two licensees": translate("Attacks", "average of two licensees"),
        "{}% clean embeddings": translate("Attacks", "{amount}% clean embeddings"),
        "W solved from {} D queries": translate("Attacks", "matrix solved from {amount} · D queries"),
    }


def _harms() -> dict[str, str]:
    rotated = translate(
        "Attacks",
        "a rotation costs nothing and looks like another licensee's matrix; only cosines within the answers remain, "
        "which exact mode leaves as they are",
    )
    mean = translate("Attacks", "without what all embeddings share, cosines change by more than by the watermark")
    return {
        "nothing is changed": translate("Attacks", "nothing is changed"),
        "digits are lost": translate("Attacks", "digits are lost"),
        "the noise drowns the embeddings": translate("Attacks", "the noise drowns the embeddings"),
        "what is left out tells nothing": translate("Attacks", "what is left out tells nothing"),
        "embeddings of another width cannot be compared with the owner's before they are aligned, and trigger pairs "
        "tell less without what is left out": translate(
            "Attacks",
            "embeddings of another width cannot be compared with the owner's before they are aligned, and trigger "
            "pairs tell less without what is left out",
        ),
        "agreement in one half of the dimensions cancels that in the other": translate(
            "Attacks", "agreement in one half of the dimensions cancels that in the other"
        ),
        "no dimension is where the owner looks for it": translate(
            "Attacks", "no dimension is where the owner looks for it"
        ),
        "coordinates along directions of the thief's own are a rotation, in another width": translate(
            "Attacks", "coordinates along directions of the thief's own are a rotation, in another width"
        ),
        "a rotation costs nothing and looks like another licensee's matrix; only cosines within the answers remain, "
        "which exact mode leaves as they are": rotated,
        "a rotation costs nothing and looks like another licensee's matrix; only cosines within the answers remain, "
        "which exact mode leaves as they are, and noise drowns what trigger pairs tell": rotated
        + translate("Attacks", ", and noise drowns what trigger pairs tell"),
        "without what all embeddings share, cosines change by more than by the watermark": mean,
        "without what all embeddings share, cosines change by more than by the watermark, and a rotation hides all "
        "else": mean + translate("Attacks", ", and a rotation hides all else"),
        "directions are stretched by much more than by the watermark, so that cosines tell little of it": translate(
            "Attacks", "directions are stretched by much more than by the watermark, so that cosines tell little of it"
        ),
        "each mark is as weak as the other is strong": translate(
            "Attacks", "each mark is as weak as the other is strong"
        ),
        "the clean embeddings outweigh the stolen ones; whoever has them has the model and nothing left to steal": (
            translate(
                "Attacks",
                "the clean embeddings outweigh the stolen ones; whoever has them has the model and nothing left to "
                "steal",
            )
        ),
        "whoever has the model itself asks it what he asks the service, solves for W, at least along the directions "
        "that embeddings take, and undoes it; he serves a model that he had before": translate(
            "Attacks",
            "whoever has the model itself asks it what he asks the service, solves for the matrix, at least along the "
            "directions that embeddings take, and undoes it; he serves a model that he had before",
        ),
    }
