"""What the suspect's answers show, and how that is kept as signed evidence."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.bundles.path_field import PathField
from ipclip_app.gui.bundles.signing_rows import SigningRows
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message, failure_message
from ipclip_app.gui.page import center_labels, labelled, set_property
from ipclip_app.gui.triggers.effect_bar import EffectBar
from ipclip_app.gui.triggers.proof_jobs import save_evidence
from ipclip_app.gui.triggers.proof_words import chance_words, effect_words, meaning_words, verdict_words

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
        self._job = LatestJob(context.background, self)
        self.setProperty("role", "card")
        self._icon = QLabel()
        self.headline = labelled("", "heading")
        self.meaning, self.effect, self.chance = (labelled("", role) for role in ("plain", "plain", "muted"))
        self.bar = EffectBar(context.theme)
        self.save_button = QPushButton(self.tr("Save &evidence…"))
        self.place = PathField(self.tr("File of evidence"), self.tr("Evidence (*.json)"), "write")
        self.signing = SigningRows(self)
        self.sign_button = QPushButton(self.tr("Sign and sa&ve"))
        self.sign_button.setProperty("role", "primary")
        self.saving = QWidget()
        self._arrange()
        self._connect()
        self.hide()

    def show_outcome(self, outcome: "OwnershipOutcome") -> None:
        """Tell what was found."""
        self._outcome = outcome
        result = outcome.test.to_json()
        self.headline.setText(verdict_words(shown=outcome.shown))
        self.meaning.setText(meaning_words(shown=outcome.shown))
        self.effect.setText(effect_words(result))
        self.chance.setText(chance_words(result, outcome.request.level))
        figures = (result["difference_low"], result["difference"], result["difference_high"])
        self.bar.show_effect(*figures, self.effect.text())
        set_property(self.headline, "level", "good" if outcome.shown else "doubt")
        self.setAccessibleName(self.headline.text())
        self.saving.hide()
        self.save_button.show()
        self._paint()
        self.show()
        self.save_button.setFocus()
        self.told.emit()

    def forget(self) -> None:
        """There is no verdict."""
        self._outcome = None
        self._job.stop()
        self.hide()

    def _arrange(self) -> None:
        form = QFormLayout(self.saving)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Fi&le"), self.place)
        self.signing.add_to(form)
        label = form.labelForField(self.signing.key_box)
        if isinstance(label, QLabel):
            label.setText(self.tr("Sign &with"))  # its usual key is that of the trigger here
        last = QHBoxLayout()
        last.addWidget(self.sign_button)
        last.addStretch(1)
        form.addRow("", last)
        center_labels(form)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self.headline, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        for widget in (self.meaning, self.effect, self.bar, self.chance):
            layout.addWidget(widget)
        layout.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.saving)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._ask)
        self.sign_button.clicked.connect(self._save)
        self.signing.entered.connect(self._save)
        self.signing.create_requested.connect(self.create_requested)
        self.signing.chosen_changed.connect(self._settle)
        self.place.line.textChanged.connect(self._settle)
        self._job.succeeded.connect(self._saved)
        self._job.failed.connect(self._refuse)
        self._context.theme.changed.connect(self._paint)

    def _ask(self) -> None:
        if self.place.path is None:
            self.place.set_path(Path.home() / "ownership-evidence.json")
        self.save_button.hide()
        self.saving.show()
        self._settle()
        self.place.setFocus()

    def _settle(self) -> None:
        self.sign_button.setEnabled(self.signing.signature is not None and self.place.path is not None)

    def _save(self) -> None:
        signature, place = self.signing.signature, self.place.path
        if self._outcome is not None and signature is not None and place is not None:
            self._job.start(partial(save_evidence, self._outcome, place, signature))

    def _saved(self, path: Path) -> None:
        self.saving.hide()
        self.save_button.show()
        self.signing.clear()
        sentence = self.tr("The evidence is in {path}, its signature beside it.")
        self._context.say(Message(sentence.format(path=path), "done"))

    def _refuse(self, failure: Failure) -> None:
        if not self.signing.refuse(failure):
            self._context.say(failure_message(failure))

    def _paint(self) -> None:
        if self._outcome is None:
            return
        colours = self._context.theme.colours
        icon, colour = ("tick", colours.good) if self._outcome.shown else ("question", colours.doubt)
        self._icon.setPixmap(line_icon(icon, colour).pixmap(_ICON, _ICON))
