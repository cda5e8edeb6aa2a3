"""Curves and epochs as rows for a file, the header first."""

from collections.abc import Callable, Mapping, Sequence

from ipclip_app.gui.protect.curves import Curve
from ipclip_app.gui.protect.training_log import EpochRow

Rows = Sequence[Sequence[object]]


def loss_rows(curves: Mapping[str, Curve]) -> Callable[[], Rows]:
    """Copy curves that have the same steps; what is returned makes their rows, one a step."""
    steps = next((curve.steps.copy() for curve in curves.values()), None)
    values = {name: curve.values.copy() for name, curve in curves.items()}

    def rows() -> Rows:
        columns = [column.tolist() for column in values.values()]
        counted = [] if steps is None else [round(step) for step in steps.tolist()]
        return [("step", *values), *zip(counted, *columns, strict=True)]

    return rows


def epoch_rows(epochs: Sequence[EpochRow], chosen: int | None) -> Callable[[], Rows]:
    """Copy the epochs; what is returned makes their rows."""
    kept = list(epochs)

    def rows() -> Rows:
        losses = list(dict.fromkeys(name for row in kept for name in row.losses))
        header = ("epoch", "authorized", "unauthorized", "gap", "chosen", *losses)
        return [header, *(_row(row, chosen, losses) for row in kept)]

    return rows


def _row(row: EpochRow, chosen: int | None, losses: Sequence[str]) -> Sequence[object]:
    figures = (row.authorized, row.unauthorized, row.gap)
    means = [row.losses.get(name, "") for name in losses]
    return (row.epoch, *figures, "yes" if row.epoch == chosen else "no", *means)
