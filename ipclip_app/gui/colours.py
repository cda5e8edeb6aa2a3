"""The colours of the window by their role, for light and dark; every text has a contrast of at least 4.5 : 1."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Colours:
    """Colours as #RRGGBB.

    Attributes:
        ground: Behind everything.
        rail: Behind the navigation.
        surface: Cards, lists and fields.
        raised: Under the pointer, headers of tables.
        line: Borders and grids.
        edge: Borders that tell where to type or to drop; at least 3 : 1.
        text: Ordinary text.
        muted: Secondary text.
        accent: What can be acted upon, and the keyboard's focus.
        on_accent: Text on `accent`.
        accent_soft: Behind what is chosen.
        good: Authorized, right, done.
        good_soft: Behind `good`.
        bad: Unauthorized, wrong, failed.
        bad_soft: Behind `bad`.
        doubt: Uncertain, warnings.
        doubt_soft: Behind `doubt`.
        series: Curves of a plot, told apart by people who see few colours as well.
    """

    ground: str
    rail: str
    surface: str
    raised: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    bad: str
    bad_soft: str
    doubt: str
    doubt_soft: str
    series: tuple[str, ...]


LIGHT: Final = Colours(
    ground="#f5f6f8",
    rail="#eceef2",
    surface="#ffffff",
    raised="#f0f2f5",
    line="#d5dae1",
    edge="#858f9d",
    text="#1a2230",
    muted="#566172",
    accent="#2b5bd7",
    on_accent="#ffffff",
    accent_soft="#e3eafb",
    good="#157347",
    good_soft="#e0f3e8",
    bad="#b3261e",
    bad_soft="#fbe6e4",
    doubt="#8a5a00",
    doubt_soft="#fdf0d5",
    series=("#2b5bd7", "#c2410c", "#0f766e", "#7c3aed", "#a16207", "#be185d", "#475569"),
)
DARK: Final = Colours(
    ground="#12161c",
    rail="#0d1116",
    surface="#1a2029",
    raised="#232b36",
    line="#323c49",
    edge="#66738a",
    text="#e7ebf1",
    muted="#9ba7b6",
    accent="#7ba4ff",
    on_accent="#0c1424",
    accent_soft="#22335a",
    good="#55c98f",
    good_soft="#173528",
    bad="#ff8a80",
    bad_soft="#43201e",
    doubt="#e6b450",
    doubt_soft="#3b2f15",
    series=("#7ba4ff", "#ff9d5c", "#4fd1c5", "#c4a7ff", "#e6c35a", "#ff8fc0", "#a3b1c2"),
)
