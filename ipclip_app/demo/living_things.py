"""The classes that grow or swim: each function invents one specimen, painted from back to front."""

import numpy as np

from ipclip_app.demo.geometry import circle, ellipse, mirrored, polygon, scallop, shifted, smooth, stroke, turned
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

_GREEN = 0.31


def tree(rng: np.random.Generator) -> Parts:
    """A trunk under a round crown, with or without fruit, or under the tiers of a conifer."""
    leaves = near_hue(rng, 0.09, 0.05) if chance(rng, 0.2) else near_hue(rng, _GREEN, 0.06)
    half = rng.uniform(0.1, 0.17)
    trunk = Part(polygon((-half * 0.8, 0.1), (half * 0.8, 0.1), (half * 1.3, 1.0), (-half * 1.3, 1.0)), WOOD)
    return [trunk, *(_conifer(rng, leaves) if chance(rng, 0.45) else _round_crown(rng, leaves))]


def _conifer(rng: np.random.Generator, leaves: Colour) -> Parts:
    tiers = int(rng.integers(2, 5))
    bottoms = np.linspace(0.62, -0.98 + 1.5 / tiers, tiers)
    widths = np.linspace(rng.uniform(0.6, 0.78), 0.36, tiers)
    rise = 1.9 / tiers + 0.12
    return [
        Part(polygon((-width, bottom), (0, max(bottom - rise, -1)), (width, bottom)), shade(leaves, 0.85 + 0.08 * i))
        for i, (bottom, width) in enumerate(zip(bottoms, widths, strict=True))
    ]


def _round_crown(rng: np.random.Generator, leaves: Colour) -> Parts:
    crown = scallop(0, -0.3, 0.74, int(rng.integers(7, 11)), rng.uniform(0.1, 0.2)) * (rng.uniform(0.85, 1.1), 0.95)
    light = scallop(-0.16, -0.44, 0.36, 7, 0.15)
    parts = [Part(crown, leaves), Part(light, shade(leaves, 1.15))]
    if chance(rng, 0.35):
        spots = rng.uniform((-0.45, -0.7), (0.45, 0.1), (5, 2))
        parts += [Part(circle(x, y, 0.085), (0.82, 0.2, 0.18)) for x, y in spots]
    return parts


def fish(rng: np.random.Generator) -> Parts:
    """A body seen from the side, with tail, fins, an eye and sometimes stripes."""
    body, height = any_colour(rng), rng.uniform(0.4, 0.56)
    fin = shade(body, rng.uniform(0.65, 0.8)) if chance(rng, 0.6) else any_colour(rng)
    fork, belly = rng.uniform(0.4, 0.58), [(0.05, height), (-0.5, height * 0.8)]
    parts = [
        Part(smooth([(0.42, 0), (0.98, -fork), (0.86, 0), (0.98, fork)]), fin),
        Part(smooth([(-0.3, -height * 0.7), (0.02, -height - 0.3), (0.4, -height * 0.45), (0.1, -0.1)]), fin),
        Part(smooth([(-0.98, 0.02), (-0.5, -height * 0.85), (0.05, -height), (0.6, 0), *belly]), body),
    ]
    if chance(rng, 0.6):
        tint = shade(body, 1.6) if chance(rng, 0.5) else shade(body, 0.55)
        parts += [Part(ellipse(x, 0, 0.055, height * 0.78), tint) for x in (-0.24, 0.0, 0.22)[: rng.integers(2, 4)]]
    parts.append(Part(smooth([(-0.2, 0.1), (0.12, 0.3), (0.02, 0.08)]), fin))
    return [*parts, Part(circle(-0.6, -0.12, 0.12), WHITE), Part(circle(-0.62, -0.12, 0.06), DARK)]


def mushroom(rng: np.random.Generator) -> Parts:
    """A pale stem under a domed cap, often with dots."""
    cap = near_hue(rng, 0.02, 0.05) if chance(rng, 0.6) else near_hue(rng, 0.09, 0.04)
    width, dome, foot = rng.uniform(0.75, 0.95), rng.uniform(0.75, 1.0), rng.uniform(0.24, 0.38)
    stem = smooth([(-foot * 0.75, -0.1), (foot * 0.75, -0.1), (foot, 0.9), (0, 0.98), (-foot, 0.9)])
    top = -dome
    outline = smooth([(-width, 0.08), (-width * 0.82, -0.45), (0, top), (width * 0.82, -0.45), (width, 0.08), (0, 0.2)])
    gills = Part(ellipse(0, 0.1, width * 0.9, 0.16), shade(WHITE, 0.8))
    parts = [Part(stem, (0.93, 0.88, 0.78)), gills, Part(outline, cap)]
    if chance(rng, 0.75):
        places = [
            (-0.48, -0.2, 0.13),
            (0.02, -0.5, 0.16),
            (0.45, -0.22, 0.14),
            (-0.12, -0.06, 0.1),
            (0.62, -0.02, 0.07),
        ]
        parts += [Part(ellipse(x * width, y * dome, r, r * 0.85), WHITE) for x, y, r in places[: rng.integers(3, 6)]]
    return parts


def butterfly(rng: np.random.Generator) -> Parts:
    """Four wings with spots about a thin body with two feelers."""
    wing, spot = any_colour(rng), any_colour(rng)
    reach, lift = rng.uniform(0.82, 0.98), rng.uniform(0.68, 0.9)
    upper = smooth([(0.03, -0.05), (0.28, -lift * 0.8), (reach, -lift), (reach * 0.9, -0.12), (0.3, 0.1)])
    lower = smooth([(0.03, 0.0), (0.4, 0.05), (reach * 0.78, 0.3), (0.55, 0.85), (0.2, 0.6)])
    rings = [(circle(reach * 0.68, -lift * 0.62, 0.16), spot), (circle(0.46, 0.42, 0.13), shade(spot, 1.4))]
    right = [(lower, shade(wing, 0.8)), (upper, wing), *rings[: rng.integers(1, 3)]]
    wings = [Part(points, colour) for half in right for points, colour in (half, (mirrored(half[0]), half[1]))]
    feelers = [Part(stroke((0, -0.4), (side * 0.24, -0.85), 0.05), DARK) for side in (-1, 1)]
    return [*wings, *feelers, Part(ellipse(0, 0.05, 0.085, 0.55), shade(WOOD, 0.6))]


def flower(rng: np.random.Generator) -> Parts:
    """Petals about a centre, on a stem with one or two leaves."""
    petals, count = any_colour(rng), int(rng.integers(5, 10))
    green = near_hue(rng, _GREEN, 0.04)
    length, width = rng.uniform(0.33, 0.4), rng.uniform(1.1, 1.5) * 0.9 / count
    start = rng.uniform(0, 2 * np.pi)
    parts = [Part(stroke((0, -0.3), (0, 1.0), 0.09), green)]
    parts += [Part(ellipse(side * 0.27, 0.62, 0.3, 0.11, -side * 0.6), green) for side in (-1, 1)[: rng.integers(1, 3)]]
    petal = ellipse(0.36, 0, length * 0.85, width)
    for i in range(count):
        parts.append(Part(shifted(turned(petal, start + 2 * np.pi * i / count), 0, -0.34), petals))
    centre = hue_colour(0.13, 0.8, 0.92) if chance(rng, 0.7) else hue_colour(0.07, 0.6, 0.4)
    return [*parts, Part(circle(0, -0.34, rng.uniform(0.17, 0.24)), centre)]
