"""The style `cartoon`: flat, saturated colours inside dark outlines on a flat backdrop."""

import colorsys

import numpy as np
from PIL import Image, ImageDraw

from ipclip_app.demo.canvas import corners
from ipclip_app.demo.parts import Colour, hue_colour
from ipclip_app.demo.scenes import Scene

_OVERSAMPLING = 3
_INK = (24, 20, 30)
_GREYISH = 0.12


def render(scene: Scene, size: int, rng: np.random.Generator) -> Image.Image:
    """Draw the scene as a cartoon, RGB, `size` pixels square."""
    side = size * _OVERSAMPLING
    image = Image.new("RGB", (side, side), _backdrop_colour(rng))
    draw = ImageDraw.Draw(image)
    _draw_ground(draw, scene, side, rng)
    pen = round(side * rng.uniform(0.018, 0.026))
    for part in scene.parts:
        outline = corners(part.points, side)
        draw.polygon(outline, fill=_bytes(_saturated(part.colour)))
        draw.line([*outline, outline[0], outline[1]], fill=_INK, width=pen, joint="curve")
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _backdrop_colour(rng: np.random.Generator) -> tuple[int, int, int]:
    return _bytes(hue_colour(rng.uniform(), rng.uniform(0.15, 0.45), rng.uniform(0.93, 1.0)))


def _draw_ground(draw: ImageDraw.ImageDraw, scene: Scene, side: int, rng: np.random.Generator) -> None:
    """A flat band of ground, a round spot of colour, or nothing."""
    colour = _bytes(_saturated(hue_colour(rng.uniform(), 0.3, 0.93)))
    kind = rng.integers(3)
    if kind == 0:
        draw.rectangle((0, side * scene.horizon, side, side), fill=colour)
    if kind == 1:
        radius = side * rng.uniform(0.36, 0.46)
        draw.ellipse((side / 2 - radius, side / 2 - radius, side / 2 + radius, side / 2 + radius), fill=colour)


def _saturated(colour: Colour) -> Colour:
    """The colour as poster paint; greys stay grey."""
    hue, saturation, value = colorsys.rgb_to_hsv(*colour)
    if saturation < _GREYISH:
        return colour
    return colorsys.hsv_to_rgb(hue, min(1.0, saturation * 1.15 + 0.08), min(1.0, value * 1.08 + 0.05))


def _bytes(colour: Colour) -> tuple[int, int, int]:
    red, green, blue = (round(channel * 255) for channel in colour)
    return red, green, blue
