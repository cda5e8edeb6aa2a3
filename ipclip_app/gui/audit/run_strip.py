"""How far an audit is, in words and as a bar, with what can be done about it."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ipclip_app.gui.audit.audit_run import AuditRun
from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled
from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.protect.durations import in_words
from ipclip_app.gui.theme import Theme

_FINE: Final = 1000
_TELLING_S: Final = 2.0
"""Before that, nobody can say how long it will take."""
_TICK_MS: Final = 500


class RunStrip(QWidget):
    """Words and buttons above a bar.

    Args:
        run: What is told.
        theme: Colours.
    """

    again_asked = Signal()
    clear_asked = Signal()

    def __init__(self, run: AuditRun, theme: Theme) -> None:
        super().__init__()
        self._run = run
        self._theme = theme
        self.words = labelled("", "heading")
        self.words.setWordWrap(False)
        self.amount = labelled("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the audit"))
        self.stop_button = QPushButton(self.tr("S&top"))
        self.again_button = QPushButton(self.tr("Audit a&gain"))
        self.clear_button = QPushButton(self.tr("C&lear"))
        self._arrange()
        self._connect()
        self._paint()
        self.refresh()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.words)
        row.addWidget(self.amount, 1)
        for button in (self.stop_button, self.again_button, self.clear_button):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.bar)

    def _connect(self) -> None:
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self.refresh)
        self._run.changed.connect(self.refresh)
        self.stop_button.clicked.connect(self._run.stop)
        self.again_button.clicked.connect(self._run.again)
        self.clear_button.clicked.connect(self._run.clear)
        self._theme.changed.connect(self._paint)

    def refresh(self) -> None:
        """Tell how far it is now."""
        running = self._run.is_running
        self.stop_button.setVisible(running)
        for button in (self.again_button, self.clear_button):
            button.setVisible(not running)
        self.again_button.setEnabled(self._run.judge is not None)
        report = self._run.report
        done, total = (report.step, report.total) if report else (0, 0)
        self.bar.setVisible(running)
        self.bar.setRange(0, _FINE if total else 0)
        self.bar.setValue(_FINE * done // total if total else 0)
        self.words.setText(self._headline(total))
        self.amount.setText(self._amount(done, total))
        if running != self._clock.isActive():
            self._clock.start() if running else self._clock.stop()

    def _headline(self, total: int) -> str:
        if self._run.is_running:
            return self.tr("Judging images") if total else self.tr("Looking into the folders")
        return {
            "done": self.tr("All judged"),
            "stopped": self.tr("Stopped"),
            "failed": self.tr("The audit failed"),
        }.get(self._run.phase, self.tr("Waiting for a judge"))

    def _amount(self, done: int, total: int) -> str:
        if self._run.is_running and not total:
            return self.tr("{count} files found").format(count=grouped(done)) if done else ""
        if not total:
            return ""
        if self._run.phase == "done":
            words = self.tr("{count} files in {time}")
            return words.format(count=grouped(total), time=in_words(self._run.seconds))
        parts = [self.tr("{done} of {total} files").format(done=grouped(done), total=grouped(total))]
        elapsed = self._run.elapsed
        if self._run.is_running and done and elapsed > _TELLING_S:
            parts.append(self.tr("about {time} left").format(time=in_words(elapsed / done * (total - done))))
        return " · ".join(parts)

    def _paint(self) -> None:
        colours = self._theme.colours
        self.stop_button.setIcon(line_icon("stop", colours.text))
        self.again_button.setIcon(line_icon("refresh", colours.text))
