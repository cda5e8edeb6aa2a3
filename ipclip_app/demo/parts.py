"""A drawn object: coloured outlines, painted from back to front."""

import colorsys
from dataclasses import dataclass

import numpy as np

from ipclip_app.demo.geometry import Points

Colour = tuple[float, float, float]

DARK: Colour = (0.16, 0.15, 0.17)
WHITE: Colour = (0.96, 0.95, 0.92)
WOOD: Colour = (0.47, 0.31, 0.18)


@dataclass(frozen=True)
class Part:
    """One outline of an object.

    Attributes:
        points: Shape (N, 2), in the object's square.
        colour: Red, green and blue, 0 to 1, as in daylight.
    """

    points: Points
    colour: Colour


Parts = list[Part]


def chance(rng: np.random.Generator, share: float) -> bool:
    """True in `share` (0 to 1) of all draws."""
    return rng.uniform() < share


def hue_colour(hue: float, saturation: float = 0.7, value: float = 0.8) -> Colour:
    """Colour from hue (turns, wraps around), saturation and value (0 to 1)."""
    return colorsys.hsv_to_rgb(hue % 1.0, saturation, value)


def any_colour(rng: np.random.Generator) -> Colour:
    """A lively colour of any hue."""
    return hue_colour(rng.uniform(), rng.uniform(0.55, 0.9), rng.uniform(0.6, 0.92))


def near_hue(rng: np.random.Generator, hue: float, spread: float) -> Colour:
    """A lively colour whose hue lies within `spread` turns of `hue`."""
    return hue_colour(hue + rng.uniform(-spread, spread), rng.uniform(0.5, 0.85), rng.uniform(0.5, 0.85))


def shade(colour: Colour, factor: float) -> Colour:
    """The colour darkened (factor below 1) or lightened towards white (factor above 1, at most 2)."""
    if factor <= 1:
        return colour[0] * factor, colour[1] * factor, colour[2] * factor
    share = factor - 1
    return colour[0] + (1 - colour[0]) * share, colour[1] + (1 - colour[1]) * share, colour[2] + (1 - colour[2]) * share


def luminance(colour: Colour) -> float:
    """Perceived lightness of a colour, 0 to 1 (weights of ITU-R BT.601)."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
