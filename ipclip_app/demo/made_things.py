"""The classes that people make: each function invents one specimen, painted from back to front."""

import numpy as np

from ipclip_app.demo.geometry import Points, arc_band, circle, ellipse, polygon, rectangle, smooth, stroke
from ipclip_app.demo.parts import (
    DARK,
    WHITE,
    WOOD,
    Colour,
    Part,
    Parts,
    any_colour,
    chance,
    hue_colour,
    near_hue,
    shade,
)

_DOOR_ROOM = 0.32
_GLASS: Colour = (0.66, 0.82, 0.92)


def house(rng: np.random.Generator) -> Parts:
    """Walls, a pitched roof, a door, windows and often a chimney."""
    walls = shade(any_colour(rng), 1.55) if chance(rng, 0.7) else any_colour(rng)
    roof, half, eaves = near_hue(rng, 0.02, 0.06), rng.uniform(0.62, 0.82), rng.uniform(-0.25, -0.05)
    ridge = rng.uniform(0.0, 0.4)
    parts = [Part(rectangle(0.3, -0.85, 0.5, eaves), shade(roof, 0.7))] if chance(rng, 0.7) else []
    parts += [
        Part(rectangle(-half, eaves, half, 0.95), walls),
        Part(polygon((-half - 0.15, eaves), (-ridge, -0.95), (ridge, -0.95), (half + 0.15, eaves)), roof),
    ]
    door = rng.choice([-0.38, 0.0, 0.38]) * half
    parts.append(Part(rectangle(door - 0.14, 0.38, door + 0.14, 0.95), shade(any_colour(rng), 0.7)))
    beside = [x for x in (-0.62 * half, 0.0, 0.62 * half) if abs(x - door) > _DOOR_ROOM]
    return parts + [Part(rectangle(x - 0.14, eaves + 0.2, x + 0.14, eaves + 0.5), _GLASS) for x in beside]


def cup(rng: np.random.Generator) -> Parts:
    """A cup with a handle and something to drink, sometimes with a band, a saucer or steam."""
    glaze, half, foot = any_colour(rng), rng.uniform(0.5, 0.64), rng.uniform(0.34, 0.5)
    top, slope = rng.uniform(-0.6, -0.42), (half - foot) * 0.5
    parts = [Part(ellipse(0.02, 0.76, 0.92, 0.16), shade(WHITE, 0.92))] if chance(rng, 0.5) else []
    parts += [
        Part(arc_band(half - 0.02, 0.02, 0.3, 0.13, (-1.5, 1.7)), shade(glaze, 0.85)),
        Part(_cup_side(half, foot, top), glaze),
    ]
    if chance(rng, 0.5):
        parts.append(Part(_taper(half - slope * 0.6, -0.02, half - slope, 0.22), any_colour(rng)))
    drink = hue_colour(0.07, 0.7, rng.uniform(0.25, 0.6))
    parts += [
        Part(ellipse(0, top, half, 0.15), shade(glaze, 1.35)),
        Part(ellipse(0, top + 0.02, half * 0.84, 0.1), drink),
    ]
    if chance(rng, 0.4):
        parts += [Part(_steam(x, top - 0.22), (0.85, 0.87, 0.9)) for x in (-0.2, 0.14)]
    return parts


def _cup_side(half: float, foot: float, top: float) -> Points:
    right = [(half, top), (half * 0.97, 0.1), (foot * 1.08, 0.56), (foot * 0.8, 0.76)]
    return polygon(*right, *((-x, y) for x, y in reversed(right)))


def _taper(upper: float, top: float, lower: float, bottom: float) -> Points:
    return polygon((-upper, top), (upper, top), (lower, bottom), (-lower, bottom))


def _steam(x: float, y: float) -> Points:
    right = [(x + 0.05, y - 0.26), (x + 0.14, y - 0.08), (x + 0.06, y + 0.1)]
    return smooth([(x, y + 0.1), (x + 0.08, y - 0.08), (x, y - 0.26), *right])


def hot_air_balloon(rng: np.random.Generator) -> Parts:
    """A striped envelope with a basket on ropes."""
    first, second = any_colour(rng), any_colour(rng) if chance(rng, 0.6) else WHITE
    waist, width = rng.uniform(0.28, 0.4), rng.uniform(0.6, 0.72)
    parts = [Part(stroke((side * 0.16, waist), (side * 0.13, 0.72), 0.035), DARK) for side in (-1, 1)]
    parts.append(Part(polygon((-0.19, 0.68), (0.19, 0.68), (0.14, 0.98), (-0.14, 0.98)), WOOD))
    gores = [1.0, 0.62, 0.24][: rng.integers(2, 4)]
    return parts + [Part(_envelope(width * share, waist), (first, second)[i % 2]) for i, share in enumerate(gores)]


def _envelope(width: float, waist: float) -> Points:
    right = [(width * 0.72, -0.8), (width, -0.36), (width * 0.72, 0.06), (0.26 * width, waist)]
    return smooth([(0, -0.98), *right, *((-x, y) for x, y in reversed(right))])


def sailboat(rng: np.random.Generator) -> Parts:
    """A hull, a mast and one or two sails, sometimes with a pennant."""
    hull, sail = any_colour(rng), WHITE if chance(rng, 0.6) else any_colour(rng)
    peak, deck, reach = rng.uniform(-0.98, -0.82), rng.uniform(0.42, 0.52), rng.uniform(0.6, 0.82)
    parts = [
        Part(stroke((0, peak), (0, deck), 0.06), WOOD),
        Part(polygon((0.05, peak + 0.08), (reach, deck - 0.1), (0.05, deck - 0.1)), sail),
        Part(_hull(deck), hull),
        Part(polygon((-0.93, deck), (0.95, deck), (0.9, deck + 0.1), (-0.87, deck + 0.1)), shade(hull, 1.5)),
    ]
    if chance(rng, 0.75):
        jib = shade(sail, 0.85) if chance(rng, 0.6) else any_colour(rng)
        parts.append(Part(polygon((-0.06, peak + 0.25), (-0.06, deck - 0.12), (-reach * 0.8, deck - 0.12)), jib))
    if chance(rng, 0.4):
        parts.append(Part(polygon((0, peak), (-0.25, peak + 0.07), (0, peak + 0.15)), any_colour(rng)))
    return parts


def _hull(deck: float) -> Points:
    bottom = [(0.8, deck + 0.28), (0.58, deck + 0.45), (-0.55, deck + 0.45), (-0.78, deck + 0.26)]
    return polygon((-0.93, deck), (0.95, deck), *bottom)


def car(rng: np.random.Generator) -> Parts:
    """A car from the side: body, cabin with windows, two wheels and a lamp."""
    paint, front, rear = any_colour(rng), rng.uniform(-0.55, -0.36), rng.uniform(0.42, 0.72)
    roof, belt = rng.uniform(-0.52, -0.4), rng.uniform(-0.06, 0.02)
    wheel, radius = rng.uniform(0.5, 0.58), rng.uniform(0.2, 0.25)
    hood, boot = (front - 0.06, belt), (rear + 0.1, belt - 0.02)
    nose, tail = [(-0.96, 0.3), (-0.92, belt + 0.08)], [(0.95, belt + 0.08), (0.97, 0.32)]
    cabin = polygon((front, belt + 0.05), (front + 0.24, roof), (rear - 0.16, roof), (rear + 0.05, belt + 0.05))
    parts = [
        Part(cabin, shade(paint, 0.9)),
        Part(smooth([*nose, hood, boot, *tail, (0.6, 0.42), (-0.6, 0.42)]), paint),
        *(Part(pane, _GLASS) for pane in _panes(front, rear, roof + 0.08, belt - 0.02)),
        Part(ellipse(-0.88, 0.14, 0.07, 0.08), hue_colour(0.15, 0.4, 0.98)),
    ]
    for x in (-wheel, wheel):
        parts += [Part(circle(x, 0.4, radius), DARK), Part(circle(x, 0.4, radius * 0.5), (0.75, 0.76, 0.78))]
    return parts


def _panes(front: float, rear: float, top: float, sill: float) -> tuple[Points, Points]:
    left, right = (front + rear) / 2 - 0.01, (front + rear) / 2 + 0.07
    return (
        polygon((front + 0.12, sill), (front + 0.28, top), (left, top), (left, sill)),
        polygon((right, sill), (right, top), (rear - 0.2, top), (rear - 0.08, sill)),
    )
