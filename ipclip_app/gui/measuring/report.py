"""The measured figures as a table for readers and as a document for programs."""

import os
import platform
from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table

from ipclip_app import __version__
from ipclip_app.gui.measuring.figure import Figure

_LARGE = 100
_WORDS = {True: "yes", False: "no", None: ""}


def as_table(figures: Sequence[Figure]) -> Table:
    """A row a figure, with its goal and whether it is met."""
    table = Table("Measured", "Value", "Goal", "Met", "")
    for column in (1, 2):
        table.columns[column].justify = "right"
    for figure in figures:
        goal = "" if figure.goal is None else f"< {figure.goal:g} {figure.unit}"
        table.add_row(figure.name, f"{_short(figure.value)} {figure.unit}", goal, _WORDS[figure.is_met], figure.detail)
    return table


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= _LARGE else f"{value:.2g}"


def as_document(figures: Mapping[str, Sequence[Figure]]) -> dict[str, Any]:
    """The figures of every part as plain JSON values."""
    return {
        "format": 1,
        "program": __version__,
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "parts": {part: [figure.to_json() for figure in found] for part, found in figures.items()},
    }
