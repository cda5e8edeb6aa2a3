"""An object placed in a picture: what every style draws from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from ipclip_app.demo import living_things, made_things
from ipclip_app.demo.geometry import Points, mirrored, turned
from ipclip_app.demo.parts import Colour, Part, Parts, chance, hue_colour

SPECIMENS: Mapping[str, Callable[[np.random.Generator], Parts]] = MappingProxyType(
    {
        "butterfly": living_things.butterfly,
        "car": made_things.car,
        "cup": made_things.cup,
        "fish": living_things.fish,
        "flower": living_things.flower,
        "hot_air_balloon": made_things.hot_air_balloon,
        "house": made_things.house,
        "mushroom": living_things.mushroom,
        "sailboat": made_things.sailboat,
        "tree": living_things.tree,
    }
)
CLASS_NAMES = tuple(SPECIMENS)

_MAX_TILT = 0.28
_MARGIN = 0.03


@dataclass(frozen=True)
class Scene:
    """A posed object and what stands behind it.

    Attributes:
        parts: From back to front; points in shares of the picture's side, 0 to 1 from the top left corner.
        far: Colour of the backdrop's upper part.
        near: Colour of the ground.
        horizon: Height of the ground's edge, a share of the side from the top.
    """

    parts: tuple[Part, ...]
    far: Colour
    near: Colour
    horizon: float


def compose(class_name: str, rng: np.random.Generator) -> Scene:
    """Invent a specimen of a class, pose it and choose a backdrop.

    Raises:
        KeyError: `class_name` is none of `CLASS_NAMES`.
    """
    parts = _posed(SPECIMENS[class_name](rng), rng)
    hue = rng.uniform()
    return Scene(
        parts=parts,
        far=hue_colour(hue, rng.uniform(0.15, 0.45), rng.uniform(0.7, 0.95)),
        near=hue_colour(hue + rng.uniform(0.15, 0.5), rng.uniform(0.2, 0.5), rng.uniform(0.5, 0.85)),
        horizon=rng.uniform(0.55, 0.85),
    )


def _posed(parts: Parts, rng: np.random.Generator) -> tuple[Part, ...]:
    """Mirror, stretch, tilt, scale and shift the object so that it stays inside the picture."""
    flip = chance(rng, 0.5)
    stretch = np.exp(rng.uniform(-0.12, 0.12))
    tilt, size = rng.uniform(-_MAX_TILT, _MAX_TILT), rng.uniform(0.6, 0.9)

    def place(points: Points) -> Points:
        side = mirrored(points) if flip else points
        return turned(side * (stretch, 1 / stretch), tilt)

    outlines = [place(part.points) for part in parts]
    everything = np.concatenate(outlines)
    low, high = everything.min(axis=0), everything.max(axis=0)
    scale = size / float((high - low).max())
    free = 1 - 2 * _MARGIN - (high - low) * scale
    corner = _MARGIN + rng.uniform(0, 1, 2) * free
    return tuple(
        Part((points - low) * scale + corner, part.colour) for part, points in zip(parts, outlines, strict=True)
    )
