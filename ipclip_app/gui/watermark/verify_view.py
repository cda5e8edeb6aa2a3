"""Verification in three steps: whom to ask, what to ask, and what the answers show."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.focus import enter
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message, failure_message, say_notices
from ipclip_app.gui.page import card, labelled
from ipclip_app.gui.watermark.answer_step import AnswerStep
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.gui.watermark.step_strip import StepStrip
from ipclip_app.gui.watermark.verify_jobs import Finding, VerifyWish, verify, write_questions
from ipclip_app.gui.watermark.what_step import WhatStep
from ipclip_app.gui.watermark.whom_step import WhomStep
from ipclip_app.progress import Notice, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.watermark_folder import WrittenQuestions

_WHOM, _WHAT, _ANSWER = range(3)


class VerifyView(QWidget):
    """The tab.

    Args:
        context: What the page works with.
    """

    create_requested = Signal()
    """The owner has no key that signs evidence."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._secret: SecretInHand | None = None
        self._step = _WHOM
        self._job, self._writing = (LatestJob(context.background, self) for _ in range(2))
        titles = self.tr("Whom to ask"), self.tr("What to ask"), self.tr("What it answers")
        self.strip = StepStrip(context.theme, titles)
        self.whom, self.what, self.answer = WhomStep(context.theme), WhatStep(), AnswerStep(context)
        self.back_button = QPushButton(self.tr("Ba&ck"))
        self.next_button = QPushButton(self.tr("Ne&xt"))
        self.status = labelled("", "muted")
        self._arrange()
        self._connect()
        self._settle()

    @property
    def is_running(self) -> bool:
        """Whether a suspect is being asked."""
        return self._job.is_running

    def show_secret(self, secret: SecretInHand | None) -> None:
        """Verify with another secret; what is going on is stopped."""
        self._secret = secret
        if self._job.is_running or self._step == _ANSWER:
            self.cancel()
        self._settle()

    def go_on(self) -> None:
        """To the next step, where nothing is missing."""
        if self._missing():
            return
        if self._step == _WHOM:
            self._show_step(_WHAT)
        elif self._step == _WHAT:
            self._start()

    def cancel(self) -> None:
        """Ask no more, and go back to what is asked."""
        self._job.stop()
        self.answer.forget()
        self._show_step(_WHAT)

    def _arrange(self) -> None:
        self.next_button.setProperty("role", "primary")
        frame, inside = card()
        inside.setSpacing(14)
        inside.addWidget(self.strip)
        for step in (self.whom, self.what, self.answer):
            inside.addWidget(step)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        foot.addWidget(self.status, 8, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        inside.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(frame)
        layout.addWidget(self.answer.verdict)
        layout.addStretch(1)
        self.frame: QFrame = frame

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._go_back)
        self.next_button.clicked.connect(self.go_on)
        self.whom.changed.connect(self._settle)
        self.whom.entered.connect(self.go_on)
        self.what.changed.connect(self._settle)
        self.what.questions_wanted.connect(self._write_questions)
        self.answer.cancelled.connect(self.cancel)
        self.answer.verdict.saver.create_requested.connect(self.create_requested)
        self._context.engine.ready.connect(self._settle)
        self._job.reported.connect(self._hear)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._writing.reported.connect(self._hear_writing)
        self._writing.succeeded.connect(self._written)
        self._writing.failed.connect(self._refuse_writing)

    def _wish(self) -> VerifyWish | None:
        images = self.what.images.path
        if self._secret is None or images is None:
            return None
        whom, file = self.whom, self.what.answers.path
        service = whom.is_service
        return VerifyWish(
            self._secret,
            whom.address.text().strip() if service else str(file or ""),
            images,
            self.what.queries.value(),
            self.what.level,
            whom.access_key.text() if service else "",
            whom.model.text().strip() if service else "clip",
        )

    def _start(self) -> None:
        self.what.even()
        wish = self._wish()
        if wish is not None:
            self._job.start(partial(verify, wish))
            self.answer.begin(wish)
            self._show_step(_ANSWER)

    def _go_back(self) -> None:
        if self._step == _ANSWER:
            self.cancel()
        else:
            self._show_step(_WHOM)

    def _show_step(self, step: int) -> None:
        self._step = step
        self._settle()
        enter((self.whom, self.what, self.answer)[step], self.strip.accessibleName())

    def _missing(self) -> str:
        if self._secret is None:
            return self.tr("Open the secret above with which the stolen embeddings may be marked.")
        if self._step == _WHOM:
            return self.whom.missing
        if self._step == _WHAT and not self.what.missing and not self._context.engine.is_ready:
            return self.tr("The engine is still loading; this takes a moment.")
        return self.what.missing if self._step == _WHAT else ""

    def _settle(self) -> None:
        self.strip.show_step(self._step)
        self.what.blockSignals(True)
        self.what.show_kind(is_service=self.whom.is_service)
        self.what.blockSignals(False)
        for number, step in enumerate((self.whom, self.what, self.answer)):
            step.setVisible(number == self._step)
        missing = self._missing()
        for step in (self.whom, self.what):
            step.setEnabled(self._secret is not None)
        self.what.questions_button.setEnabled(self._wish() is not None and not self._writing.is_running)
        self.back_button.setVisible(self._step == _WHAT or (self._step == _ANSWER and not self._job.is_running))
        self.next_button.setVisible(self._step != _ANSWER)
        self.next_button.setText(self.tr("Start askin&g") if self._step == _WHAT else self.tr("Ne&xt"))
        self.next_button.setEnabled(not missing)
        if not self._writing.is_running:
            self.status.setText(missing)
        self.status.setVisible(bool(self.status.text()))

    def _hear(self, reports: Sequence[Report]) -> None:
        self._tell_notices(reports)
        self.answer.hear([report for report in reports if not isinstance(report, Notice)])

    def _finish(self, finding: Finding) -> None:
        self._settle()
        self.answer.show_finding(finding)

    def _fail(self, failure: Failure) -> None:
        self.cancel()
        self._context.say(failure_message(failure))

    def _write_questions(self, folder: Path) -> None:
        self.what.even()
        wish = self._wish()
        if wish is not None:
            self._writing.start(partial(write_questions, wish, folder))
            self.status.setText(self.tr("Writing the questions…"))
            self.status.show()
            self.what.questions_button.setEnabled(False)

    def _hear_writing(self, reports: Sequence[Report]) -> None:
        self._tell_notices(reports)

    def _written(self, written: "WrittenQuestions") -> None:
        self._settle()
        words = self.tr("The questions are in {folder}. Hand them over; {count} rows come back as {name}.npy.")
        told = words.format(folder=written.folder, count=written.queries, name=written.answers)
        self._context.say(Message(told, "done"))

    def _refuse_writing(self, failure: Failure) -> None:
        self._settle()
        self._context.say(failure_message(failure))

    def _tell_notices(self, reports: Sequence[Any]) -> None:
        say_notices(self._context.say, reports)
