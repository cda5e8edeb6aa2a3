"""What a run has reported so far, in the shape that plots and table draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ipclip_app.gui.protect.curves import Curve
from ipclip_app.progress import EpochReport, Report, StepReport


@dataclass(frozen=True)
class EpochRow:
    """A finished epoch.

    Attributes:
        epoch: Counted from 1.
        authorized: Validation accuracy of authorized images in percent.
        unauthorized: Of unauthorized images.
        losses: Mean of every loss by its name.
    """

    epoch: int
    authorized: float
    unauthorized: float
    losses: Mapping[str, float] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """How much better the model is on authorized images, percentage points."""
        return self.authorized - self.unauthorized


class TrainingLog:
    """Collects reports.

    Attributes:
        curves: A curve for every loss by its name.
        epochs: The finished epochs.
        chosen: The epoch chosen so far, counted from 1; None before the first.

    Args:
        history: Entries of a run's history, for a run that is gone on with.
    """

    def __init__(self, history: Sequence[Mapping[str, Any]] = ()) -> None:
        self.curves: dict[str, Curve] = {}
        self.epochs: list[EpochRow] = []
        self.chosen: int | None = None
        self._steps: list[StepReport] = []
        for entry in history:
            row = EpochRow(entry["epoch"], entry["authorized"], entry["unauthorized"], entry["losses"])
            self._finish(row, best=entry["best"])

    def add(self, report: Report) -> None:
        """Take a report; those that tell nothing of a loss or an epoch are ignored."""
        if isinstance(report, StepReport):
            self._add_step(report)
        elif isinstance(report, EpochReport):
            row = EpochRow(report.epoch, report.authorized, report.unauthorized, self._means(report.epoch))
            self._finish(row, best=report.best)

    def _add_step(self, report: StepReport) -> None:
        first = self._steps[0] if self._steps else report
        if first.epoch != report.epoch:
            self._steps.clear()
        elif first.total != report.total:
            self._begin_epoch_again(first, report.total / first.total)
        self._steps.append(report)
        for name, value in report.losses.items():
            self.curves.setdefault(name, Curve()).append(report.step, value)

    def _begin_epoch_again(self, first: StepReport, factor: float) -> None:
        """The batch was halved: the epoch runs anew, in more steps than it had."""
        self._steps.clear()
        for curve in self.curves.values():
            curve.begin_again(first.step, factor)

    def _means(self, epoch: int) -> dict[str, float]:
        steps = [report.losses for report in self._steps if report.epoch == epoch]
        names = steps[0] if steps else ()
        return {name: sum(losses[name] for losses in steps) / len(steps) for name in names}

    def _finish(self, row: EpochRow, *, best: bool) -> None:
        self.epochs.append(row)
        if best:
            self.chosen = row.epoch
