"""Writes what attacks did: tables for spreadsheets and for reading, and a plot."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ipclip_app.jobs.attack_plot import draw_attacks
from ipclip_app.jobs.csv_lines import csv_line
from ipclip_app.storage import write_bytes
from ipclip_app.watermark.attacks.lab_result import AttackResult, LabResult

NAMES: Final = ("attacks.csv", "attacks.md", "attacks.svg", "attacks.png")
_FIGURES: Final = (
    *("detected", "named", "distribution_p", "distribution_effect", "trigger_p", "trigger_effect", "aligned_p"),
    *("by_distribution", "by_triggers"),
)
_UTILITY: Final = ("zero_shot", "image_to_text", "text_to_image")
_LEGEND: Final = (
    "*Found out* is the share of thefts that a test shows at the level of the verdict, *named* that in which it names "
    "the thief. p-values are medians, multiplied by the number of licensees; *aligned* is the distribution test "
    "after dimensions were assigned to each other anew, which the verdict does not use. *First* is the share of thefts "
    "in which the thief is the most likely licensee."
)


def write_attacks(out: Path, lab: LabResult) -> tuple[Path, ...]:
    """Write the files of NAMES, each atomically.

    Raises:
        OutputError: The folder cannot be written.
    """
    picture = draw_attacks(lab)
    contents = ("".join(_csv(lab)).encode(), report(lab).encode(), picture.to_svg().encode(), picture.to_png())
    paths = tuple(out / name for name in NAMES)
    for path, content in zip(paths, contents, strict=True):
        write_bytes(path, content)
    return paths


def _csv(lab: LabResult) -> Iterator[str]:
    yield csv_line(("attack", *_FIGURES, *_UTILITY, "won", "harm"))
    for found in lab.attacks:
        figures = (getattr(found, name) for name in _FIGURES)
        values = ("" if value is None else value for value in figures)
        left = (getattr(found.left, name) for name in _UTILITY)
        yield csv_line((found.attack, *values, *left, found.won, found.harm))


def report(lab: LabResult) -> str:
    """The table as a Markdown document, with the reason why an attack wins."""
    return "\n".join(_lines(lab)) + "\n"


def _lines(lab: LabResult) -> Iterator[str]:
    yield from ("# Attacks on the watermark", "")
    yield (
        f"Mode {lab.mode}, {lab.method}, licensees: {lab.users}; {lab.queries} questions, {lab.trials} thefts judged "
        f"and {lab.lineups} lined up for each attack. Zero-shot accuracy without a watermark: "
        f"{lab.clean.zero_shot:.1f}%, by guessing {lab.chance:.1f}%. {_LEGEND}"
    )
    columns = ("Found out", "Named", "Distribution p", "Triggers p", "Aligned p", "First by distribution")
    yield from ("", _row("Attack", *columns, "First by triggers", "Zero-shot left", "Image to text", "Text to image"))
    yield _row("---", *("---:" for _ in range(9)))
    yield from (_row(*_cells(found)) for found in lab.attacks)
    won = [found for found in lab.attacks if found.won]
    yield from ("", "## Attacks that win", "")
    yield from (f"- {found.attack}: {found.harm}." for found in won)
    if not won:
        yield "None."


def _cells(found: AttackResult) -> Iterator[str]:
    yield f"**{found.attack}**" if found.won else found.attack
    yield from (f"{found.detected:.0%}", f"{found.named:.0%}")
    for value in (found.distribution_p, found.trigger_p, found.aligned_p):
        yield "-" if value is None else f"{value:.2g}"
    for share in (found.by_distribution, found.by_triggers):
        yield "-" if share is None else f"{share:.0%}"
    yield from (f"{getattr(found.left, name):.1f}%" for name in _UTILITY)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
