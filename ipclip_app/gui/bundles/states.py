"""What a bundle's state is called and how it is painted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.bundles.rows import Sign
from ipclip_app.gui.protect.counts import breakable

if TYPE_CHECKING:
    from ipclip_app.bundle.inspection import EntryState
    from ipclip_app.gui.bundles.bundle_jobs import Look

Tone = Literal["good", "doubt", "bad"]
ICONS: Final[dict[Tone, str]] = {"good": "tick", "doubt": "warning", "bad": "error"}

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Verdict:
    """The answer.

    Attributes:
        title: In a word or two.
        sentence: With the reason, and what to do.
        tone: How it is painted.
    """

    title: str
    sentence: str
    tone: Tone


def verdict(look: "Look") -> Verdict:
    """What is thought of a bundle."""
    found = look.inspection
    if found.report.error is not None:
        title, tone = _refusal(type(found.report.error).__name__)
        return Verdict(title, breakable(found.reason), tone)
    if look.own_key is not None:
        words = translate("Bundles", "It is as it was signed with your own key “{name}”, and may be used.")
        return Verdict(translate("Bundles", "Intact, signed by you"), words.format(name=look.own_key), "good")
    if found.trusted_as is not None:
        words = translate("Bundles", "It is as “{name}” signed it, whom you trust, and may be used.")
        return Verdict(translate("Bundles", "Intact, issuer trusted"), words.format(name=found.trusted_as), "good")
    words = translate(
        "Bundles",
        "Nothing in it was altered since it was signed, but anybody may have signed it. Compare the fingerprint with "
        "the one that the issuer has told you, then trust him.",
    )
    return Verdict(translate("Bundles", "Intact, issuer unknown"), words, "doubt")


def _refusal(kind: str) -> tuple[str, Tone]:
    known: dict[str, tuple[str, Tone]] = {
        "BundleTamperedError": (translate("Bundles", "Altered, do not use it"), "bad"),
        "NotABundleError": (translate("Bundles", "Not a bundle"), "bad"),
        "BundleVersionError": (translate("Bundles", "Made by a newer version"), "doubt"),
        "BundleExpiredError": (translate("Bundles", "Intact, but expired"), "bad"),
        "BundleNotYetValidError": (translate("Bundles", "Intact, but not valid yet"), "doubt"),
    }
    return known.get(kind, (translate("Bundles", "Cannot be used"), "bad"))


def entry_words(state: "EntryState") -> str:
    """What became of an entry."""
    return {
        "intact": translate("Bundles", "Intact"),
        "encrypted": translate("Bundles", "Intact, encrypted"),
        "altered": translate("Bundles", "Altered"),
        "missing": translate("Bundles", "Missing"),
        "unexpected": translate("Bundles", "Does not belong here"),
        "unknown": translate("Bundles", "Cannot be told"),
    }[state]


def entry_sign(state: "EntryState", column: int) -> Sign:
    """How that is painted."""
    if state in {"intact", "encrypted"}:
        return Sign("tick", "good", column)
    if state == "unknown":
        return Sign("question", "muted", column)
    return Sign("error", "bad", column)
