"""Shows a job's reports on stderr: bars on a terminal, a plain line now and then elsewhere."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import IO, Final, Self

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from ipclip_app.cli.output import console_of
from ipclip_app.cli.pace import amount, detail, in_words
from ipclip_app.jobs.pace import Pace
from ipclip_app.progress import EpochReport, Notice, Report

INTERVAL: Final = 5.0
"""Seconds between the first plain lines of a phase; they become rarer with its duration."""

_SLOWER: Final = 0.1
_LONGEST: Final = 60.0


class PlainDisplay(AbstractContextManager["PlainDisplay"]):
    """Lines for log files: the first report of a phase, then one per interval."""

    def __init__(self, stream: IO[str], clock: Callable[[], float] = time.monotonic) -> None:
        """Write to `stream`; `clock` gives seconds."""
        self._stream, self._clock = stream, clock
        self._pace = Pace()
        self._due: dict[str, float] = {}
        self._begun: dict[str, float] = {}
        self._epochs: dict[str, str] = {}

    def __exit__(self, *_: object) -> None:
        """Nothing is held."""

    def show(self, report: Report) -> None:
        """Write a line if one is due; notices always are."""
        if isinstance(report, Notice):
            self._write(report.message)
            return
        now = self._clock()
        remaining = self._pace.remaining(report, now)
        if isinstance(report, EpochReport):
            self._epochs[report.phase] = detail(report)
        if now >= self._due.get(report.phase, now):
            self._plan(report.phase, now)
            left = f"about {in_words(remaining)} left" if remaining is not None else ""
            parts = (amount(report), self._epochs.get(report.phase, ""), left)
            self._write(": ".join(filter(None, (report.phase, ", ".join(filter(None, parts))))))

    def _plan(self, phase: str, now: float) -> None:
        elapsed = now - self._begun.setdefault(phase, now)
        self._due[phase] = now + min(_LONGEST, max(INTERVAL, _SLOWER * elapsed))

    def _write(self, line: str) -> None:
        self._stream.write(f"{line}\n")
        self._stream.flush()


class BarDisplay(AbstractContextManager["BarDisplay"]):
    """One bar per phase, with elapsed and remaining time."""

    def __init__(self, stream: IO[str], clock: Callable[[], float] = time.monotonic) -> None:
        """Draw on `stream`; `clock` gives seconds."""
        self._progress = Progress(
            TextColumn("{task.description:<12}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[amount]}"),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}"),
            TextColumn("{task.fields[detail]}", style="dim"),
            console=console_of(stream),
        )
        self._clock = clock
        self._pace = Pace()
        self._tasks: dict[str, TaskID] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self._progress)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the bars as they are."""
        self._stack.close()

    def show(self, report: Report) -> None:
        """Move the phase's bar, or print a notice above the bars."""
        if isinstance(report, Notice):
            self._progress.console.print(report.message, soft_wrap=True)
            return
        task = self._task(report)
        remaining = self._pace.remaining(report, self._clock())
        left = f"{in_words(remaining)} left" if remaining else ""
        self._progress.update(task, completed=report.step, total=report.total or None, amount=amount(report), left=left)
        if text := detail(report):
            self._progress.update(task, detail=text)

    def _task(self, report: Report) -> TaskID:
        phase = report.phase
        if phase not in self._tasks:
            self._finish_others()
            self._tasks[phase] = self._progress.add_task(phase, total=None, amount="", left="", detail="")
        elif self._pace.begins(report):
            self._progress.reset(self._tasks[phase])
        return self._tasks[phase]

    def _finish_others(self) -> None:
        """A phase ends when the next begins, whether or not it could tell its length."""
        for task in self._progress.tasks:
            total = task.total or max(1, task.completed)
            self._progress.update(task.id, total=total, completed=task.completed if task.total else total, left="")
            self._progress.stop_task(task.id)


def display_for(stream: IO[str]) -> PlainDisplay | BarDisplay:
    """The display that suits a stream."""
    return BarDisplay(stream) if stream.isatty() else PlainDisplay(stream)
