"""Offers to go on with a training that a crash or a closed window interrupted."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.context import WindowContext
from ipclip_app.gui.page import MARGIN, labelled
from ipclip_app.jobs.runs import RunSummary, list_runs
from ipclip_app.progress import Job


class InterruptedStrip(QWidget):
    """Names the latest unfinished run; hidden while there is none.

    Args:
        context: What the page works with.
    """

    resumed = Signal(object)

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._run: Path | None = None
        frame = QFrame()
        frame.setProperty("role", "message")
        frame.setProperty("severity", "info")
        self.text = labelled("", "")
        self.resume_button = QPushButton(self.tr("Go on &with it"))
        self.dismiss_button = QPushButton(self.tr("Not now"))
        self.dismiss_button.setProperty("role", "quiet")
        self.resume_button.clicked.connect(self._resume)
        self.dismiss_button.clicked.connect(self.dismiss)
        row = QHBoxLayout(frame)
        row.addWidget(self.text, 1)
        row.addWidget(self.resume_button)
        row.addWidget(self.dismiss_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN // 3, MARGIN, 0)
        layout.addWidget(frame)
        self.hide()

    def look(self) -> None:
        """Look for unfinished runs in the background."""
        thread = self._context.background.prepare(self._list)
        thread.succeeded.connect(self._offer)
        thread.start()

    def dismiss(self) -> None:
        """Offer nothing any more."""
        self._run = None
        self.hide()

    def _list(self) -> Job[list[RunSummary]]:
        from ipclip_app.jobs.run_folder import RunFolder

        runs = yield from list_runs(self._context.settings.now.runs)
        unfinished = (run for run in runs if run.state == "unfinished" and run.epochs)
        return [run for run in unfinished if not RunFolder(run.path).is_busy]  # another window may train it

    def _offer(self, unfinished: list[RunSummary]) -> None:
        if not unfinished:
            return
        latest = unfinished[0]
        self._run = latest.path
        sentence = self.tr("The training “{title}” was interrupted after epoch {done} of {planned}; nothing is lost.")
        self.text.setText(sentence.format(title=latest.title, done=latest.epochs, planned=latest.planned))
        self.show()

    def _resume(self) -> None:
        if self._run is not None:
            self.resumed.emit(self._run)
