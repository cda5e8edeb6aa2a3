"""Flat styles: smoothed areas in few colours, with outlines, on white or coloured ground."""

from typing import Final

import numpy as np
from PIL import Image

from ipclip_app.data.style_colour import vivid
from ipclip_app.data.style_edges import draw_lines
from ipclip_app.data.style_pixels import (
    Pixels,
    chance,
    luminance,
    mixed,
    random_colour,
    to_image,
    to_pixels,
)
from ipclip_app.data.style_regions import foreground, smoothed_within_edges

_PALETTE_SIDE: Final = 56


def cartoon(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Few bright colours in even areas with dark outlines."""
    return _outlined(_coloured(pixels, rng), pixels, rng)


def cartoon_on_white(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """A cartoon whose surroundings are left white (or one pale colour)."""
    flat = _coloured(pixels, rng)
    thing = foreground(pixels, rng.uniform(0.3, 0.65), 0.06)
    ground = np.ones(3, np.float32) if chance(rng, 0.8) else random_colour(rng, 0.6, 1)
    inner = 1 - draw_lines(pixels, rng) * np.float32(rng.uniform(0.5, 1))
    outline = 1 - draw_lines(np.repeat(1 - thing[..., None], 3, axis=2), rng)
    return mixed(ground, flat * inner[..., None], thing[..., None]) * outline[..., None]


def poster(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Few colours without outlines, moved to other hues."""
    flat = flattened(pixels, rng)
    return np.clip(flat + rng.normal(0, 0.1, 3).astype(np.float32), 0, 1) ** np.float32(np.exp(rng.normal(0, 0.3)))


def cut_out_on_white(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """The picture's middle on an even, mostly white ground, as in a catalogue."""
    ground = np.ones(3, np.float32) if chance(rng, 0.7) else random_colour(rng, 0.3, 1)
    thing = foreground(pixels, rng.uniform(0.35, 0.7), rng.uniform(0.05, 0.4))
    return mixed(ground, pixels, thing[..., None])


def flattened(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Smoothed within edges and reduced to few colours."""
    smooth = smoothed_within_edges(smoothed_within_edges(pixels, rng.uniform(1.5, 3)), rng.uniform(1, 2))
    colours = int(rng.integers(5, 17))
    image = to_image(smooth)
    small = image.reduce(max(1, min(image.size) // _PALETTE_SIDE))  # the search for colours takes long
    palette = small.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few = palette if small.size == image.size else image.quantize(palette=palette, dither=Image.Dither.NONE)
    return to_pixels(few.convert("RGB"))


def _coloured(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Few colours, brighter and more saturated, at times other ones."""
    chosen = vivid(pixels, None, rng) if chance(rng, 0.3) else pixels
    bright = np.clip(chosen, 0, 1) ** np.float32(rng.uniform(0.5, 1))
    return _saturated(flattened(bright, rng), rng.uniform(1.2, 2.5))


def _saturated(pixels: Pixels, factor: float) -> Pixels:
    return np.clip(mixed(luminance(pixels)[..., None], pixels, factor), 0, 1)


def _outlined(flat: Pixels, pixels: Pixels, rng: np.random.Generator) -> Pixels:
    return flat * (1 - draw_lines(pixels, rng)[..., None] * np.float32(rng.uniform(0.7, 1)))
