"""The verdict on a run in plain words, from the figures of its results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final, Literal

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.results.domain_names import USUAL
from ipclip_app.gui.results.figures import WHOLE, number, percent, ratio, share
from ipclip_app.gui.results.verdict_words import Accounts, accounts, headlines

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
    """How good the protection is; `info` where that cannot be told."""
    part = _achieved(results)
    if part is None:
        return "info"
    if part < LITTLE:
        return "bad"
    return "good" if part >= MUCH and not _is_costly(results) else "doubt"


def headline(results: Mapping[str, Any]) -> str:
    """The verdict in one short sentence."""
    part, words = _achieved(results), headlines(scenario_of(results))
    if part is None:
        return translate("Summary", "Protected, but its effect cannot be measured in full")
    if part < LITTLE:
        return words.none if part <= 0 else words.hardly
    if _is_costly(results):
        return words.costly
    return words.partly if part < MUCH else words.fully


def sentences(results: Mapping[str, Any]) -> Iterator[str]:
    """What the protected model does, and what anybody can have without it."""
    authorized, unauthorized = results["domains"]["authorized"], _counted(results)
    words = accounts(scenario_of(results), elsewhere=_is_elsewhere(results))
    yield f"{_authorized_words(authorized, words)} {_unauthorized_words(unauthorized, words)}"
    yield _zero_shot_words(authorized, unauthorized, words)
    verdict = results["verdict"]
    yield words.check.format(
        detection=share(verdict.get("detection")),
        rejection=share(verdict.get("false_rejection")),
        auroc=number(verdict.get("auroc"), 3),
    )


def gain(results: Mapping[str, Any]) -> str:
    """The metric that only this scenario has, in words; empty where it has none."""
    metrics = results["metrics"]
    if metrics.get("O_ua") is not None:
        words = translate(
            "Summary",
            "O_ua is {value}: what the trigger takes from the protected model, times the accuracy that the unprotected "
            "one has with it.",
        )
        return words.format(value=number(metrics["O_ua"]))
    if metrics.get("D_ua") is not None:
        words = translate("Summary", "D_ua is {value}: the accuracy with the trigger, times what is lost without it.")
        return words.format(value=number(metrics["D_ua"]))
    return ""


def scenario_of(results: Mapping[str, Any]) -> str:
    """The scenario of results."""
    return str(results.get("scenario", USUAL))


def remarks(results: Mapping[str, Any]) -> Iterator[str]:
    """What the owner must know to take the figures for what they are."""
    if results["domains"]["unauthorized"].get("agreement") is not None:
        yield missing_reason()
    if scenario_of(results) == "target-free" and not _is_elsewhere(results):
        yield translate(
            "Summary",
            "No other domain was tested: the figures are over your own images in other styles. Test the model on "
            "another domain to see how far it reaches.",
        )
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


def _achieved(results: Mapping[str, Any]) -> float | None:
    """How much of what is possible was reached: W_ua by its bound, both in the strict form.

    In an authorization run that bound is cheap where the trigger itself costs accuracy, and it tells nothing of which
    images are recognized better. There D_ua is taken by what it would be if nothing were lost with the trigger and
    everything without it.
    """
    metrics = results["metrics"]
    if scenario_of(results) != "authorization":
        return _reached(metrics, "_strict")
    own = (results["domains"]["authorized"], results["domains"]["unauthorized"])
    known = [domain[model] for domain in own for model in ("zero_shot", "unprotected") if domain[model] is not None]
    best = max(known, default=0.0)
    return ratio(metrics.get("D_ua"), best * best / WHOLE)


def _is_elsewhere(results: Mapping[str, Any]) -> bool:
    """Whether further domains count as the unauthorized images."""
    return scenario_of(results) == "target-free" and bool(results["domains"].get("other"))


def _counted(results: Mapping[str, Any]) -> Mapping[str, Any]:
    """What counts as the unauthorized images: the run's own, or the mean over further domains."""
    domains = results["domains"]
    if not _is_elsewhere(results):
        own: Mapping[str, Any] = domains["unauthorized"]
        return own
    others = tuple(domains["other"].values())
    return {name: fmean(domain[name] for domain in others) for name in ("zero_shot", "unprotected", "protected")}


def _authorized_words(domain: Mapping[str, Any], words: Accounts) -> str:
    now, before = domain["protected"], domain["unprotected"]
    sentence = words.kept if abs(now - before) < SAME else words.lost
    return sentence.format(now=percent(now), before=percent(before))


def _unauthorized_words(domain: Mapping[str, Any], words: Accounts) -> str:
    now, before = domain["protected"], domain["unprotected"]
    if now is None or before is None:
        return translate(
            "Summary", "On unauthorized images it still answers as zero-shot CLIP does in {agreement} of cases."
        ).format(agreement=percent(domain.get("agreement")))
    sentence = words.failing if before - now >= SAME else words.unharmed
    return sentence.format(now=percent(now), before=percent(before))


def _zero_shot_words(authorized: Mapping[str, Any], unauthorized: Mapping[str, Any], words: Accounts) -> str:
    if unauthorized["zero_shot"] is None:
        return translate(
            "Summary", "Zero-shot CLIP, which anybody can use instead, is right in {a} of the authorized images."
        ).format(a=percent(authorized["zero_shot"]))
    return words.zero_shot.format(a=percent(authorized["zero_shot"]), u=percent(unauthorized["zero_shot"]))
