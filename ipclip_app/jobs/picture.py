"""A picture of boxes and lines of text, written as SVG for light and dark pages or as PNG for light ones."""

import io
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

Anchor = Literal["start", "middle", "end"]

LIGHT: Final[Mapping[str, str]] = {"paper": "#ffffff", "ink": "#1b1f24", "quiet": "#5b6570", "rest": "#eef0f3"}
"""Colours by role: background, text, text of second rank, and surfaces without a value."""
DARK: Final[Mapping[str, str]] = {"paper": "#15181c", "ink": "#e8eaed", "quiet": "#9ba5b0", "rest": "#262b31"}
_FONTS: Final = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif"
_PIL_ANCHORS: Final[Mapping[Anchor, str]] = {"start": "ls", "middle": "ms", "end": "rs"}
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, not even escaped."""
_FONT_FILES: Final = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("segoeui.ttf", "segoeuib.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
)
"""Fonts that systems have, plain and bold."""
SCALE: Final = 2
"""Pixels of a PNG for each unit."""


@dataclass(frozen=True)
class Box:
    """A rectangle; units are pixels of an ordinary screen, counted from the upper left.

    Attributes:
        x: Left edge.
        y: Upper edge.
        width: Its width.
        height: Its height.
        fill: A role of LIGHT, or a colour as `#rrggbb`; empty for none.
        outline: The same of its edge, which is two units wide and lies inside.
        tip: What a pointer that rests on it is told.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    outline: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Line:
    """A line of text.

    Attributes:
        x: Where it starts, ends or has its middle.
        y: Its baseline.
        text: What it says.
        size: Height of the letters.
        fill: A role of LIGHT or a colour.
        anchor: What `x` means.
        bold: Whether it is set in bold.
    """

    x: float
    y: float
    text: str
    size: float = 13
    fill: str = "ink"
    anchor: Anchor = "start"
    bold: bool = False


@dataclass(frozen=True)
class Picture:
    """Shapes in the order in which they are drawn.

    Attributes:
        width: In units.
        height: In units.
        title: What it shows, for whoever cannot see it.
        shapes: Boxes and lines.
    """

    width: float
    height: float
    title: str
    shapes: tuple[Box | Line, ...]

    def to_svg(self) -> str:
        """The picture as a document of its own; colours follow the page's light or dark scheme."""
        size = f'width="{self.width:g}" height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}"'
        body = "\n".join(_svg(shape) for shape in (Box(0, 0, self.width, self.height, "paper"), *self.shapes))
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{_FONTS}">'
        return f"{head}\n<title>{_clean(self.title)}</title>\n{_style()}\n{body}\n</svg>\n"

    def to_png(self) -> bytes:
        """The picture for a light page, SCALE pixels a unit; letters that the font lacks become boxes."""
        image = Image.new("RGB", (round(self.width * SCALE), round(self.height * SCALE)), LIGHT["paper"])
        draw = ImageDraw.Draw(image)
        for shape in self.shapes:
            _paint(draw, shape)
        file = io.BytesIO()
        image.save(file, "PNG", optimize=True)
        return file.getvalue()


def text_width(text: str, size: float) -> float:
    """Roughly how wide a line is, rather too wide than too narrow."""
    return size * sum(0.6 if ord(letter) < 0x1100 else 1.05 for letter in text)  # noqa: PLR2004 - wide scripts begin


def _style() -> str:
    """Rules for every role, light unless the page is dark."""
    light, dark = (_rules(colours) for colours in (LIGHT, DARK))
    return f"<style>{light}@media (prefers-color-scheme:dark){{{dark}}}</style>"


def _rules(colours: Mapping[str, str]) -> str:
    fills = (f".{role}{{fill:{colour}}}.{role}-edge{{stroke:{colour}}}" for role, colour in colours.items())
    return "".join(fills)


def _svg(shape: Box | Line) -> str:
    return _svg_box(shape) if isinstance(shape, Box) else _svg_line(shape)


def _svg_box(box: Box) -> str:
    inset = 1 if box.outline else 0  # the edge is drawn half inside and half outside of the rectangle
    place = f'x="{box.x + inset:g}" y="{box.y + inset:g}"'
    size = f'width="{box.width - 2 * inset:g}" height="{box.height - 2 * inset:g}"'
    roles = [name for name, role in ((box.fill, box.fill), (f"{box.outline}-edge", box.outline)) if role in LIGHT]
    marks = [f'class="{" ".join(roles)}"'] if roles else []
    marks += [] if box.fill in LIGHT else [f'fill="{box.fill or "none"}"']
    marks += ['stroke-width="2"'] if box.outline else []
    marks += [f'stroke="{box.outline}"'] if box.outline and box.outline not in LIGHT else []
    tip = f"<title>{_clean(box.tip)}</title>" if box.tip else ""
    return f"<rect {place} {size} {' '.join(marks)}>{tip}</rect>"


def _svg_line(line: Line) -> str:
    fill = f'class="{line.fill}"' if line.fill in LIGHT else f'fill="{line.fill}"'
    weight = ' font-weight="600"' if line.bold else ""
    place = f'x="{line.x:g}" y="{line.y:g}" font-size="{line.size:g}" text-anchor="{line.anchor}"'
    return f"<text {place} {fill}{weight}>{_clean(line.text)}</text>"


def _clean(text: str) -> str:
    """Text that stands between tags, whatever it holds."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def _paint(draw: ImageDraw.ImageDraw, shape: Box | Line) -> None:
    fill = _paint_of(shape.fill)
    if isinstance(shape, Line):
        place = shape.x * SCALE, shape.y * SCALE
        draw.text(
            place, shape.text, fill, _font(shape.size * SCALE, bold=shape.bold), anchor=_PIL_ANCHORS[shape.anchor]
        )
        return
    edges = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
    left, top, right, bottom = (round(edge * SCALE) for edge in edges)
    draw.rectangle((left, top, right - 1, bottom - 1), fill, _paint_of(shape.outline), 2 * SCALE)


def _paint_of(role: str) -> str | None:
    """The colour of a role or of itself; None for nothing."""
    return LIGHT.get(role, role) or None


@lru_cache
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font of the system with many letters, or the one that Pillow brings, which has few."""
    for names in _FONT_FILES:
        with suppress(OSError):
            return ImageFont.truetype(names[bold], size)
    return ImageFont.load_default(size)
