"""Attacks on the secret in hand: what the owner still sees after each, and what is left to the thief."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.bundles.rows import Row, RowsTable, Sign
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.folder_dialog import open_folder_dialog
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message, failure_message, say_notices
from ipclip_app.gui.page import card, labelled
from ipclip_app.gui.watermark.attack_form import AttackForm
from ipclip_app.gui.watermark.attack_jobs import PHASE, AttackWish, attack, save_attacks
from ipclip_app.gui.watermark.attack_words import (
    attack_words,
    detail_words,
    left_words,
    named_words,
    p_words,
    seen_words,
    summary_words,
)
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.progress import Report

if TYPE_CHECKING:
    from ipclip_app.watermark.attacks.lab_result import AttackResult, LabResult

_SEEN = 1
_ROWS = 11
"""That are seen at once, with what is told of the chosen one beneath."""


class AttackView(QWidget):
    """The tab.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._lab: LabResult | None = None
        self._job, self._saving = (LatestJob(context.background, self) for _ in range(2))
        self.form = AttackForm(context)
        self.words = labelled("", "plain")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the attacks"))
        self.cancel_button = QPushButton(self.tr("&Cancel"))
        self.progress = QWidget()
        self.summary, self.detail = labelled("", "plain"), labelled("", "muted")
        titles = (
            self.tr("Attack"), self.tr("Theft"), self.tr("Named"), self.tr("p-value"), self.tr("Zero-shot"),
            self.tr("Image to text"), self.tr("Text to image"),
        )  # fmt: skip
        self.table = RowsTable(context.theme, self.tr("Attacks"), titles, widest=0)
        self.save_button = QPushButton(self.tr("Save table and p&lot…"))
        self._arrange()
        self._connect()
        self._settle()

    @property
    def is_running(self) -> bool:
        """Whether attacks are being tried."""
        return self._job.is_running

    def show_secret(self, secret: SecretInHand | None) -> None:
        """Attack another secret; what was found of the one before is gone."""
        self._job.stop()
        self._lab = None
        self.form.show_secret(secret)
        self._settle()

    def start(self, wish: AttackWish) -> None:
        """Try all attacks."""
        self._lab = None
        self.bar.setRange(0, 0)
        self.words.setText(self.tr("Reading the model and the images…"))
        self._job.start(partial(attack, wish))
        self._settle()
        self.cancel_button.setFocus()

    def cancel(self) -> None:
        """Try no more."""
        self._job.stop()
        self._settle()
        self.form.start_button.setFocus()

    def save_to(self, folder: Path) -> None:
        """Write table and plot into a folder."""
        if self._lab is not None:
            self._saving.start(partial(save_attacks, self._lab, folder))

    def _arrange(self) -> None:
        row = QHBoxLayout(self.progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        lead = self.tr(
            "Thefts are tried out on your own secret: what a thief does to the embeddings, whether you still see it "
            "and name him, and what the embeddings are still good for."
        )
        frame, inside = card()
        inside.addWidget(labelled(lead, "muted"))
        inside.addWidget(self.form)
        inside.addWidget(self.progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(frame)
        layout.addWidget(self._result_card())
        layout.addStretch(1)

    def _result_card(self) -> QFrame:
        self.result, inside = card()
        rows = self.table.verticalHeader().defaultSectionSize() * _ROWS
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows)
        inside.addWidget(self.summary)
        inside.addWidget(self.table)
        inside.addWidget(self.detail)
        inside.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        return self.result

    def _connect(self) -> None:
        self.form.wanted.connect(self.start)
        self.cancel_button.clicked.connect(self.cancel)
        self.save_button.clicked.connect(self._ask_where)
        self.table.chosen_changed.connect(self._tell_detail)
        self._job.reported.connect(self._hear)
        self._job.succeeded.connect(self._finish)
        self._saving.succeeded.connect(self._saved)
        for job in (self._job, self._saving):
            job.failed.connect(self._fail)
        self._context.theme.changed.connect(self._paint)
        self._paint()

    def _settle(self) -> None:
        running = self._job.is_running
        self.form.setVisible(not running)
        self.progress.setVisible(running)
        self.result.setVisible(self._lab is not None)

    def _hear(self, reports: Sequence[Report]) -> None:
        say_notices(self._context.say, reports)
        tried = [report for report in reports if report.phase == PHASE and report.total]
        if tried:
            latest = tried[-1]
            self.bar.setRange(0, latest.total)
            self.bar.setValue(latest.step)
            words = self.tr("{done} of {total} attacks")
            self.words.setText(words.format(done=latest.step, total=latest.total))

    def _finish(self, lab: "LabResult") -> None:
        self._lab = lab
        self.summary.setText(summary_words(lab))
        self.table.show_rows([self._row(result, lab.trials) for result in lab.attacks])
        self._settle()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, result: "AttackResult", trials: int) -> Row:
        left = result.left
        texts = (
            attack_words(result.attack),
            seen_words(result, trials),
            named_words(result),
            p_words(result),
            *(left_words(value) for value in (left.zero_shot, left.image_to_text, left.text_to_image)),
        )
        whole = result.detected == 1
        sign = Sign("tick", "good", _SEEN) if whole else Sign("warning", "bad" if result.won else "doubt", _SEEN)
        return Row(texts, result, sign)

    def _tell_detail(self) -> None:
        result = cast("AttackResult | None", self.table.chosen)
        self.detail.setText("" if result is None else detail_words(result))

    def _fail(self, failure: Failure) -> None:
        self._settle()
        self._context.say(failure_message(failure))

    def _ask_where(self) -> None:
        open_folder_dialog(self, self.tr("Folder for table and plot"), Path.home(), self._picked)

    def _picked(self, folder: str) -> None:
        self.save_to(Path(folder))

    def _saved(self, folder: Path) -> None:
        words = self.tr("The table (CSV and Markdown) and the plot (PNG and SVG) are in {folder}.")
        self._context.say(Message(words.format(folder=folder), "done"))

    def _paint(self) -> None:
        self.save_button.setIcon(line_icon("download", self._context.theme.colours.text))
