"""Follows a run's reports and tells the strip how far it is and how long it will take."""

import time
from collections.abc import Callable

from ipclip_app.gui.protect.phase_strip import PhaseStrip
from ipclip_app.gui.protect.phases import TRAINING, Milestone, milestone_of
from ipclip_app.gui.protect.stopwatch import Stopwatch
from ipclip_app.jobs.pace import Pace
from ipclip_app.jobs.peak_memory import peak_gpu_memory_mb, peak_memory_mb
from ipclip_app.progress import Notice, Report


class RunProgress:
    """What is known of one run's advance.

    Args:
        device: What computes, in words.
        clock: Gives seconds.
    """

    def __init__(self, device: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._device = device
        self._watch = Stopwatch(clock)
        self._pace = Pace()
        self._milestone = Milestone.READ
        self._trained = False
        self._newest: Report | None = None
        self._remaining: float | None = None

    def add(self, report: Report) -> None:
        """Take a report; notices do not advance anything."""
        if isinstance(report, Notice):
            return
        self._trained = self._trained or report.phase == TRAINING
        self._milestone = milestone_of(report, self._milestone, trained=self._trained)
        self._newest = report
        self._remaining = self._pace.remaining(report, self._watch.seconds())

    def run(self, *, running: bool) -> None:
        """Let time count on, or stand still while the run is paused."""
        self._watch.run(running=running)

    def show(self, strip: PhaseStrip, headline: str = "") -> None:
        """Show what works now.

        Args:
            strip: Where.
            headline: What to say in place of the phase; empty for the phase.
        """
        strip.show_work(self._newest, headline)
        strip.show_milestone(self._milestone)
        strip.show_times(self._watch.seconds(), None if headline else self._remaining)
        strip.show_machine(self._device, peak_memory_mb(), peak_gpu_memory_mb())

    def show_end(self, strip: PhaseStrip, headline: str, *, done: bool, failed: bool) -> None:
        """Show how it ended: `done` in full, `failed`, or neither where it was stopped."""
        self._watch.run(running=False)
        strip.show_end(headline, whole=done)
        strip.show_milestone(None if done else self._milestone, failed=failed)
        strip.show_times(self._watch.seconds(), None)
        strip.show_machine(self._device, peak_memory_mb(), peak_gpu_memory_mb())
