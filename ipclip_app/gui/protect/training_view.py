"""What is seen of a run while it trains: progress, two live plots, the table of epochs, and its buttons."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ipclip_app.gui.closing_question import ClosingWords, wants_to_close
from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.message_area import Message
from ipclip_app.gui.notices import notice_words
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.phase_strip import PhaseStrip
from ipclip_app.gui.protect.run_progress import RunProgress
from ipclip_app.gui.protect.run_setting import UNKNOWN, RunSetting
from ipclip_app.gui.protect.training_board import TrainingBoard
from ipclip_app.gui.protect.training_controls import TrainingControls
from ipclip_app.gui.protect.training_log import TrainingLog
from ipclip_app.gui.protect.training_run import MakeJob, TrainingRun
from ipclip_app.gui.protect.training_state import ENDED, Event, Stage
from ipclip_app.progress import Notice, Report

TICK_MS: Final = 100
_FEW: Final = 2
"""Notices of one tick that are told one by one."""


class TrainingView(QWidget):
    """Runs one training at a time and shows it.

    `finished` carries the job's result, `failed` a Failure, `continue_requested` the folder of a run to train on;
    `stopped` says that finished epochs are kept, `left` that the owner wants to set up another run.

    Args:
        context: What the page works with.
    """

    finished = Signal(object)
    stopped = Signal()
    discarded = Signal()
    failed = Signal(object)
    left = Signal()
    continue_requested = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._log = TrainingLog()
        self._progress = RunProgress("")
        self.run = TrainingRun(context, self)
        self.title = labelled("", "heading")
        self.strip = PhaseStrip(context.theme)
        self.controls = TrainingControls(context.theme)
        self.board = TrainingBoard(context)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.controls)
        content = QWidget()
        body = QVBoxLayout(content)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(16)
        body.addWidget(self.strip)
        body.addWidget(self.board, 1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(self.controls.question)
        layout.addWidget(self.scroll_area, 1)

    def _connect(self) -> None:
        self.controls.pressed.connect(self.run.apply)
        self.controls.left.connect(self.left)
        self.controls.continue_requested.connect(self._request_continuation)
        self.run.changed.connect(self._show_condition)
        self.run.finished.connect(self.finished)
        self.run.stopped.connect(self.stopped)
        self.run.failed.connect(self.failed)
        self.run.discarded.connect(self.discarded)

    def begin(
        self,
        title: str,
        make_job: MakeJob,
        run: Path,
        setting: RunSetting = UNKNOWN,
    ) -> None:
        """Start a run and show it; only while none is busy.

        Args:
            title: What is trained, in words.
            make_job: Makes the job from a function that tells whether training shall end; called in the thread.
            run: Its folder.
            setting: What else its display depends on.
        """
        self.title.setText(title)
        self.board.name_sides(setting.scenario)
        self._log = TrainingLog(setting.history)
        self._progress = RunProgress(self._device_title(setting.device))
        self.run.begin(make_job, run)
        if setting.history:
            self.run.apply(Event.KEEPS)
        self._timer.start()
        self._tick()

    @property
    def is_running(self) -> bool:
        """Whether anything of the run works in the background."""
        return self.run.condition.is_busy

    def may_close(self) -> bool:
        """Ask before a run is cut short by closing the window; its finished epochs are kept."""
        if not self.is_running:
            return True
        words = ClosingWords(
            self.tr("Training"),
            self.tr("A run is still training. Close the window all the same?"),
            self.tr("Finished epochs are kept; the run can go on from the list of runs."),
            self.tr("&Close the window"),
            self.tr("&Keep training"),
        )
        return wants_to_close(self, words)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Draw what has come while the page was not in front."""
        super().showEvent(event)
        self._draw()

    def _device_title(self, name: str) -> str:
        facts = self._context.engine.facts
        if facts is None:
            return ""
        return next((device.title for device in facts.devices if name in {"auto", device.name}), name)

    def _tick(self) -> None:
        reports = self.run.take()
        for report in reports:
            self._log.add(report)
            self._progress.add(report)
        self._tell_notices([report for report in reports if isinstance(report, Notice)])
        if self.isVisible():
            self._draw()

    def _draw(self) -> None:
        self._show_progress()
        self.board.draw(self._log)

    def _show_condition(self) -> None:
        condition = self.run.condition
        self._progress.run(running=not condition.paused)
        if not condition.is_busy:
            self._timer.stop()
            self._tick()
        self.controls.show_condition(condition, len(self._log.epochs))
        self._show_progress()

    def _show_progress(self) -> None:
        stage = self.run.condition.stage
        if stage in ENDED:
            self._progress.show_end(
                self.strip, self._headline(), done=stage is Stage.DONE, failed=stage is Stage.FAILED
            )
        elif stage is not Stage.IDLE:
            self._progress.show(self.strip, self._headline())

    def _headline(self) -> str:
        condition = self.run.condition
        if condition.paused:
            return self.tr("Paused")
        kept = self.tr("Stopped. What is finished is kept.") if condition.kept else self.tr("Stopped.")
        return {
            Stage.KEEPING: self.tr("Stopping: the best epoch is kept and tested"),
            Stage.STOPPING: self.tr("Stopping after the step in hand"),
            Stage.DISCARDING: self.tr("Discarding after the step in hand"),
            Stage.TRASHING: self.tr("Moving the run to the trash"),
            Stage.DONE: self.tr("Done"),
            Stage.STOPPED: kept,
            Stage.FAILED: self.tr("Failed. The message above tells why and what to do."),
            Stage.DISCARDED: self.tr("Discarded. The run lies in the trash."),
        }.get(condition.stage, "")

    def _tell_notices(self, notices: Sequence[Report]) -> None:
        """Tell a few one by one, many as one message that holds them all."""
        sentences = [notice_words(notice.message) for notice in notices if isinstance(notice, Notice)]
        if len(sentences) <= _FEW:
            for sentence in sentences:
                self._context.say(Message(sentence, "warning"))
            return
        summary = self.tr("{count} notes on this run, the latest: {sentence}")
        text = summary.format(count=len(sentences), sentence=sentences[-1])
        self._context.say(Message(text, "warning", "\n".join(sentences)))

    def _request_continuation(self) -> None:
        self.continue_requested.emit(self.run.folder)
