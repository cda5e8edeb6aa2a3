"""How far a run is: milestones with a tick, a bar for the phase in hand, time, device and memory."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from ipclip_app.gui.icons import line_icon
from ipclip_app.gui.page import labelled, set_property
from ipclip_app.gui.protect.counts import grouped
from ipclip_app.gui.protect.durations import as_clock, in_words
from ipclip_app.gui.protect.phases import Milestone, amount_in_words, milestone_title, work_in_words
from ipclip_app.gui.theme import Theme
from ipclip_app.progress import Report

_ICON: Final = QSize(16, 16)
_FINE: Final = 1000


class PhaseStrip(QFrame):
    """Milestones and times above a bar above what works now.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._current: Milestone | None = Milestone.READ
        self._failed = False
        self.setProperty("role", "card")
        self.steps = {milestone: QLabel(milestone_title(milestone)) for milestone in Milestone}
        self._icons = {milestone: QLabel() for milestone in Milestone}
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of this phase"))
        self.work = labelled("", "heading")
        self.work.setWordWrap(False)  # it would be broken where there is room, since the others in its line grow
        self.amount = labelled("", "muted")
        self.times = labelled("", "muted")
        self.machine = labelled("", "muted")
        self._arrange()
        theme.changed.connect(self._paint)
        self._paint()

    def _arrange(self) -> None:
        milestones = QHBoxLayout()
        milestones.setSpacing(6)
        for milestone in Milestone:
            milestones.addWidget(self._icons[milestone])
            milestones.addWidget(self.steps[milestone])
            milestones.addSpacing(16)
        milestones.addWidget(self.times, 1)
        now = QHBoxLayout()
        now.setSpacing(16)
        now.addWidget(self.work)
        now.addWidget(self.amount, 2)
        now.addWidget(self.machine, 3)
        for label in (self.times, self.machine):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(milestones)
        layout.addWidget(self.bar)
        layout.addLayout(now)

    def show_work(self, report: Report | None, headline: str = "") -> None:
        """Show the phase in hand.

        Args:
            report: Its newest report; None before the first.
            headline: What to say in place of the phase; empty for the phase.
        """
        total = report.total if report else 0
        self.bar.setRange(0, _FINE if total > 1 else 0)
        self.bar.setValue(_FINE * report.step // total if report and total > 1 else 0)
        self.work.setText(headline or work_in_words(report))
        self.amount.setText(amount_in_words(report))

    def show_end(self, headline: str, *, whole: bool) -> None:
        """Show that nothing runs any more; `whole` for a full bar."""
        self.bar.setRange(0, 1)
        self.bar.setValue(int(whole))
        self.work.setText(headline)
        self.amount.setText("")

    def show_milestone(self, current: Milestone | None, *, failed: bool = False) -> None:
        """Tick what lies before `current`, which is None once everything is done; a cross where it failed."""
        if (current, failed) != (self._current, self._failed):
            self._current, self._failed = current, failed
            self._paint()

    def show_times(self, elapsed: float, remaining: float | None) -> None:
        """Show seconds spent, and seconds left of the phase where they can be told."""
        spent = self.tr("{time} elapsed").format(time=as_clock(elapsed))
        left = self.tr("about {time} left").format(time=in_words(remaining)) if remaining is not None else ""
        self.times.setText(" · ".join(filter(None, (left, spent))))

    def show_machine(self, device: str, peak_mb: float | None, peak_gpu_mb: float | None = None) -> None:
        """Show what computes and how much memory the program has needed at most, here and on the GPU, MiB."""
        memory = self.tr("up to {size} MB of memory").format(size=grouped(round(peak_mb))) if peak_mb else ""
        gpu = self.tr("{size} MB on the GPU").format(size=grouped(round(peak_gpu_mb))) if peak_gpu_mb else ""
        self.machine.setText(" · ".join(filter(None, (device, memory, gpu))))

    def _paint(self) -> None:
        for milestone, label in self.steps.items():
            done = self._current is None or milestone < self._current
            now = milestone == self._current
            name, colour, state = self._look(done=done, now=now)
            pixmap = line_icon(name, colour).pixmap(_ICON, self.devicePixelRatioF())
            self._icons[milestone].setPixmap(pixmap)
            set_property(label, "role", "" if done or now else "muted")
            font = label.font()
            font.setBold(now)
            label.setFont(font)
            label.setAccessibleName(f"{label.text()}: {state}")

    def _look(self, *, done: bool, now: bool) -> tuple[str, str, str]:
        colours = self._theme.colours
        if now and self._failed:
            return "error", colours.bad, self.tr("failed")
        if done:
            return "tick", colours.good, self.tr("done")
        return ("play", colours.accent, self.tr("now")) if now else ("ring", colours.muted, self.tr("to come"))
