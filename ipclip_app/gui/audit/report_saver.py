"""Writes the listed rows as a report, in the background, where the owner says."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message, failure_message
from ipclip_app.jobs.audit_row import AuditedWith, AuditRow
from ipclip_app.progress import Job, Report

_SUFFIXES: Final = ("html", "csv", "json")


class ReportSaver(QObject):
    """One report at a time.

    Args:
        context: Starts the job and tells its end.
        parent: Above which the dialog opens.
    """

    changed = Signal()

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._parent = parent
        self._rows: tuple[AuditRow, ...] = ()
        self._judge: AuditedWith | None = None
        self._path = Path()
        self.dialog: QFileDialog | None = None
        self.report: Report | None = None
        self._job = LatestJob(context.background, self)
        self._job.reported.connect(self._hear)
        self._job.succeeded.connect(self._succeed)
        self._job.failed.connect(self._fail)

    @property
    def is_writing(self) -> bool:
        """Whether a report is being written."""
        return self._job.is_running

    def ask(self, rows: Sequence[AuditRow], judge: AuditedWith) -> None:
        """Let the owner say where the report goes and in which format."""
        self._rows, self._judge = tuple(rows), judge
        name = f"audit-{Path(judge.title).stem}.{_SUFFIXES[0]}"
        dialog = QFileDialog(self._parent, self.tr("Save the report"), str(Path.home() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(
            [
                self.tr("Page with pictures (*.html)"),
                self.tr("Table for spreadsheets (*.csv)"),
                self.tr("Everything for programs (*.json)"),
            ]
        )
        dialog.setDefaultSuffix(_SUFFIXES[0])
        dialog.filterSelected.connect(self._follow_filter)
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def write(self, path: Path, rows: Sequence[AuditRow], judge: AuditedWith) -> None:
        """Write a report."""
        self._path, self.report = path, None
        self._job.start(partial(_write, path, tuple(rows), judge))
        self.changed.emit()

    def stop(self) -> None:
        """Write no more; nothing is left of what was begun."""
        self._job.stop()
        self.changed.emit()

    def _follow_filter(self, words: str) -> None:
        suffix = next(each for each in _SUFFIXES if f"*.{each}" in words)
        if self.dialog is not None:
            self.dialog.setDefaultSuffix(suffix)

    def _picked(self, path: str) -> None:
        if self._judge is not None:
            self.write(Path(path), self._rows, self._judge)
        self._rows = ()

    def _hear(self, reports: Sequence[Report]) -> None:
        self.report = reports[-1]
        self.changed.emit()

    def _succeed(self, _nothing: object) -> None:
        self._context.say(Message(self.tr("The report is written: {path}").format(path=self._path), "done"))
        self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))
        self.changed.emit()


def _write(path: Path, rows: Sequence[AuditRow], judge: AuditedWith) -> Job[None]:
    from ipclip_app.jobs.audit_report import write_report

    return write_report(path, rows, judge)
