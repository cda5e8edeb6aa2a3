"""What the doctor finds in the chosen folders, while the owner goes on; nothing waits for it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect import counts
from ipclip_app.gui.protect.finding_row import FindingRow
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.data.findings import Finding
    from ipclip_app.jobs.doctor import Examination

FIRST: Final = 4
MORE: Final = 20
_ICON: Final = 20


class FindingsView(QFrame):
    """A summary line, progress, and the findings, a few at first.

    Args:
        context: What the page works with.

    Attributes:
        rows: The findings that are shown.
        has_problems: Whether a check has found what spoils or stops a training.
    """

    changed = Signal()
    """It has become known whether there are problems."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._folders: tuple[Path, ...] = ()
        self._findings: tuple[Finding, ...] = ()
        self._mark = ("info", "accent")
        self.rows: list[FindingRow] = []
        self.has_problems = False
        self._job = LatestJob(context.background, self)
        self._job.reported.connect(self._progress)
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(self._fail)
        self._job.cancelled.connect(self._cancelled)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Check of the images"))
        self._build()
        self._arrange()
        context.theme.changed.connect(self._repaint)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether the images are being checked."""
        return self._job.is_running

    def examine(self, folders: Sequence[Path]) -> None:
        """Check these folders instead of those before; the same ones are not checked again."""
        if tuple(folders) != self._folders:
            self._folders = tuple(folders)
            self.again()

    def again(self) -> None:
        """Check the folders anew."""
        self._remove_rows()
        self._job.start(partial(_examine, self._folders))
        self._tell(self.tr("Checking the images…"), "info", "accent")
        self.progress.setRange(0, 0)
        self._set_running(True)
        self.show()

    def stop(self) -> None:
        """End the check; what a training cannot use it leaves out by itself."""
        if self.is_running:
            self._job.stop()
            self._cancelled()

    def clear(self) -> None:
        """There is nothing to check."""
        self._job.stop()
        self._folders = ()
        self._remove_rows()
        self.hide()

    def _build(self) -> None:
        self._icon = QLabel()
        self.summary = labelled("", "heading")
        self.hint = labelled(self.tr("You can start without waiting for this."), "muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the check"))
        self.stop_button = QPushButton(self.tr("Stop checking"))
        self.stop_button.clicked.connect(self.stop)
        self.again_button = QPushButton(self.tr("Check again"))
        self.again_button.clicked.connect(self.again)
        self.copy_button = QPushButton(self.tr("Copy all"))
        self.copy_button.setAccessibleName(self.tr("Copy all findings"))
        self.copy_button.clicked.connect(self._copy)
        self.more_button = QPushButton(self.tr("Show all"))
        self.more_button.clicked.connect(self._show_more)
        for button in (self.stop_button, self.again_button, self.copy_button, self.more_button):
            button.setProperty("role", "quiet")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.summary, 1)
        for button in (self.stop_button, self.copy_button, self.again_button):
            head.addWidget(button)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.progress)
        layout.addWidget(self.hint)
        layout.addLayout(self._list)
        more = QHBoxLayout()
        more.addWidget(self.more_button)
        more.addStretch(1)
        layout.addLayout(more)

    def _progress(self, reports: list[Report]) -> None:
        report = reports[-1]
        sentences = {
            "scan": self.tr("Looking for images that occur twice: {step} of {total}"),
            "decode": self.tr("Opening every image: {step} of {total}"),
        }
        if report.total and report.phase in sentences:
            step, total = counts.grouped(report.step), counts.grouped(report.total)
            self._tell(sentences[report.phase].format(step=step, total=total), "info", "accent")
        self.progress.setRange(0, report.total)
        self.progress.setValue(report.step)

    def _show(self, examination: "Examination") -> None:
        self._set_running(False)
        self._findings = examination.findings
        self._know(problems=examination.errors > 0)
        usable = counts.images(sum(domain.usable for domain in examination.domains))
        if not self._findings:
            self._tell(self.tr("Everything is in order: {images} can be used.").format(images=usable), "tick", "good")
            return
        sentence = self.tr("The check found {findings}; {images} can be used.")
        found = self._counted(examination.errors, examination.warnings)
        icon, colour = ("error", "bad") if self.has_problems else ("warning", "doubt")
        self._tell(sentence.format(findings=found, images=usable), icon, colour)
        self._add_rows(FIRST)
        self.copy_button.show()

    def _counted(self, errors: int, warnings: int) -> str:
        problems = self.tr("1 problem") if errors == 1 else self.tr("{count} problems")
        notes = self.tr("1 note") if warnings == 1 else self.tr("{count} notes")
        parts = [
            text.format(count=counts.grouped(count)) for text, count in ((problems, errors), (notes, warnings)) if count
        ]
        return self.tr(" and ").join(parts)

    def _fail(self, failure: Failure) -> None:
        self._set_running(False)
        self._know(problems=True)
        self._tell(counts.breakable(failure.sentence), "error", "bad")

    def _cancelled(self) -> None:
        self._set_running(False)
        self._tell(self.tr("The check was stopped. Images that cannot be used are left out anyway."), "info", "muted")

    def _set_running(self, running: bool) -> None:  # noqa: FBT001 - a state
        for widget in (self.progress, self.hint, self.stop_button):
            widget.setVisible(running)
        self.again_button.setVisible(not running)
        self.copy_button.hide()
        self.more_button.hide()

    def _tell(self, sentence: str, icon: str, colour: str) -> None:
        self.summary.setText(sentence)
        self.setAccessibleDescription(sentence)
        self._mark = (icon, colour)
        self._paint_icon()

    def _paint_icon(self) -> None:
        icon, role = self._mark
        colour = getattr(self._context.theme.colours, role)
        self._icon.setPixmap(line_icon(icon, colour).pixmap(_ICON, _ICON))

    def _repaint(self) -> None:
        self._paint_icon()
        for row in self.rows:
            row.paint_icon()

    def _show_more(self) -> None:
        first_new = len(self.rows)
        self._add_rows(MORE)
        self.rows[first_new].show_button.setFocus()

    def _add_rows(self, count: int) -> None:
        for finding in self._findings[len(self.rows) : len(self.rows) + count]:
            row = FindingRow(self._context, finding)
            row.unopened.connect(self._tell_unopened)
            self.rows.append(row)
            self._list.addWidget(row)
        rest = len(self._findings) - len(self.rows)
        self.more_button.setVisible(rest > 0)
        self.more_button.setText(self.tr("Show more ({count} left)").format(count=counts.grouped(rest)))

    def _know(self, *, problems: bool) -> None:
        self.has_problems = problems
        self.changed.emit()

    def _remove_rows(self) -> None:
        self._findings = ()
        self._know(problems=False)
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []

    def _copy(self) -> None:
        lines = [f"{finding.sentence} {finding.remedy}" for finding in self._findings]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _tell_unopened(self, folder: str) -> None:
        sentence = self.tr("{folder} could not be opened; open it in your file manager.")
        self._context.say(Message(sentence.format(folder=folder), "warning"))


def _examine(folders: Sequence[Path]) -> "Job[Examination]":
    from ipclip_app.jobs.doctor import examine_folders

    return examine_folders(folders)
