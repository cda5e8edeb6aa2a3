"""Numbers as the owner reads them, in the language's own notation."""

from typing import Final

from PySide6.QtCore import QLocale

MISSING: Final = "\N{EN DASH}"
"""Stands where a figure has no meaning."""
WHOLE: Final = 100


def number(value: float | None, digits: int = 1) -> str:
    """A number with so many decimals."""
    return MISSING if value is None else QLocale().toString(float(value), "f", digits)


def percent(value: float | None) -> str:
    """A percentage, 0 to 100, in whole numbers; but 100% and 0% mean all and none."""
    if value is None:
        return MISSING
    nearly = 0 < value < 1 or WHOLE - 1 < value < WHOLE
    return number(value, 1 if nearly else 0) + "%"


def share(value: float | None) -> str:
    """A share of 0 to 1 as a percentage."""
    return percent(None if value is None else value * WHOLE)


def ratio(value: float | None, bound: float | None) -> float | None:
    """What part of the bound is reached; None where either is missing or the bound is zero."""
    return value / bound if value is not None and bound else None
