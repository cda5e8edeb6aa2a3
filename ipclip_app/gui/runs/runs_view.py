"""All runs in a list: open, resume, rename, compare two, delete."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import failure_message
from ipclip_app.gui.page import labelled
from ipclip_app.gui.question import Question
from ipclip_app.gui.runs import run_jobs
from ipclip_app.gui.runs.comparison import Comparison
from ipclip_app.gui.runs.no_runs import NoRuns
from ipclip_app.gui.runs.runs_actions import RunsActions
from ipclip_app.gui.runs.runs_list import RunsList
from ipclip_app.progress import Job

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunRecord, RunSummary


class RunsView(QWidget):
    """The list, or two runs compared.

    Args:
        context: What the page works with.
    """

    opened = Signal(object)
    resumed = Signal(object)
    extended = Signal(object, int)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._doomed: tuple[RunSummary, ...] = ()
        self._listing = LatestJob(context.background, self)
        self._reading = LatestJob(context.background, self)
        self.list = RunsList(context.theme)
        self.none = NoRuns(context.theme)
        self.damage = labelled("", "bad")
        self.damage.hide()
        self.question = Question(self.tr("Mo&ve to the trash"), self.tr("&Keep"))
        self.buttons = RunsActions(context.theme)
        self.comparison = Comparison(context.theme)
        self.content = QStackedWidget()
        self.stack = QStackedWidget()
        self._arrange()
        self._connect()
        self.buttons.offer(())

    def _arrange(self) -> None:
        self.content.addWidget(self.list)
        self.content.addWidget(self.none)
        front = QWidget()
        layout = QVBoxLayout(front)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.content, 1)
        for widget in (self.damage, self.question, self.buttons):
            layout.addWidget(widget)
        self.stack.addWidget(front)
        self.stack.addWidget(self.comparison)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _connect(self) -> None:
        self._listing.succeeded.connect(self._show)
        self._reading.succeeded.connect(self._show_comparison)
        for job in (self._listing, self._reading):
            job.failed.connect(self._tell)
        self.list.chosen_changed.connect(self._offer)
        self.list.opened.connect(self._open)
        self.list.discard_asked.connect(self._ask)
        self.list.runs.retitled.connect(self._rename)
        self.question.accepted.connect(self._discard)
        self.question.declined.connect(self.list.setFocus)
        self.comparison.closed.connect(self._show_list)
        buttons = self.buttons
        buttons.open_button.clicked.connect(self._open_chosen)
        buttons.resume_button.clicked.connect(self._resume)
        buttons.extend_button.clicked.connect(self._extend)
        buttons.compare_button.clicked.connect(self._compare)
        buttons.rename_button.clicked.connect(self.list.begin_renaming)
        buttons.discard_button.clicked.connect(self._ask)

    def refresh(self) -> None:
        """Read the list again; the owner goes on seeing the old one meanwhile."""
        self._listing.start(partial(run_jobs.list_folder, self._context.settings.now.runs))

    def _show(self, runs: "tuple[RunSummary, ...]") -> None:
        self.list.show_runs(runs)
        self.content.setCurrentWidget(self.list if runs else self.none)
        self.buttons.setVisible(bool(runs))

    def _offer(self) -> None:
        chosen = self.list.chosen()
        self.buttons.offer(chosen)
        damage = " ".join(run.damage for run in chosen)
        self.damage.setText(damage)
        self.damage.setVisible(bool(damage.strip()))
        if tuple(chosen) != self._doomed:
            self.question.hide()

    def _open(self, path: Path) -> None:
        run = self.list.runs.run_at(path)
        if run is not None and run.state != "damaged":
            self.opened.emit(path)

    def _open_chosen(self) -> None:
        self._open(self.list.chosen()[0].path)

    def _resume(self) -> None:
        self.resumed.emit(self.list.chosen()[0].path)

    def _extend(self) -> None:
        self.extended.emit(self.list.chosen()[0].path, self.buttons.epochs.value())

    def _compare(self) -> None:
        first, second = self.list.chosen()
        self._reading.start(partial(run_jobs.read_both, first.path, second.path))

    def _show_comparison(self, records: "tuple[RunRecord, RunRecord]") -> None:
        self.stack.setCurrentWidget(self.comparison)
        self.comparison.show_records(*records)

    def _show_list(self) -> None:
        self.stack.setCurrentIndex(0)
        self.list.setFocus()

    def _rename(self, path: Path, title: str) -> None:
        self._begin(partial(run_jobs.rename, path, title))

    def _ask(self) -> None:
        self._doomed = tuple(self.list.chosen())
        if len(self._doomed) == 1:
            words = self.tr("Move the run “{title}” to the trash?")
            self.question.ask(words.format(title=self._doomed[0].title))
        else:
            self.question.ask(self.tr("Move {count} runs to the trash?").format(count=len(self._doomed)))

    def _discard(self) -> None:
        self._begin(partial(run_jobs.discard, tuple(run.path for run in self._doomed)))
        self.list.setFocus()

    def _begin(self, job: partial[Job[None]]) -> None:
        """Do something to runs and show what became of them, be it done or not."""
        thread = self._context.background.prepare(job)
        thread.failed.connect(self._tell)
        thread.finished.connect(self.refresh)
        thread.start()

    def _tell(self, failure: Failure) -> None:
        self._context.say(failure_message(failure))
