"""Flat styles: smoothed areas in few colours, with outlines, on white or coloured ground."""

import numpy as np
from PIL import Image

from ipclip_app.data.style_edges import draw_lines
from ipclip_app.data.style_pixels import (
    Pixels,
    averaged,
    blurred,
    chance,
    luminance,
    mixed,
    random_colour,
    step,
    to_image,
    to_pixels,
    unit,
)


def cartoon(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Few bright colours in even areas with dark outlines."""
    flat = flattened(pixels, rng)
    colourful = _saturated(flat, rng.uniform(1.2, 2.5))
    return _outlined(colourful, pixels, rng)


def cartoon_on_white(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """A cartoon whose surroundings are left white (or one pale colour)."""
    flat = _saturated(flattened(pixels, rng), rng.uniform(1.2, 2.5))
    ground = np.ones(3, np.float32) if chance(rng, 0.7) else random_colour(rng, 0.6, 1)
    return _outlined(mixed(flat, ground, 1 - foreground(pixels)[..., None]), pixels, rng)


def poster(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Few colours without outlines, moved to other hues."""
    flat = flattened(pixels, rng)
    return np.clip(flat + rng.normal(0, 0.1, 3).astype(np.float32), 0, 1) ** np.float32(np.exp(rng.normal(0, 0.3)))


def cut_out_on_white(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """The picture's middle on an even, mostly white ground, as in a catalogue."""
    ground = np.ones(3, np.float32) if chance(rng, 0.7) else random_colour(rng, 0.3, 1)
    return mixed(pixels, ground, 1 - foreground(pixels)[..., None])


def flattened(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Smoothed within edges and reduced to few colours."""
    smooth = smoothed_within_edges(smoothed_within_edges(pixels, rng.uniform(1.5, 3)), rng.uniform(1, 2))
    colours = int(rng.integers(5, 17))
    few = to_image(smooth).quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return to_pixels(few.convert("RGB"))


def smoothed_within_edges(pixels: Pixels, radius: float, contrast: float = 0.1) -> Pixels:
    """The guided filter of a picture with itself (He et al. 2010): differences below `contrast` are smoothed away.

    Args:
        pixels: (H, W, 3).
        radius: Of its squares, in units that do not depend on the size.
        contrast: 0 to 1.
    """
    reach = max(1, round(radius * unit(pixels)))
    mean = averaged(pixels, reach)
    variance = np.maximum(averaged(pixels * pixels, reach) - mean * mean, 0).mean(2, keepdims=True)
    gain = variance / (variance + np.float32(contrast**2))
    gain, offset = averaged(gain, reach), averaged(mean * (1 - gain), reach)
    return pixels * gain + offset


def foreground(pixels: Pixels) -> Pixels:
    """How likely a pixel shows the thing itself, (H, W), 0 to 1: unlike the border's colours and near the middle."""
    soft = blurred(pixels, 1.5 * unit(pixels))
    codes = (np.clip(soft, 0, 1) * 5.999).astype(np.int32) @ np.array([36, 6, 1], np.int32)
    height, width = codes.shape
    margin = max(1, min(height, width) // 12)
    rim = np.ones((height, width), bool)
    rim[margin : height - margin, margin : width - margin] = False
    outside = np.bincount(codes[rim], minlength=216) / max(1, int(rim.sum()))
    inside = np.bincount(codes[~rim], minlength=216) / max(1, int((~rim).sum()))
    odds = np.log((inside + 0.01) / (outside + 0.01)).astype(np.float32)[codes]
    down, right = (np.linspace(-1, 1, length, dtype=np.float32) for length in codes.shape)
    prior = 1 - np.hypot(down[:, None], right[None]) * np.float32(1.4)
    evidence = blurred(odds * np.float32(0.6) + prior, 3 * unit(pixels))
    return step(evidence, float(np.quantile(evidence, 0.45)), 0.3)


def _saturated(pixels: Pixels, factor: float) -> Pixels:
    return np.clip(mixed(luminance(pixels)[..., None], pixels, factor), 0, 1)


def _outlined(flat: Pixels, pixels: Pixels, rng: np.random.Generator) -> Pixels:
    return flat * (1 - draw_lines(pixels, rng)[..., None] * np.float32(rng.uniform(0.7, 1)))
