"""Proof of ownership: fill in, ask, and what the answers show."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.dropped import accept_copy
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import failure_message, say_notices
from ipclip_app.gui.page import labelled
from ipclip_app.gui.triggers.proof_form import ProofForm
from ipclip_app.gui.triggers.proof_jobs import ProofChoices, ProofWish, list_choices, prove
from ipclip_app.gui.triggers.proof_verdict import ProofVerdict
from ipclip_app.gui.triggers.proof_words import count_words, pair_words
from ipclip_app.gui.triggers.stamp_drop import read_drop
from ipclip_app.gui.triggers.trigger_choice import TriggerChoice
from ipclip_app.progress import Notice, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.ownership import OwnershipOutcome

_BUNDLE = ".ipclip"


class ProofView(QWidget):
    """The tab.

    Args:
        context: What the page works with.
        choice: The trigger in hand.
    """

    create_requested = Signal()

    def __init__(self, context: WindowContext, choice: TriggerChoice) -> None:
        super().__init__()
        self._context = context
        self._job = LatestJob(context.background, self)
        self._choices = LatestJob(context.background, self)
        self.setAcceptDrops(True)
        self.form = ProofForm(context, choice)
        self.progress = QFrame()
        self.words = labelled("", "plain")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the questions"))
        self.cancel_button = QPushButton(self.tr("&Cancel"))
        self.verdict = ProofVerdict(context)
        self._arrange()
        self._connect()
        self._settle()

    @property
    def is_running(self) -> bool:
        """Whether a suspect is being asked."""
        return self._job.is_running

    def refresh(self) -> None:
        """Look for runs and keys anew."""
        self._choices.start(partial(list_choices, self._context.settings.now.runs))

    def start(self, wish: ProofWish) -> None:
        """Ask a suspect."""
        self.verdict.forget()
        self.bar.setRange(0, 0)
        self.words.setText(self.tr("Opening the suspect…"))
        self._job.start(partial(prove, wish))
        self._settle()
        self.cancel_button.setFocus()

    def cancel(self) -> None:
        """Ask no more."""
        self._job.stop()
        self._settle()
        self.form.start_button.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """A bundle is the suspect, a folder holds the images."""
        if read_drop(event.mimeData()).paths:
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Fill in what was dropped."""
        accept_copy(event)
        for path in read_drop(event.mimeData()).paths:
            self.take(path)

    def take(self, path: Path) -> None:
        """Fill in a suspect or a folder of images."""
        field = self.form.suspect if path.suffix.lower() == _BUNDLE else self.form.images
        field.set_path(path)

    def _arrange(self) -> None:
        lead = self.tr(
            "The suspect is asked about images with your trigger, and about the same images with other patterns of "
            "equal strength. Any model suffers from such patterns; only a copy of yours suffers more from your own."
        )
        row = QHBoxLayout(self.progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(labelled(lead, "muted"))
        for widget in (self.form, self.progress, self.verdict):
            layout.addWidget(widget)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.form.wanted.connect(self.start)
        self.cancel_button.clicked.connect(self.cancel)
        self.verdict.create_requested.connect(self.create_requested)
        self._choices.succeeded.connect(self._know)
        self._job.reported.connect(self._hear)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._refuse)
        self._choices.failed.connect(self._fail)

    def _know(self, choices: ProofChoices) -> None:
        self.form.show_runs(choices.runs)
        self.verdict.saver.signing.show_keys(choices.keys)

    def _settle(self) -> None:
        self.progress.setVisible(self.is_running)
        self.form.start_button.setVisible(not self.is_running)

    def _hear(self, reports: Sequence[Report]) -> None:
        say_notices(self._context.say, reports)
        counted = [report for report in reports if report.total and not isinstance(report, Notice)]
        if counted:
            latest = counted[-1]
            self.bar.setRange(0, latest.total)
            self.bar.setValue(latest.step)
            self.words.setText(self._count(latest))

    def _count(self, report: Report) -> str:
        from ipclip_app.ownership.asking import AskReport

        if not isinstance(report, AskReport):
            return self.tr("Choosing the images…")
        counted = count_words(report.step, report.total)
        return counted if not report.step else f"{counted} · {pair_words(report.harmed, report.helped)}"

    def _finish(self, outcome: "OwnershipOutcome") -> None:
        self._settle()
        self.verdict.show_outcome(outcome)

    def _refuse(self, failure: Failure) -> None:
        self._settle()
        if not self.form.unlocking.refuse(failure):
            self._context.say(failure_message(failure))

    def _fail(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))
