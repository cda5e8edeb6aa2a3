"""What the suspect's answers show, and how that is kept as signed evidence."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ipclip_app.gui.bundles.evidence_saver import EvidenceSaver, SavingWords
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled, set_property
from ipclip_app.gui.triggers.effect_bar import EffectBar
from ipclip_app.gui.triggers.proof_jobs import save_evidence
from ipclip_app.gui.triggers.proof_words import (
    chance_words,
    effect_words,
    fairness_words,
    meaning_words,
    verdict_words,
)

if TYPE_CHECKING:
    from ipclip_app.jobs.ownership import OwnershipOutcome

_ICON = 28


class ProofVerdict(QFrame):
    """Hidden until there is one.

    Args:
        context: What the page works with.
    """

    create_requested = Signal()
    """The owner has no key that signs."""
    told = Signal()
    """There is a verdict to look at."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._outcome: OwnershipOutcome | None = None
        self.setProperty("role", "card")
        self._icon = QLabel()
        self.headline = labelled("", "heading")
        self.meaning, self.effect = labelled("", "plain"), labelled("", "plain")
        self.chance, self.fairness = labelled("", "muted"), labelled("", "muted")
        self.bar = EffectBar(context.theme)
        words = SavingWords(
            self.tr("Save &evidence…"),
            self.tr("Sign &with"),  # its usual key is that of the trigger here
            "ownership-evidence.json",
            self.tr("The evidence is in {path}, its signature beside it."),
        )
        self.saver = EvidenceSaver(context, words)
        self._arrange()
        self.saver.create_requested.connect(self.create_requested)
        context.theme.changed.connect(self._paint)
        self.hide()

    def show_outcome(self, outcome: "OwnershipOutcome") -> None:
        """Tell what was found."""
        self._outcome = outcome
        result = outcome.test.to_json()
        self.headline.setText(verdict_words(shown=outcome.shown))
        self.meaning.setText(meaning_words(shown=outcome.shown, fair=outcome.zero_shot_result is not None))
        self.effect.setText(effect_words(result))
        self.chance.setText(chance_words(result, outcome.request.level))
        self.fairness.setText(fairness_words(outcome.zero_shot_result))
        figures = (result["difference_low"], result["difference"], result["difference_high"])
        self.bar.show_effect(*figures, self.effect.text())
        set_property(self.headline, "level", "good" if outcome.shown else "doubt")
        self.setAccessibleName(self.headline.text())
        self.saver.offer(partial(save_evidence, outcome))
        self._paint()
        self.show()
        self.saver.save_button.setFocus()
        self.told.emit()

    def forget(self) -> None:
        """There is no verdict."""
        self._outcome = None
        self.saver.stop()
        self.hide()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self.headline, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        for widget in (self.meaning, self.effect, self.bar, self.chance, self.fairness):
            layout.addWidget(widget)
        layout.addWidget(self.saver)

    def _paint(self) -> None:
        if self._outcome is None:
            return
        colours = self._context.theme.colours
        icon, colour = ("tick", colours.good) if self._outcome.shown else ("question", colours.doubt)
        self._icon.setPixmap(line_icon(icon, colour).pixmap(_ICON, _ICON))
