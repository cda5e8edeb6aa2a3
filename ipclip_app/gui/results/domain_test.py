"""Tests a finished run on further domains, in a strip with its progress."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import failure_message, say_notices
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.counts import breakable
from ipclip_app.progress import Job, Notice, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.evaluation import Evaluation
    from ipclip_app.jobs.runs import RunRecord

OWN = frozenset({"authorized", "unauthorized"})
_WIDEST_BAR = 240


class DomainTest(QFrame):
    """Hidden unless something is tested.

    Args:
        context: What the page works with.
    """

    finished = Signal(object)
    """Folder of the run."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._run: Path | None = None
        self._job = LatestJob(context.background, self)
        self.setProperty("role", "message")
        self.words = labelled("", "plain")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(_WIDEST_BAR)
        self.bar.setAccessibleName(self.tr("Progress of the test"))
        self.cancel_button = QPushButton(self.tr("&Cancel the test"))
        row = QHBoxLayout(self)
        row.setSpacing(16)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        self._job.reported.connect(self._hear)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._job.cancelled.connect(self.hide)
        self.cancel_button.clicked.connect(self.stop)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether something is tested."""
        return self._job.is_running

    def start(self, record: "RunRecord", folders: Sequence[Path]) -> None:
        """Test a run on further domains and on those that it was tested on before."""
        self._run = record.summary.path
        domains = tuple(dict.fromkeys((*earlier_folders(record), *folders)))
        names = ", ".join(folder.name for folder in domains)
        self.words.setText(breakable(self.tr("Testing on {domains}…").format(domains=names)))
        self.bar.setRange(0, 0)
        self.show()
        self._job.start(partial(_test, self._run, domains))

    def stop(self) -> None:
        """Test no longer; the results stay as they were."""
        self._job.stop()
        self.hide()

    def _hear(self, reports: Sequence[Report]) -> None:
        say_notices(self._context.say, reports)
        for report in reports:
            if not isinstance(report, Notice):
                self.bar.setRange(0, report.total)
                self.bar.setValue(report.step)

    def _finish(self, _evaluation: "Evaluation") -> None:
        self.hide()
        self.finished.emit(self._run)

    def _fail(self, failure: Failure) -> None:
        self.hide()
        self._context.say(failure_message(failure))


def earlier_folders(record: "RunRecord") -> tuple[Path, ...]:
    """The folders of the further domains of a run's last evaluation, as far as its images tell them."""
    images: dict[str, list[Path]] = {}
    for item in record.predictions:
        if item.domain not in OWN:
            images.setdefault(item.domain.removesuffix(" with trigger"), []).append(item.path)
    found = (_root(name, paths) for name, paths in images.items())
    return tuple(folder for folder in found if folder is not None)


def _root(name: str, images: Sequence[Path]) -> Path | None:
    """The innermost folder of this name that holds all of the images."""
    try:
        common = Path(os.path.commonpath([path.parent for path in images]))
    except ValueError:
        return None
    return next((folder for folder in (common, *common.parents) if name in {folder.name, str(folder)}), None)


def _test(run: Path, domains: Sequence[Path]) -> "Job[Evaluation]":
    from ipclip_app.jobs.evaluate import evaluate

    return evaluate(run, domains)
