"""What the suspect's embeddings show: the answer, whose it is, and the figures behind it."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ipclip_app.gui.bundles.evidence_saver import EvidenceSaver, SavingWords
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import failure_message
from ipclip_app.gui.page import labelled
from ipclip_app.gui.watermark.verify_jobs import Finding, list_signing_keys, save_evidence
from ipclip_app.gui.watermark.verify_words import fact_words, headline_words, meaning_words

_ICON = 28


class VerifyVerdict(QFrame):
    """Hidden until there is one.

    Args:
        context: What the page works with.

    Attributes:
        told: Names and values of the figures.
        word: What evidence shows and what it does not.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context, self._theme = context, context.theme
        self._shown: bool | None = None
        self.told: dict[str, str] = {}
        self.setProperty("role", "card")
        self._icon = QLabel()
        self.headline, self.meaning = labelled("", "heading"), labelled("", "plain")
        self.word = labelled(_evidence_words(), "muted")
        self.facts = QFormLayout()
        self.facts.setHorizontalSpacing(24)
        self.facts.setVerticalSpacing(6)
        self.saver = EvidenceSaver(context, _saving_words())
        self._listing = LatestJob(context.background, self)
        self._listing.succeeded.connect(self.saver.signing.show_keys)
        self._listing.failed.connect(self._refuse)
        self._arrange()
        context.theme.changed.connect(self._paint)
        self.hide()

    def show_finding(self, finding: Finding) -> None:
        """Tell what was found."""
        result = finding.result
        self._shown = bool(result["shown"])
        self.headline.setText(headline_words(result))
        self.meaning.setText(meaning_words(result))
        self.setAccessibleName(self.headline.text())
        self.setAccessibleDescription(self.meaning.text())
        while self.facts.rowCount():
            self.facts.removeRow(0)
        self.told = dict(fact_words(result, finding.spent))
        for name, text in self.told.items():
            value = labelled(text, "plain")
            value.setAccessibleName(name)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            title = labelled(name, "muted")
            title.setWordWrap(False)
            self.facts.addRow(title, value)
        self.saver.offer(partial(save_evidence, finding))
        self._listing.start(list_signing_keys)
        self._paint()
        self.show()
        self.saver.save_button.setFocus()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self.headline, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.meaning)
        layout.addLayout(self.facts)
        layout.addWidget(self.word)
        layout.addWidget(self.saver)

    def _refuse(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))

    def _paint(self) -> None:
        if self._shown is None:
            return
        colours = self._theme.colours
        icon, colour = ("warning", colours.bad) if self._shown else ("question", colours.doubt)
        self._icon.setPixmap(line_icon(icon, colour).pixmap(_ICON, _ICON))
        self.headline.setStyleSheet(f"color: {colour}")


def _evidence_words() -> str:
    return QCoreApplication.translate(
        "EvidenceSaver",
        "Evidence is your signed word. Whoever is shown the secret can compute the figures anew, and with images and "
        "model your unmarked embeddings; that the answers are the suspect's, others must believe. Show it to few: from "
        "it the licensee's matrix can be computed.",
    )


def _saving_words() -> SavingWords:
    translate = QCoreApplication.translate
    return SavingWords(
        translate("EvidenceSaver", "Save e&vidence…"),
        translate("EvidenceSaver", "Sign wi&th"),
        "watermark-evidence.json",
        translate("EvidenceSaver", "The evidence is in {path}, with its signature and a page to read beside it."),
    )
