"""A download: what it takes, told before it begins; then its progress, until it is done, cancelled or failed."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from ipclip_app.gui.backbones.rate import Rate
from ipclip_app.gui.backbones.sizes import in_words
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.page import labelled, set_property
from ipclip_app.progress import Job, Notice, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.backbones import BackboneEntry
    from ipclip_app.jobs.download_plan import DownloadPlan

_STEPS = 1000


class DownloadCard(QFrame):
    """One download at a time; hidden while there is none.

    Args:
        context: What the page works with.
    """

    changed = Signal()
    downloaded = Signal(str)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._name = ""
        self._rate = Rate()
        self._notice = ""
        self._looking = LatestJob(context.background, self)
        self._looking.succeeded.connect(self._show_plan)
        self._looking.failed.connect(self._fail)
        self._fetching = LatestJob(context.background, self)
        self._fetching.reported.connect(self._show_progress)
        self._fetching.succeeded.connect(self._finish)
        self._fetching.failed.connect(self._fail)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Download"))
        self.heading = labelled("", "heading")
        self.words = labelled("", "")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the download"))
        self.start_button = QPushButton(self.tr("&Start the download"))
        self.start_button.setProperty("role", "primary")
        self.start_button.clicked.connect(self._start)
        self.retry_button = QPushButton(self.tr("&Try again"))
        self.retry_button.clicked.connect(self._retry)
        self.cancel_button = QPushButton(self.tr("Ca&ncel"))
        self.cancel_button.clicked.connect(self._cancel)
        self._arrange()

    @property
    def is_running(self) -> bool:
        """Whether bytes are arriving."""
        return self._fetching.is_running

    def prepare(self, name: str) -> None:
        """Find out what a download takes and let the owner decide."""
        self._name = name
        self._show_state(self.tr("Asking the server for the size…"), bar=True)
        self.heading.setText(self.tr("Download {name}").format(name=name))
        self.bar.setRange(0, 0)
        self.show()
        self.cancel_button.setFocus()
        self._looking.start(partial(_plan, name))

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.start_button, self.retry_button, self.cancel_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        for widget in (self.heading, self.words, self.bar):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.hide()

    def _show_state(
        self, text: str, *, bar: bool = False, start: bool = False, retry: bool = False, role: str = ""
    ) -> None:
        self.words.setText(text)
        set_property(self.words, "role", role)
        self.bar.setVisible(bar)
        self.start_button.setVisible(start)
        self.retry_button.setVisible(retry)

    def _show_plan(self, plan: "DownloadPlan") -> None:
        size = in_words(plan.size) if plan.size else self.tr("unknown")
        lines = [
            self.tr("Size: {size}").format(size=size),
            self.tr("Destination: {folder}").format(folder=plan.folder),
            self.tr("Free there: {size}").format(size=in_words(plan.free)),
        ]
        if plan.arrived:
            lines.append(self.tr("Here from an earlier attempt: {size}").format(size=in_words(plan.arrived)))
        if plan.lacking:
            lack = self.tr("The disk is too full: free {size} there and try again.")
            lines.append(lack.format(size=in_words(plan.lacking)))
        lacking = bool(plan.lacking)
        self._show_state("\n".join(lines), start=not lacking, retry=lacking, role="bad" if lacking else "")
        (self.retry_button if lacking else self.start_button).setFocus()

    def _start(self) -> None:
        self._rate, self._notice = Rate(), ""
        self._show_state(self.tr("Connecting…"), bar=True)
        self.bar.setRange(0, 0)
        self.cancel_button.setFocus()
        self._fetching.start(partial(_download, self._name))
        self.changed.emit()

    def _retry(self) -> None:
        self.prepare(self._name)

    def _cancel(self) -> None:
        self._looking.stop()
        self._fetching.stop()
        self.hide()
        self.changed.emit()

    def _show_progress(self, reports: list[Report]) -> None:
        for report in reports:
            if isinstance(report, Notice):
                self._notice = report.message if report.total == 0 else ""
        report = reports[-1]
        self.bar.setRange(0, _STEPS if report.total else 0)
        self.bar.setValue(_STEPS * report.step // max(1, report.total))
        if report.phase == "verify":
            self.words.setText(self.tr("Checking what has arrived…"))
            return
        self._rate.note(report.step)
        self.words.setText(self._progress(report))

    def _progress(self, report: Report) -> str:
        total = in_words(report.total) if report.total else self.tr("unknown")
        words = self.tr("{done} of {total}").format(done=in_words(report.step), total=total)
        if self._rate.per_second > 0:
            words += self.tr(", {rate} a second").format(rate=in_words(round(self._rate.per_second)))
        seconds = self._rate.seconds_left(report.total - report.step) if report.total else None
        if seconds is not None:
            minutes = max(1, round(seconds / 60))
            words += self.tr(", about {minutes} min left").format(minutes=minutes)
        return f"{words}\n{self._notice}" if self._notice else words

    def _finish(self, entry: "BackboneEntry") -> None:
        self.hide()
        self.changed.emit()
        self.downloaded.emit(entry.name)

    def _fail(self, failure: Failure) -> None:
        self._show_state(failure.sentence, retry=True, role="bad")
        self.retry_button.setFocus()
        self.changed.emit()


def _plan(name: str) -> "Job[DownloadPlan]":
    from ipclip_app.jobs.download_plan import plan_download

    return plan_download(name)


def _download(name: str) -> "Job[Any]":
    from ipclip_app.jobs.backbones import download_backbone

    return download_backbone(name)
