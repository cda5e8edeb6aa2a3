"""Prints and grain: halftone dots, hatching, stipples, coarse pixels."""

import numpy as np
from PIL import Image

from ipclip_app.data.style_pixels import (
    Pixels,
    chance,
    luminance,
    mixed,
    random_colour,
    rescaled,
    resized,
    single,
    step,
    to_image,
    unit,
)


def halftone(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Every channel as dots whose size tells its strength, each grid turned by an angle of its own."""
    pitch = rng.uniform(3, 5.5) * max(unit(pixels), 0.6)
    angles = rng.uniform(0, np.pi / 2) + np.array([0, 0.5, 1.05]) if chance(rng, 0.6) else [rng.uniform(0, np.pi)] * 3
    grids = np.stack([_grid(pixels.shape, pitch, float(angle)) for angle in angles], axis=2)
    return step(pixels + grids * np.float32(0.45), 0.5, rng.uniform(0.2, 0.6))


def _grid(shape: tuple[int, ...], pitch: float, angle: float) -> Pixels:
    """Hills on a turned square grid, (H, W), -1 to 1."""
    down, right = np.indices(shape[:2], dtype=np.float32) * np.float32(2 * np.pi / pitch)
    turned = right * np.cos(angle) + down * np.sin(angle), down * np.cos(angle) - right * np.sin(angle)
    hills: Pixels = np.cos(turned[0]) + np.cos(turned[1])
    return single(hills / 2)


def hatching(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Engraved: parallel lines that grow wider where the picture is dark."""
    grey = rescaled(luminance(pixels))
    pitch = rng.uniform(2.5, 4.5) * max(unit(pixels), 0.7)
    angle = rng.uniform(0, np.pi)
    down, right = np.indices(grey.shape, dtype=np.float32) * np.float32(2 * np.pi / pitch)
    wave = np.cos(right * np.float32(np.cos(angle)) + down * np.float32(np.sin(angle)) + grey * np.float32(4))
    light = step(grey + wave * np.float32(0.4), 0.45, 0.4)[..., None]
    return mixed(random_colour(rng, 0, 0.25), random_colour(rng, 0.85, 1), light)


def stipple(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Dots of ink, denser where the picture is dark."""
    grey = rescaled(luminance(pixels)) ** np.float32(rng.uniform(0.6, 1.2))
    threshold = 0.5 + rng.uniform(-0.5, 0.5, grey.shape) * rng.uniform(0.6, 1)
    dots = (grey > threshold).astype(np.float32)
    return mixed(random_colour(rng, 0, 0.3), random_colour(rng, 0.8, 1), dots[..., None])


def pixelate(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Coarse squares of one colour each."""
    height, width = pixels.shape[:2]
    side = rng.uniform(2.5, 6) * unit(pixels)
    small = to_image(pixels).resize((max(1, round(width / side)), max(1, round(height / side))), Image.Resampling.BOX)
    planes = [np.asarray(plane, np.float32) / np.float32(255) for plane in small.split()]
    return np.stack([resized(plane, pixels.shape, Image.Resampling.NEAREST) for plane in planes], axis=2)
