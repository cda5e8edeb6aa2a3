"""A row of an audit in words, and the sign of its verdict."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.colours import Colours
from ipclip_app.gui.results.domain_names import verdict_name
from ipclip_app.gui.results.figures import number, share
from ipclip_app.jobs.audit_row import AuditedWith, AuditRow, AuditVerdict, ClassProbability

translate = QCoreApplication.translate


class VerdictSign(NamedTuple):
    """How a verdict is painted: icon, colour of the text, colour behind it."""

    icon: str
    colour: str
    ground: str


def verdict_sign(verdict: AuditVerdict, colours: Colours) -> VerdictSign:
    """Icon and colours of a verdict."""
    return {
        "authorized": VerdictSign("tick", colours.good, colours.good_soft),
        "uncertain": VerdictSign("question", colours.doubt, colours.doubt_soft),
        "unauthorized": VerdictSign("cross", colours.bad, colours.bad_soft),
        "error": VerdictSign("warning", colours.muted, colours.raised),
    }[verdict]


def verdict_words(verdict: AuditVerdict) -> str:
    """A verdict in the window's language."""
    return translate("Audit", "Not judged") if verdict == "error" else verdict_name(verdict)


def class_words(one: ClassProbability) -> str:
    """A class with its probability."""
    return f"{one.class_name.replace('_', ' ')} {share(one.probability)}"


def classes_words(classes: tuple[ClassProbability, ...]) -> str:
    """The most probable classes."""
    return ", ".join(map(class_words, classes))


def reason_words(row: AuditRow) -> str:
    """Why a file could not be judged, as a sentence; empty for one that was."""
    if row.error is None:
        return ""
    return f"{row.error[:1].upper()}{row.error[1:].rstrip('.')}."


def row_words(row: AuditRow) -> str:
    """Everything that the list paints of a row, as a sentence."""
    if row.error is not None:
        words = translate("Audit", "{file}: not judged. {reason}")
        return words.format(file=row.path.name, reason=reason_words(row))
    words = translate(
        "Audit", "{file}: {verdict}, score {score}. Protected model: {protected}. Zero-shot CLIP: {zero_shot}."
    )
    return words.format(
        file=row.path.name,
        verdict=verdict_words(row.verdict),
        score=number(row.score, 2),
        protected=classes_words(row.protected),
        zero_shot=classes_words(row.zero_shot),
    )


def levels_title(judge: AuditedWith | None) -> str:
    """The head of the scores, with both levels once they are known."""
    if judge is None:
        return translate("Audit", "Score")
    words = translate("Audit", "Score ({low} | {high})")
    return words.format(low=number(judge.threshold_low, 2), high=number(judge.threshold, 2))


def levels_meaning(judge: AuditedWith | None) -> str:
    """What the levels mean, as a sentence."""
    if judge is None:
        return ""
    words = translate(
        "Audit", "A score of {high} or more is authorized, below {low} unauthorized, between them uncertain."
    )
    return words.format(high=number(judge.threshold, 2), low=number(judge.threshold_low, 2))
