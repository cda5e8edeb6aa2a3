"""The verdict on a run in plain words, from the figures of its results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.results.figures import number, percent, ratio, share

Level = Literal["good", "doubt", "bad", "info"]
MUCH: Final = 0.7
"""Part of the possible from which on a model counts as protected."""
LITTLE: Final = 0.3
"""Part of the possible below which protection hardly deserves the name."""
COSTLY: Final = 3.0
"""Points of authorized accuracy from which on the owner must be told what protection costs."""
SAME: Final = 1.0
"""Points within which an accuracy counts as unchanged."""
SENTENCES: Final = 3
"""About accuracies, about zero-shot CLIP, about single images."""

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Reached:
    """How far protection came.

    Attributes:
        title: What it is measured against.
        part: W_ua by its bound; None where it has no meaning.
        words: Both in words.
    """

    title: str
    part: float | None
    words: str


def level_of(results: Mapping[str, Any]) -> Level:
    """How good the protection is, by its strict form; `info` where that cannot be told."""
    part = _reached(results["metrics"], "_strict")
    if part is None:
        return "info"
    if part < LITTLE:
        return "bad"
    return "good" if part >= MUCH and not _is_costly(results) else "doubt"


def headline(results: Mapping[str, Any]) -> str:
    """The verdict in one short sentence."""
    part = _reached(results["metrics"], "_strict")
    if part is None:
        return translate("Summary", "Protected, but its effect cannot be measured in full")
    if part <= 0:
        return translate("Summary", "The model is not protected")
    if part < LITTLE:
        return translate("Summary", "The model is hardly protected")
    if _is_costly(results):
        return translate("Summary", "The model is protected, but lost accuracy on authorized images")
    if part < MUCH:
        return translate("Summary", "The model is partly protected")
    return translate("Summary", "The model is protected")


def sentences(results: Mapping[str, Any]) -> Iterator[str]:
    """What the protected model does, and what anybody can have without it."""
    authorized, unauthorized = results["domains"]["authorized"], results["domains"]["unauthorized"]
    yield f"{_authorized_words(authorized)} {_unauthorized_words(unauthorized)}"
    yield _zero_shot_words(authorized, unauthorized)
    verdict = results["verdict"]
    yield translate(
        "Summary",
        "The check of single images recognizes {detection} of the unauthorized images and calls {rejection} of the "
        "authorized ones unauthorized by mistake (AUROC {auroc}).",
    ).format(
        detection=share(verdict.get("detection")),
        rejection=share(verdict.get("false_rejection")),
        auroc=number(verdict.get("auroc"), 3),
    )


def remarks(results: Mapping[str, Any]) -> Iterator[str]:
    """What the owner must know to take the figures for what they are."""
    if results["domains"]["unauthorized"].get("agreement") is not None:
        yield missing_reason()
    left_out = results.get("left_out") or {}
    if left_out:
        listed = ", ".join(f"{reason}: {count}" for reason, count in left_out.items())
        yield translate("Summary", "Images left out: {listed}.").format(listed=listed)


def missing_reason() -> str:
    """Why a domain with pseudo-labels has no accuracies."""
    return translate(
        "Summary",
        "The unauthorized folder has no classes. Its images were given the classes that zero-shot CLIP sees in them, "
        "so accuracies and W_ua mean nothing there.",
    )


def reached(results: Mapping[str, Any]) -> tuple[Reached, Reached]:
    """W_ua beside its bound, and the strict form of both."""
    metrics = results["metrics"]
    titles = (
        translate("Summary", "Against the unprotected model"),
        translate("Summary", "Strict: against the better of zero-shot CLIP and the unprotected model"),
    )
    first, strict = (
        Reached(title, _reached(metrics, suffix), _reached_words(metrics, suffix))
        for title, suffix in zip(titles, ("", "_strict"), strict=True)
    )
    return first, strict


def explanation() -> str:
    """What W_ua and its bound are."""
    return translate(
        "Summary",
        "W_ua is the accuracy kept on authorized images, times what protection takes from unauthorized images less "
        "what it costs on authorized ones. Its bound is what perfect protection would reach.",
    )


def _reached(metrics: Mapping[str, Any], suffix: str) -> float | None:
    return ratio(metrics.get(f"W_ua{suffix}"), metrics.get(f"W_ua{suffix}_bound"))


def _reached_words(metrics: Mapping[str, Any], suffix: str) -> str:
    part = _reached(metrics, suffix)
    if part is None:
        return translate("Summary", "W_ua cannot be told here.")
    value, bound = metrics[f"W_ua{suffix}"], metrics[f"W_ua{suffix}_bound"]
    if part <= 0:
        words = translate(
            "Summary", "Protection reached nothing of what is possible: W_ua is {value} of at most {bound}."
        )
        return words.format(value=number(value), bound=number(bound))
    return translate(
        "Summary", "Protection reached {part} of what is possible: W_ua is {value} of at most {bound}."
    ).format(part=share(part), value=number(value), bound=number(bound))


def _is_costly(results: Mapping[str, Any]) -> bool:
    return bool((results["metrics"].get("D_a_strict") or 0) > COSTLY)


def _authorized_words(domain: Mapping[str, Any]) -> str:
    now, before = domain["protected"], domain["unprotected"]
    if abs(now - before) < SAME:
        words = translate("Summary", "On authorized images the protected model is right in {now} of cases, as before.")
    else:
        words = translate(
            "Summary", "On authorized images the protected model is right in {now} of cases, instead of {before}."
        )
    return words.format(now=percent(now), before=percent(before))


def _unauthorized_words(domain: Mapping[str, Any]) -> str:
    now, before = domain["protected"], domain["unprotected"]
    if now is None or before is None:
        return translate(
            "Summary", "On unauthorized images it still answers as zero-shot CLIP does in {agreement} of cases."
        ).format(agreement=percent(domain.get("agreement")))
    if before - now >= SAME:
        words = translate("Summary", "On unauthorized images only in {now}, instead of {before}.")
    else:
        words = translate("Summary", "On unauthorized images in {now}, no less than before ({before}).")
    return words.format(now=percent(now), before=percent(before))


def _zero_shot_words(authorized: Mapping[str, Any], unauthorized: Mapping[str, Any]) -> str:
    if unauthorized["zero_shot"] is None:
        return translate(
            "Summary", "Zero-shot CLIP, which anybody can use instead, is right in {a} of the authorized images."
        ).format(a=percent(authorized["zero_shot"]))
    return translate(
        "Summary",
        "Zero-shot CLIP, which anybody can use instead, is right in {a} of the authorized and {u} of the unauthorized "
        "images.",
    ).format(a=percent(authorized["zero_shot"]), u=percent(unauthorized["zero_shot"]))
