"""The Protect page: from two folders over the training to its result, and back to earlier runs."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.focus import enter
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import Message, failure_message
from ipclip_app.gui.page import MARGIN, PlainPage, labelled
from ipclip_app.gui.protect.interrupted import InterruptedStrip
from ipclip_app.gui.protect.run_jobs import extending, resuming, starting
from ipclip_app.gui.protect.run_plan import RunPlan
from ipclip_app.gui.protect.run_setting import RunSetting
from ipclip_app.gui.protect.setup_view import SetupView
from ipclip_app.gui.protect.training_run import MakeJob
from ipclip_app.jobs.runs import RunRecord, new_run_folder, read_run

if TYPE_CHECKING:
    from ipclip_app.gui.opening import Found
    from ipclip_app.gui.protect.training_view import TrainingView
    from ipclip_app.gui.results.results_view import ResultsView
    from ipclip_app.gui.runs.runs_view import RunsView
    from ipclip_app.jobs.protect import ProtectOutcome

View = Literal["setup", "training", "results", "runs"]
_LATER: Final[tuple[View, ...]] = ("training", "results", "runs")
_BOTH: Final = 2
"""Folders that a protection is set up with."""
_PAUSE_MS: Final = 20
"""Between two views that are built, for whoever uses the window meanwhile."""


class ProtectPage(PlainPage):
    """Sets up, trains, shows results and lists runs; one view at a time.

    Only the set-up is built with the page: the window shall stand before the libraries are loaded that plot. Once they
    are, the other views are built one after the other, so that showing them takes no time.

    Args:
        context: What the page works with.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.setAccessibleName(self.tr("Protect"))
        self.setup = SetupView(context)
        self.interrupted = InterruptedStrip(context)
        self._record: RunRecord | None = None
        self._next_job: MakeJob | None = None
        self._opening = LatestJob(context.background, self)
        self._preparing = LatestJob(context.background, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.setup)
        self._front: View = "setup"
        self._view: QWidget = self.setup
        self._builder = QTimer(self)
        self._builder.setInterval(_PAUSE_MS)
        self._arrange()
        self._connect()
        self.interrupted.look()

    def _arrange(self) -> None:
        self.setup_button = QPushButton(self.tr("&New protection"))
        self.training_button = QPushButton(self.tr("&Training"))
        self.runs_button = QPushButton(self.tr("&Earlier runs"))
        header = QHBoxLayout()
        header.setContentsMargins(MARGIN, MARGIN // 2, MARGIN, 0)
        self.title = labelled("", "title")
        header.addWidget(self.title, 1)
        for button in (self.setup_button, self.training_button, self.runs_button):
            button.setProperty("role", "quiet")
            header.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(header)
        layout.addWidget(self.interrupted)
        views = QVBoxLayout()
        views.setContentsMargins(MARGIN, 0, MARGIN, MARGIN // 2)
        views.addWidget(self._stack)
        layout.addLayout(views, 1)
        self._update_header()

    def _connect(self) -> None:
        self.setup_button.clicked.connect(self.show_setup)
        self.training_button.clicked.connect(self.show_training)
        self.runs_button.clicked.connect(self.show_runs)
        self.setup.start_requested.connect(self.start)
        self.interrupted.resumed.connect(self.resume)
        self._opening.succeeded.connect(self._show_record)
        self._preparing.succeeded.connect(self._train_on)
        for job in (self._opening, self._preparing):
            job.failed.connect(self._tell)
        self._builder.timeout.connect(self._build_next)
        self.context.engine.ready.connect(self._build_ahead)

    @cached_property
    def training(self) -> "TrainingView":
        """Where a run is watched."""
        from ipclip_app.gui.protect.training_view import TrainingView

        view = TrainingView(self.context)
        view.finished.connect(self._finish)
        view.stopped.connect(self.show_runs)
        view.discarded.connect(self.show_setup)
        view.left.connect(self.show_setup)
        view.continue_requested.connect(self.resume)
        view.failed.connect(self._update_header)
        self._stack.addWidget(view)
        return view

    @cached_property
    def results(self) -> "ResultsView":
        """Where the results of one run are seen."""
        from ipclip_app.gui.results.results_view import ResultsView

        view = ResultsView(self.context)
        view.new_requested.connect(self.show_setup)
        view.extend_requested.connect(self._extend_shown)
        view.changed.connect(self.open_run)
        self._stack.addWidget(view)
        return view

    @cached_property
    def runs(self) -> "RunsView":
        """Where all runs are listed."""
        from ipclip_app.gui.runs.runs_view import RunsView

        view = RunsView(self.context)
        view.opened.connect(self.open_run)
        view.resumed.connect(self.resume)
        view.extended.connect(self.extend)
        self._stack.addWidget(view)
        return view

    @property
    def is_training(self) -> bool:
        """Whether a run is in progress, which needs a view that was built."""
        return "training" not in self.missing() and self.training.is_running

    def missing(self) -> list[View]:
        """The views that are not built yet."""
        return [name for name in _LATER if name not in vars(self)]

    def _build_ahead(self) -> None:
        self._builder.start()

    def _build_next(self) -> None:
        missing = self.missing()
        if missing:
            getattr(self, missing[0])
        else:
            self._builder.stop()

    def show_setup(self) -> None:
        """Show the choice of folders."""
        self._show("setup", self.setup)

    def show_training(self) -> None:
        """Show the run in progress."""
        self._show("training", self.training)

    def show_runs(self) -> None:
        """Show all runs."""
        self.runs.refresh()
        self._show("runs", self.runs)

    def start(self, plan: RunPlan) -> None:
        """Train a new run."""
        folder = new_run_folder(
            self.context.settings.now.runs, plan.authorized, plan.unauthorized, plan.config.scenario
        )
        self._train(folder.name, starting(plan, folder), folder, RunSetting(plan.device, (), plan.config.scenario))

    def resume(self, run: Path) -> None:
        """Go on with a run that is unfinished."""
        self._prepare(run, resuming(run))

    def extend(self, run: Path, epochs: int) -> None:
        """Train a finished run for more epochs."""
        self._prepare(run, extending(run, epochs))

    def open_run(self, run: Path) -> None:
        """Read a run and show its results."""
        self._opening.start(partial(read_run, run))

    def take(self, found: "Found") -> None:
        """Show the results of a run, or set up a protection with folders of images."""
        if found.kind == "run":
            self.open_run(found.paths[0])
            return
        self.show_setup()
        if len(found.paths) == _BOTH:
            self.setup.set_folders(*found.paths)
        else:
            self.setup.authorized.choose(found.paths)

    def may_close(self) -> bool:
        """Ask where a run is in progress."""
        return not self.is_training or self.training.may_close()

    def _prepare(self, run: Path, make_job: MakeJob) -> None:
        """Read what a run has behind it, then train it."""
        self._next_job = make_job
        self._preparing.start(partial(read_run, run))

    def _train_on(self, record: RunRecord) -> None:
        make_job, self._next_job = self._next_job, None
        if make_job is not None:
            setting = RunSetting(history=record.history, scenario=record.summary.scenario)
            self._train(record.summary.title, make_job, record.summary.path, setting)

    def _train(self, title: str, make_job: MakeJob, run: Path, setting: RunSetting) -> None:
        if self.is_training:
            sentence = self.tr("A run is training already; wait for its end or stop it first.")
            self.context.say(Message(sentence, "warning"))
        else:
            self.training.begin(title, make_job, run, setting)
        self.interrupted.dismiss()
        self.show_training()

    def _finish(self, outcome: "ProtectOutcome") -> None:
        self.open_run(outcome.training.run)

    def _extend_shown(self, epochs: int) -> None:
        if self._record is not None:
            self.extend(self._record.summary.path, epochs)

    def _show_record(self, record: RunRecord) -> None:
        self._record = record
        self.results.show_record(record)
        self._show("results", self.results)

    def _tell(self, failure: Failure) -> None:
        self.context.say(failure_message(failure))

    def _show(self, name: View, view: QWidget) -> None:
        self._front = name
        self._view = view
        self._stack.setCurrentWidget(view)
        self._update_header()
        self.enter()

    def enter(self) -> None:
        """Take the keyboard's focus into the view in front."""
        enter(self._view, self.title.text())

    def _update_header(self) -> None:
        titles: dict[View, str] = {
            "setup": self.tr("Protect a model"),
            "training": self.tr("Training"),
            "results": self.tr("Result"),
            "runs": self.tr("Earlier runs"),
        }
        self.title.setText(titles[self._front])
        self.setup_button.setVisible(self._front in {"training", "runs"} and not self.is_training)  # results have one
        self.training_button.setVisible(self.is_training and self._front != "training")
        self.runs_button.setVisible(self._front != "runs")
