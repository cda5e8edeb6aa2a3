"""A heat map in words: its columns, its cells, what it is of."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from ipclip_app.gui.protect.scenario_cards import scenario_words
from ipclip_app.gui.results.figures import number

if TYPE_CHECKING:
    from ipclip_app.jobs.experiment_plan import Cell
    from ipclip_app.jobs.heat_map import HeatMap

translate = QCoreApplication.translate

_ADDITIONS: Final = ("without trigger", "with trigger")
"""What the engine adds to the names of domains; the longer one first, though neither ends with the other."""


def column_lines(name: str) -> tuple[str, ...]:
    """What the images of a column are: the domain, and whether they bear the trigger where that tells them apart."""
    titles = dict(
        zip(_ADDITIONS, (translate("Heat", "without trigger"), translate("Heat", "with trigger")), strict=True)
    )
    for addition, title in titles.items():
        if name == addition:
            return (title,)
        if name.endswith(f" {addition}"):
            return plain(name.removesuffix(f" {addition}")), title
    return (plain(name),)


def plain(name: str) -> str:
    """A domain's name as it is read."""
    return name.replace("_", " ")


def cell_words(heat: "HeatMap", row: str, column: str) -> str:
    """What a cell says, as a sentence for whoever cannot see it."""
    cell, images = heat.cells[row, column], ", ".join(column_lines(column))
    if cell.state == "none":
        return translate("Heat", "{row}, tested on {images}: not asked for.").format(row=plain(row), images=images)
    if cell.state == "waiting":
        return translate("Heat", "{row}, tested on {images}: not measured yet.").format(row=plain(row), images=images)
    if cell.mean is None:
        return translate("Heat", "{row}, tested on {images}: failed.").format(row=plain(row), images=images)
    side = translate("Heat", "authorized") if cell.authorized else translate("Heat", "unauthorized")
    spread = "" if cell.deviation is None else f" ± {number(cell.deviation)}"
    return translate("Heat", "{row}, tested on {images}: {value} % right, {seeds} of {planned} seeds, {side}.").format(
        row=plain(row),
        images=images,
        value=f"{number(cell.mean)}{spread}",
        seeds=cell.seeds,
        planned=heat.seeds,
        side=side,
    )


def recipe_words(preset: str) -> str:
    """How a cell is trained."""
    words = {
        "default": translate("Heat", "what works best here"),
        "reference": translate("Heat", "as in the published code"),
    }
    return words[preset]


def work_words(cell: "Cell") -> str:
    """What a cell measures, in one line."""
    pair = " → ".join(map(plain, filter(None, (cell.authorized, cell.unauthorized))))
    return translate("Heat", "{pair}, {scenario}, {preset}, seed {seed}").format(
        pair=pair, scenario=scenario_words(cell.scenario)[0], preset=recipe_words(cell.preset), seed=cell.seed
    )
