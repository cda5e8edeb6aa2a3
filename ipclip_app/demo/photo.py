"""The style `photo`: lit, rounded bodies before a blurred backdrop, with lens and sensor."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ipclip_app.demo.canvas import Plane, blurred, mask, plane, smooth_noise, to_image
from ipclip_app.demo.geometry import Points
from ipclip_app.demo.parts import Colour, luminance
from ipclip_app.demo.scenes import Scene

Pixels = NDArray[np.float32]

_OVERSAMPLING = 2
_RELIEF = 0.02  # radius of a body's rounded rim, a share of the side
_MUTE = 0.25  # daylight through a lens is less colourful than paint


def render(scene: Scene, size: int, rng: np.random.Generator) -> Image.Image:
    """Draw the scene as a photograph, RGB, `size` pixels square."""
    side = size * _OVERSAMPLING
    pixels = _backdrop(scene, side, rng)
    light = _light(rng)
    _cast_shadow(pixels, scene, light, side)
    grain = 1 + 0.05 * smooth_noise(rng, side, side // 4)[..., None]
    for part in scene.parts:
        _paint_body(pixels, part.points, part.colour, light, grain)
    return _expose(to_image(pixels, size), rng)


def _light(rng: np.random.Generator) -> tuple[float, float]:
    """Direction towards the light in the picture's plane: from above, left or right."""
    angle = rng.uniform(-2.6, -0.55)
    return float(np.cos(angle)), float(np.sin(angle))


def _backdrop(scene: Scene, side: int, rng: np.random.Generator) -> Pixels:
    """Out of focus: a soft horizon between two uneven, muted colours."""
    height = np.linspace(0, 1, side, dtype=np.float32)[:, None]
    tilt = rng.uniform(-0.15, 0.15) * np.linspace(-0.5, 0.5, side, dtype=np.float32)[None, :]
    share = 1 / (1 + np.exp((scene.horizon + tilt - height) * rng.uniform(8, 30)))
    clouds = 0.13 * smooth_noise(rng, side, 4) + 0.1 * smooth_noise(rng, side, 9) + 0.05 * smooth_noise(rng, side, 24)
    dim = rng.uniform(0.78, 1.08)
    mixed = np.array(_muted(scene.far)) * (1 - share[..., None]) + np.array(_muted(scene.near)) * share[..., None]
    pixels: Pixels = (mixed * dim * (1 + clouds[..., None])).astype(np.float32)
    return pixels


def _muted(colour: Colour) -> Colour:
    grey = luminance(colour) * _MUTE
    red, green, blue = (channel * (1 - _MUTE) + grey for channel in colour)
    return red, green, blue


def _cast_shadow(pixels: Pixels, scene: Scene, light: tuple[float, float], side: int) -> None:
    """Darken the backdrop beside the object, away from the light."""
    whole = Image.new("L", (side, side))
    offset = np.array(light) * -0.045
    for part in scene.parts:
        shape = mask(part.points + offset, side)
        whole.paste(255, mask=shape)
    pixels *= 1 - 0.5 * blurred(whole, side * 0.025)[..., None]


def _paint_body(pixels: Pixels, points: Points, colour: Colour, light: tuple[float, float], grain: Pixels) -> None:
    """Paint one part with a rounded rim: Lambert's cosine on the slope of its softened mask."""
    side = pixels.shape[0]
    shape = mask(points, side)
    lit = _brightness(blurred(shape, side * _RELIEF), light)[..., None]
    shine = np.clip(lit - 1.25, 0, 1) * 0.6
    cover = plane(shape)[..., None]
    pixels += cover * (np.array(_muted(colour), dtype=np.float32) * lit * grain + shine - pixels)


def _brightness(relief: Plane, light: tuple[float, float]) -> Plane:
    """Light on a relief, shape (side, side), 1 where it is flat."""
    down, right = np.gradient(relief)
    slope = -(right * light[0] + down * light[1]) * relief.shape[0] * _RELIEF * 1.3
    fall = np.linspace(1.1, 0.82, relief.shape[0], dtype=np.float32)[:, None]
    lit: Plane = np.clip(1 + slope, 0.3, 1.7) * fall
    return lit


def _expose(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Lens and sensor: softness, darker corners, a tint of the light, noise."""
    pixels = np.stack([blurred(channel, rng.uniform(0.3, 0.7)) for channel in image.split()], axis=-1)
    axis = np.linspace(-1, 1, image.width, dtype=np.float32) ** 2
    corners = 1 - 0.17 * (axis[:, None] + axis[None, :])
    warmth = rng.uniform(-0.06, 0.06)
    tint = np.array([1 + warmth, 1.0, 1 - warmth]) * rng.uniform(0.92, 1.12)
    noise = rng.normal(0, rng.uniform(0.012, 0.028), pixels.shape)
    return to_image((pixels * corners[..., None] * tint + noise).astype(np.float32), image.width)
