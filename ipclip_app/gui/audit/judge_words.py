"""What the window says of the judge in each of its states."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ipclip_app.gui.audit.judge import Judge, Signature
from ipclip_app.gui.audit.judge_loader import JudgeLoader
from ipclip_app.gui.protect.counts import grouped

translate = QCoreApplication.translate


class JudgeWords(NamedTuple):
    """How a state is told.

    Attributes:
        icon: Its sign.
        role: Of the sentence in the style sheet.
        sentence: What is to be known or done.
    """

    icon: str
    role: str
    sentence: str


def judge_words(loader: JudgeLoader, *, engine_ready: bool) -> JudgeWords:
    """What to say now."""
    title = loader.source.title if loader.source else ""
    if loader.judge is not None:
        return _ready(loader.judge)
    if loader.failure is not None:
        return _hindered(loader)
    if loader.state == "loading":
        words = (
            translate("Judge", "Opening {title}…")
            if engine_ready
            else translate("Judge", "The engine is loading; {title} opens in a moment.")
        )
        return JudgeWords("info", "muted", words.format(title=title))
    return JudgeWords(
        "info",
        "muted",
        translate("Judge", "Choose a bundle (.ipclip) or one of your finished runs, or drop a bundle here."),
    )


def judge_facts(judge: Judge | None) -> str:
    """What else is to be known of a judge, in one line."""
    if judge is None:
        return ""
    classes = translate("Judge", "{count} classes").format(count=grouped(judge.classes))
    return " · ".join((*_licence(judge.signature), classes))


def _licence(signature: Signature | None) -> tuple[str, ...]:
    if signature is None:
        return ()
    licensee = translate("Judge", "Licensed to {licensee}").format(licensee=signature.licensee)
    if signature.until is None:
        return licensee, translate("Judge", "valid without end")
    day = QLocale().toString(QDate(*signature.until.timetuple()[:3]), QLocale.FormatType.ShortFormat)
    return licensee, translate("Judge", "valid until {day}").format(day=day)


def _ready(judge: Judge) -> JudgeWords:
    sentence = _trust(judge.signature)
    known = judge.signature is None or judge.signature.known
    if known and not judge.notices:
        return JudgeWords("tick", "good", sentence)
    return JudgeWords("warning", "doubt", " ".join((sentence, *judge.notices)))


def _trust(signature: Signature | None) -> str:
    if signature is None:
        return translate("Judge", "Your own run is ready to judge images.")
    if signature.known:
        words = translate("Judge", "The signature is right, and the issuer is known: {issuer}.")
        return words.format(issuer=signature.issuer)
    words = translate(
        "Judge",
        "The issuer is unknown. The bundle says that it comes from {issuer}, and its key is {key}. Compare the key "
        "with what the issuer told you, then trust it on the page Bundles.",
    )
    return words.format(issuer=signature.issuer, key=signature.key)


def _hindered(loader: JudgeLoader) -> JudgeWords:
    kind, sentence = (loader.failure.kind, loader.failure.sentence) if loader.failure else ("", "")
    if kind == "PassphraseNeededError":
        words = translate("Judge", "This bundle is encrypted for you. Enter the passphrase of your private key.")
        return JudgeWords("question", "", words)
    if kind == "BundleSealedError":
        words = translate(
            "Judge", "This bundle is encrypted, and its private key is not among yours. Choose the key's file."
        )
        return JudgeWords("question", "", words)
    return JudgeWords("error", "bad", sentence)
