"""Draws a heat map: dark where images are recognized, light where they are not."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ipclip_app.config import WHOLE
from ipclip_app.jobs.experiment_plan import WITH_TRIGGER, WITHOUT_TRIGGER
from ipclip_app.jobs.heat_map import HeatCell, HeatMap
from ipclip_app.jobs.picture import Anchor, Box, Line, Picture, text_width

_STOPS: Final = ((0, "#f4f7fb"), (25, "#c9dcee"), (50, "#8fb8da"), (75, "#3f7fb5"), (100, "#0c3b6b"))
"""Percent and colour: one hue whose lightness falls steadily, which reads alike to the colour-blind and in grey."""
_DARK_INK: Final = "#000000"
_LIGHT_INK: Final = "#ffffff"
_CELL: Final = (96.0, 60.0)
_GAP: Final = 3.0
_BREAK: Final = 15.0
"""Between images with and without the trigger, where every domain has both."""
_MARGIN: Final = 24.0
_LONGEST: Final = 22
_REACHED: Final = 116.0
_HEADER: Final = 100.0
_LINE: Final = 17.0
_FOOTER: Final = 74.0
_SCALE: Final = 291.0
_SIZE: Final = 13.0
_SMALL: Final = 11.5


def draw_heat_map(map_: HeatMap) -> Picture:
    """The picture of a heat map, with its scale below and how much protection is reached beside it."""
    left = _MARGIN + max((text_width(_short(name), _SIZE) for name in (*map_.rows, "authorized")), default=0) + 12
    grid = _Grid(map_, left, _MARGIN + _HEADER + _LINE * _name_lines(map_))
    subtitle = _subtitle(map_)
    needed = (grid.right + _REACHED, left + _SCALE, *(_MARGIN + text_width(line, _SMALL) for line in subtitle))
    shapes = (*_heading(map_, subtitle), *grid.shapes(), *_scale(map_, left, grid.bottom + 30))
    return Picture(round(max(needed) + _MARGIN), round(grid.bottom + _FOOTER + _MARGIN), _title(map_), shapes)


class _Grid:
    """The cells with their names, from the upper left corner of the first one."""

    def __init__(self, map_: HeatMap, left: float, top: float) -> None:
        self._map, self._top = map_, top
        self._lefts = dict(zip(map_.columns, _lefts(map_, left), strict=True))
        self._left = left
        self.right = max(self._lefts.values(), default=left) + _CELL[0]
        self.bottom = top + len(map_.rows) * (_CELL[1] + _GAP)

    def shapes(self) -> Iterator[Box | Line]:
        """Names, cells, and the protection reached in each row."""
        middle = self.right + _REACHED / 2
        for text, above in (("W_ua strict,", 24), ("% of its bound", 9)):
            yield Line(middle, self._top - above, text, _SMALL, "quiet", "middle")
        yield Line(self._left - 12, self._top - 9, "authorized", _SMALL, "quiet", "end")
        yield Line(self._left, self._top - 16 - _LINE * _name_lines(self._map), "tested on", _SMALL, "quiet")
        for column in self._map.columns:
            yield from self._column_name(column)
        for place, row in enumerate(self._map.rows):
            top = self._top + place * (_CELL[1] + _GAP)
            base = top + _CELL[1] / 2 + 4.5
            yield Line(self._left - 12, base, _short(row), _SIZE, anchor="end")
            for column in self._map.columns:
                yield from _cell(self._map, row, column, self._lefts[column], top)
            reached = self._map.reached[row]
            if reached is not None:
                yield Line(middle, base, f"{reached:.1f}", 15, anchor="middle", bold=True)

    def _column_name(self, name: str) -> Iterator[Line]:
        """Over two lines where the trigger is part of it."""
        middle = self._lefts[name] + _CELL[0] / 2
        parts = _parts(self._map, name)
        for index, part in enumerate(parts):
            above = 9 + _LINE * (len(parts) - 1 - index)
            yield Line(middle, self._top - above, _short(part), _SMALL if index else _SIZE, anchor="middle")


def _lefts(map_: HeatMap, left: float) -> Iterator[float]:
    """Left edges of the columns."""
    for place, column in enumerate(map_.columns):
        gap = _BREAK if map_.scenario == "authorization" and column.endswith(WITHOUT_TRIGGER) else 0
        yield left + place * (_CELL[0] + _GAP) + gap


def _name_lines(map_: HeatMap) -> int:
    """Lines that the names of columns take."""
    return max((len(_parts(map_, column)) for column in map_.columns), default=1)


def _parts(map_: HeatMap, column: str) -> tuple[str, ...]:
    """A domain, and whether its images bear the trigger, where every domain has both."""
    for addition in (WITH_TRIGGER, WITHOUT_TRIGGER):
        if map_.scenario == "authorization" and column.endswith(f" {addition}"):
            return column.removesuffix(f" {addition}"), addition
    return (column,)


def _cell(map_: HeatMap, row: str, column: str, x: float, y: float) -> Iterator[Box | Line]:
    cell = map_.cells[row, column]
    fill = _colour(cell.mean) if cell.mean is not None else "rest"
    outline = "ink" if cell.authorized else ""
    yield Box(x, y, *_CELL, fill, outline, f"{row} → {column}: {_words(cell)}")
    middle, ink = x + _CELL[0] / 2, _ink(fill) if cell.mean is not None else "quiet"
    if cell.mean is None:
        text = {"waiting": "…", "failed": "failed"}.get(cell.state, "")
        yield Line(middle, y + _CELL[1] / 2 + 4, text, _SMALL, ink, "middle")
        return
    lift = 0 if cell.deviation is None else 6
    yield Line(middle, y + _CELL[1] / 2 + 6 - lift, f"{cell.mean:.1f}", 17, ink, "middle", bold=True)
    if cell.deviation is not None:
        yield Line(middle, y + _CELL[1] / 2 + 17, f"± {cell.deviation:.1f}", _SMALL, ink, "middle")


def _heading(map_: HeatMap, subtitle: tuple[str, ...]) -> Iterator[Line]:
    yield Line(_MARGIN, _MARGIN + 16, _title(map_), 18, bold=True)
    for place, line in enumerate(subtitle):
        yield Line(_MARGIN, _MARGIN + 38 + _LINE * place, line, _SMALL, "quiet")


def _scale(map_: HeatMap, left: float, top: float) -> Iterator[Box | Line]:
    """The colours from 0 to 100 percent, with a mark where guessing would be."""
    steps = 60
    for step in range(steps):
        colour = _colour(WHOLE * step / (steps - 1))
        yield Box(left + step * _SCALE / steps, top, _SCALE / steps + 0.5, 12, colour)
    anchors: tuple[tuple[int, Anchor], ...] = ((0, "start"), (50, "middle"), (100, "end"))
    for percent, anchor in anchors:
        yield Line(left + _SCALE * percent / WHOLE, top + 28, f"{percent}%", _SMALL, "quiet", anchor)
    if map_.chance is not None:
        x = left + _SCALE * map_.chance / WHOLE
        yield Box(x - 1, top - 5, 2, 22, "ink")
        yield Line(x, top - 9, f"guessing {map_.chance:.1f}%", _SMALL, "quiet", "middle")


def _title(map_: HeatMap) -> str:
    return f"{map_.scenario.capitalize()}, {map_.preset} preset"


def _subtitle(map_: HeatMap) -> tuple[str, ...]:
    over = "1 seed" if map_.seeds == 1 else f"mean ± deviation over {map_.seeds} seeds"
    return "Accuracy of the protected model, percent", f"{over}; framed: authorized images"


def _words(cell: HeatCell) -> str:
    if cell.mean is None:
        return {"waiting": "not measured yet", "failed": "failed"}.get(cell.state, "not asked for")
    spread = "" if cell.deviation is None else f" ± {cell.deviation:.1f}"
    return f"{cell.mean:.1f}{spread} %, {cell.seeds} seed{'s' if cell.seeds > 1 else ''}"


def _short(name: str) -> str:
    name = name.replace("_", " ")
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _colour(percent: float) -> str:
    """Colour of an accuracy, 0 to 100, between its neighbouring stops."""
    for (low, first), (high, second) in pairwise(_STOPS):
        if percent <= high:
            share = max(0.0, (percent - low) / (high - low))
            pairs = zip(_channels(first), _channels(second), strict=True)
            return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in pairs)
    return _STOPS[-1][1]


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def _ink(fill: str) -> str:
    """Whichever of both inks stands out more on a colour (WCAG 2.2, contrast ratio)."""
    back = _luminance(fill)
    light, dark = _luminance(_LIGHT_INK), _luminance(_DARK_INK)
    return _LIGHT_INK if (light + 0.05) / (back + 0.05) > (back + 0.05) / (dark + 0.05) else _DARK_INK


def _luminance(colour: str) -> float:
    linear = [((c / 255 + 0.055) / 1.055) ** 2.4 if c > 10 else c / 255 / 12.92 for c in _channels(colour)]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
