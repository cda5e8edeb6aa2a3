"""Writes a bundle in the background and shows that below a form."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.job_thread import Failure
from ipclip_app.gui.latest_job import LatestJob
from ipclip_app.gui.message_area import say_notices
from ipclip_app.gui.page import labelled
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.export import ExportOutcome


class Writing(QWidget):
    """An error, a bar and the buttons that begin and leave.

    Args:
        context: What the page works with.
        words: Text of the button that begins.
    """

    asked = Signal()
    written = Signal(object)
    """An `ExportOutcome`."""
    refused = Signal(object)
    """A `Failure` that the form may tell at one of its fields."""
    left = Signal()

    def __init__(self, context: WindowContext, words: str) -> None:
        super().__init__()
        self._context = context
        self._job = LatestJob(context.background, self)
        self.error = labelled("", "bad")
        self.state = labelled("", "muted")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("The bundle is being written"))
        self.begin_button = QPushButton(words)
        self.begin_button.setProperty("role", "primary")
        self.cancel_button = QPushButton(self.tr("Ca&ncel"))
        self._arrange()
        self._connect()
        self.tell("")

    @property
    def is_running(self) -> bool:
        """Whether a bundle is being written."""
        return self._job.is_running

    def start(self, begin: Callable[[], Job[Any]]) -> None:
        """Write a bundle."""
        self.tell("")
        self._set_busy(True)
        self.state.setText(self.tr("Opening the key, then computing the reference outputs…"))
        self._job.start(begin)
        self.cancel_button.setFocus()

    def tell(self, sentence: str) -> None:
        """Say what is wrong; nothing is being written."""
        self._set_busy(False)
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def leave(self) -> None:
        """Stop what is being written, or leave the form."""
        if self._job.is_running:
            self._job.stop()
            self.tell("")
            self.begin_button.setFocus()
        else:
            self.left.emit()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.begin_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self.error, self.state, self.bar):
            layout.addWidget(widget)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._job.reported.connect(self._tell_notices)
        self._job.succeeded.connect(self._finish)
        self._job.failed.connect(self._fail)
        self._job.cancelled.connect(self._stop)
        self.begin_button.clicked.connect(self.asked)
        self.cancel_button.clicked.connect(self.leave)
        self._context.engine.ready.connect(self._allow)

    def _allow(self) -> None:
        self.begin_button.setEnabled(self._context.engine.is_ready and not self._job.is_running)
        waiting = not self._context.engine.is_ready
        self.begin_button.setToolTip(self.tr("The engine is loading; in a moment.") if waiting else "")

    def _set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a switch
        for widget in (self.state, self.bar):
            widget.setVisible(busy)
        self._allow()
        self.begin_button.setVisible(not busy)

    def _tell_notices(self, reports: list[Report]) -> None:
        say_notices(self._context.say, reports)

    def _finish(self, outcome: "ExportOutcome") -> None:
        self.tell("")
        self.written.emit(outcome)

    def _fail(self, failure: Failure) -> None:
        self.tell("")
        self.refused.emit(failure)

    def _stop(self) -> None:
        self.tell("")
