"""The picture of a heat map can be read by everyone, whatever the domains are called."""

import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from ipclip_app.config import SCENARIOS
from ipclip_app.jobs.experiment_plan import Cell, ExperimentPlan
from ipclip_app.jobs.experiment_table import ExperimentTable
from ipclip_app.jobs.heat_map import heat_map
from ipclip_app.jobs.heat_map_drawing import _colour, _ink, _luminance, draw_heat_map
from ipclip_app.jobs.picture import SCALE, Box, Line

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_every_mean_and_deviation_is_told(small_table: ExperimentTable):
    shown = texts(draw_heat_map(heat_map(small_table, "target-specified", "default")).to_svg())

    for text in ("Target-specified, default preset", "89.0", "± 1.4", "12.0", "± 2.8", "guessing 25.0%"):
        assert text in shown
    assert shown.count("photo") == shown.count("sketch") == 2


def test_cells_tell_a_pointer_who_they_are(small_table: ExperimentTable):
    svg = draw_heat_map(heat_map(small_table, "target-specified", "default")).to_svg()

    assert "<title>photo → sketch: 12.0 ± 2.8 %, 2 seeds</title>" in svg


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_overlaps_and_everything_lies_within_the_picture(small_plan: ExperimentPlan, scenario: str):
    cells = tuple(Cell(scenario, "reference", name, "", 0) for name in small_plan.domains)
    if scenario == "target-specified":
        cells = tuple(Cell(scenario, "reference", *pair, 0) for pair in small_plan.pairs)
    picture = draw_heat_map(heat_map(ExperimentTable(replace(small_plan, cells=cells)), scenario, "reference"))

    boxes = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.tip]
    lines = [shape for shape in picture.shapes if isinstance(shape, Line)]
    for index, box in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = other.x >= box.x + box.width or other.y >= box.y + box.height or other.x + other.width <= box.x
            assert apart
    assert all(0 <= shape.x <= picture.width and 0 < shape.y <= picture.height for shape in (*boxes, *lines))


def test_names_are_no_markup_and_long_ones_are_cut():
    name = "<b>&\"'\x01" + "x" * 80
    plan = ExperimentPlan(
        {name: Path("a"), "b": Path("b")}, ((name, "b"),), (Cell("ownership", "default", name, "", 0),)
    )

    svg = draw_heat_map(heat_map(ExperimentTable(plan), "ownership", "default")).to_svg()

    assert "<b>&\"'\ufffd" + "x" * 14 + "…" in texts(svg)


def test_text_stands_out_on_every_colour():
    for percent in range(101):
        back, ink = sorted((_luminance(_colour(percent)), _luminance(_ink(_colour(percent)))))
        assert (ink + 0.05) / (back + 0.05) >= 4.5


def test_lightness_falls_steadily_so_that_no_hue_is_needed_to_read_it():
    lightness = [_luminance(_colour(percent)) for percent in range(101)]

    assert all(before > after for before, after in pairwise(lightness))


def test_colours_of_a_dark_page_are_there(small_table: ExperimentTable):
    svg = draw_heat_map(heat_map(small_table, "ownership", "default")).to_svg()

    assert re.search(r"@media \(prefers-color-scheme:dark\)\{\.paper\{fill:#15181c\}", svg)


def test_png_is_the_same_picture(small_table: ExperimentTable):
    picture = draw_heat_map(heat_map(small_table, "target-specified", "default"))

    with Image.open(io.BytesIO(picture.to_png())) as image:
        assert image.size == (picture.width * SCALE, picture.height * SCALE)
        cell = next(shape for shape in picture.shapes if isinstance(shape, Box) and shape.tip)
        corner = image.getpixel((round((cell.x + 6) * SCALE), round((cell.y + 6) * SCALE)))
    assert "#" + "".join(f"{value:02x}" for value in corner) == cell.fill
