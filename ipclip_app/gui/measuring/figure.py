"""A measured number with its goal, and how many numbers become one."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Figure:
    """What was measured.

    Attributes:
        name: What it is.
        value: The number.
        unit: Its unit.
        goal: What it shall stay below; None where there is no goal.
        detail: Where or when, in a few words.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    detail: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        return None if self.goal is None else self.value < self.goal

    def to_json(self) -> dict[str, Any]:
        """The figure as plain JSON values."""
        return {**asdict(self), "value": round(self.value, 3), "met": self.is_met}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """The figure that `to_json` told."""
        return cls(*(content[name] for name in ("name", "value", "unit", "goal", "detail")))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least so many percent of the values do not exceed.

    Args:
        values: At least one.
        share: Percent, above 0 up to 100.
    """
    return sorted(values)[math.ceil(len(values) * share / 100) - 1]
