"""The table of attacks, for a command that tries them and for the benchmark."""

from collections.abc import Mapping
from typing import Any

from rich.table import Table


def attack_table(lab: Mapping[str, Any]) -> Table:
    """One row for each attack of a lab's document."""
    names = ("Found out", "Thief named", "Distribution p", "Effect", "Triggers p", "Effect", "Aligned p")
    table = Table("Attack", *names, "First by distribution", "First by triggers", "Zero-shot left")
    for each in lab["attacks"]:
        figures = (
            f"{each['distribution_p']:.2g}",
            _number(each["distribution_effect"]),
            f"{each['trigger_p']:.2g}",
            _number(each["trigger_effect"]),
            _number(each["aligned_p"]),
            _percent(each["by_distribution"]),
            _percent(each["by_triggers"]),
        )
        left = f"{each['left']['zero_shot']:.1f}% of {lab['clean']['zero_shot']:.1f}%"
        table.add_row(each["attack"], _percent(each["detected"]), _percent(each["named"]), *figures, left)
    return table


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2g}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"
