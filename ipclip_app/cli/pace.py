"""Words for the durations and amounts of a job's phases."""

from typing import Final

from ipclip_app.progress import EpochReport, PartReport, Report, StepReport

_MINUTE: Final = 60
_MEGABYTE: Final = 10**6


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
    """What a report of training, or of one of several parts, tells beyond its step; empty for other reports."""
    if isinstance(report, PartReport):
        return f"{report.part}: {report.work}" + (f" {report.done}/{report.of}" if report.of else "")
    if isinstance(report, EpochReport):
        accuracies = f"authorized {report.authorized:.1f} %, unauthorized {report.unauthorized:.1f} %"
        return f"epoch {report.epoch}: {accuracies}{', chosen so far' if report.best else ''}"
    return f"epoch {report.epoch}" if isinstance(report, StepReport) else ""
