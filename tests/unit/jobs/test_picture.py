"""Pictures are whole documents, whatever is written on them."""

import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from ipclip_app.jobs.picture import LIGHT, SCALE, Box, Line, Picture, text_width

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*shapes: Box | Line) -> Picture:
    return Picture(40, 30, "A title & more", shapes)


def parsed(picture: Picture) -> ET.Element:
    return ET.fromstring(picture.to_svg())  # noqa: S314 - our own


def test_svg_says_what_it_shows_and_how_large_it_is():
    root = parsed(drawn())

    assert (root.get("viewBox"), root.get("role")) == ("0 0 40 30", "img")
    assert root.findtext(f"{SVG}title") == "A title & more"


@pytest.mark.parametrize("text", ["<script>", "a & b", "]]>", "\x00\x1b", "\ud800", "日本 ± é"])
def test_any_text_may_be_written(text: str):
    element = parsed(drawn(Line(1, 2, text))).find(f"{SVG}text")

    assert element is not None
    assert element.text == "".join("\ufffd" if letter in "\x00\x1b\ud800" else letter for letter in text)


def test_roles_become_classes_and_colours_stay():
    boxes = list(parsed(drawn(Box(0, 0, 4, 4, "rest", "ink"), Box(0, 0, 4, 4, "#123456"))).iter(f"{SVG}rect"))

    assert boxes[0].get("class") == "paper"
    assert (boxes[1].get("class"), boxes[1].get("fill")) == ("rest ink-edge", None)
    assert (boxes[2].get("class"), boxes[2].get("fill")) == (None, "#123456")


def test_edge_lies_inside_of_its_box():
    box = list(parsed(drawn(Box(2, 3, 10, 8, "rest", "ink"))).iter(f"{SVG}rect"))[1]

    assert [box.get(name) for name in ("x", "y", "width", "height", "stroke-width")] == ["3", "4", "8", "6", "2"]


def test_png_has_the_colours_of_a_light_page():
    with Image.open(io.BytesIO(drawn(Box(10, 10, 10, 10, "#102030", "ink")).to_png())) as image:
        assert image.size == (40 * SCALE, 30 * SCALE)
        colours = [image.getpixel((x * SCALE, 15 * SCALE)) for x in (2, 10, 15)]
    assert ["#{:02x}{:02x}{:02x}".format(*colour) for colour in colours] == [LIGHT["paper"], LIGHT["ink"], "#102030"]


def test_width_of_text_is_rather_too_large():
    assert text_width("abc", 10) == pytest.approx(18)
    assert text_width("日本", 10) > text_width("ab", 10)
