"""Remaining time and amounts of a job's phases."""

from dataclasses import dataclass, replace
from typing import Final

from ipclip_app.progress import EpochReport, Report, StepReport

_MINUTE: Final = 60
_MEGABYTE: Final = 10**6


@dataclass(frozen=True)
class _Stretch:
    """One pass through a phase: when and where it began, how long it is, and the newest step."""

    since: float
    first: int
    total: int
    step: int


class Pace:
    """How fast each phase advances; a phase that begins again with other work is timed anew."""

    def __init__(self) -> None:
        self._stretches: dict[str, _Stretch] = {}

    def begins(self, report: Report) -> bool:
        """Whether the report is the first of its phase, or of the phase's next pass."""
        known = self._stretches.get(report.phase)
        return known is None or report.step < known.step or report.total != known.total

    def remaining(self, report: Report, now: float) -> float | None:
        """Seconds until the end of the report's phase; None while nothing is known.

        Args:
            report: The newest report.
            now: A clock's reading in seconds.
        """
        begun = _Stretch(now, report.step, report.total, report.step)
        stretch = begun if self.begins(report) else replace(self._stretches[report.phase], step=report.step)
        self._stretches[report.phase] = stretch
        done = report.step - stretch.first
        if report.total <= 0 or done <= 0:
            return None
        return (now - stretch.since) / done * (report.total - report.step)


def in_words(seconds: float) -> str:
    """A duration to the precision that a waiting person cares for, for instance `3 min`."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    minutes = round(seconds / _MINUTE)
    return f"{minutes} min" if minutes < _MINUTE else f"{minutes // _MINUTE} h {minutes % _MINUTE} min"


def amount(report: Report) -> str:
    """How much of the phase is done, for instance `12/600`; downloads count in megabytes."""
    unit, suffix = (_MEGABYTE, " MB") if report.phase == "download" else (1, "")
    if report.total > 0:
        return f"{report.step // unit}/{report.total // unit}{suffix}"
    return f"{report.step // unit}{suffix}" if report.step > 0 else ""


def detail(report: Report) -> str:
    """What a report of training tells beyond its step; empty for other reports."""
    if isinstance(report, EpochReport):
        accuracies = f"authorized {report.authorized:.1f} %, unauthorized {report.unauthorized:.1f} %"
        return f"epoch {report.epoch}: {accuracies}{', chosen so far' if report.best else ''}"
    return f"epoch {report.epoch}" if isinstance(report, StepReport) else ""
