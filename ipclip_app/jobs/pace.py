"""How fast the phases of a job advance, and how much time is left."""

from dataclasses import dataclass, replace

from ipclip_app.progress import Report


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
