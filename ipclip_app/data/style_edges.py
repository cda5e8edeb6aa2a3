"""Line drawings of a picture: pencil, ink, chalk, on paper of any colour."""

from typing import Final

import numpy as np
from PIL import Image

from ipclip_app.data.style_pixels import (
    Pixels,
    blurred,
    chance,
    luminance,
    mixed,
    random_colour,
    rescaled,
    resized,
    spectral_noise,
    step,
    unit,
)
from ipclip_app.data.style_regions import foreground, smoothed_within_edges

_FAINT: Final = 0.06
"""What is drawn more faintly stays white: paper is even."""

_FINE_SIDE: Final = 144
"""Smaller pictures are enlarged before lines are drawn: a line is thinner than their pixels."""


def pencil(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Dark lines on white paper, of the whole picture or of the thing in its middle."""
    lines = draw_lines(pixels, rng)
    if chance(rng, 0.6):
        lines = lines * foreground(pixels, rng.uniform(0.3, 0.7), 0.1)
    shade = np.float32(rng.uniform(0, 0.35))
    return np.repeat(1 - lines[..., None] * (1 - shade), 3, axis=2)


def pencil_with_shading(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Dark lines with soft, grainy tones where the picture is dark."""
    lines = draw_lines(pixels, rng)
    dark = 1 - rescaled(blurred(luminance(pixels), unit(pixels)))
    grain = np.clip(spectral_noise(rng, lines.shape, 0.4) * np.float32(0.35) + 1, 0, 2)
    tone = np.clip(dark * grain * np.float32(rng.uniform(0.3, 0.7)), 0, 1)
    paper = np.float32(rng.uniform(0.85, 1))
    return np.repeat((paper * (1 - np.maximum(lines * np.float32(0.85), tone)))[..., None], 3, axis=2)


def chalk(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """White or pale lines on black or a dark board."""
    lines = draw_lines(pixels, rng)[..., None]
    board = random_colour(rng, 0, 0.25) if chance(rng, 0.5) else np.zeros(3, np.float32)
    return mixed(board, random_colour(rng, 0.8, 1), lines)


def ink_on_paper(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Lines in a dark colour on toned, uneven paper."""
    lines = draw_lines(pixels, rng)[..., None]
    paper = random_colour(rng, 0.55, 0.95)
    unevenness = spectral_noise(rng, lines.shape, rng.uniform(0.5, 1.5))[..., None] * np.float32(0.04)
    return mixed(paper + unevenness, random_colour(rng, 0, 0.35), lines)


def draw_lines(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Where a draughtsman would draw: a thresholded difference of Gaussians (Winnemoeller et al. 2012), (H, W), 0 to 1.

    Width, density and wobble of the lines are drawn.
    """
    shape = pixels.shape
    grey = luminance(pixels)
    even = smoothed_within_edges(grey, rng.uniform(1, 2), rng.uniform(0.05, 0.15))
    plane = _enlarged(mixed(grey, even, rng.uniform(0.3, 1)))
    scale = unit(plane)
    width = rng.uniform(0.5, 1.3) * scale
    response = blurred(plane, width * 1.6) - blurred(plane, width)
    strength = np.quantile(np.abs(response), rng.uniform(0.9, 0.97)) + 0.004
    contour = np.maximum(step(response / np.float32(strength), 0.7, 0.8) - _FAINT, 0) / np.float32(1 - _FAINT)
    if chance(rng, 0.5):
        pressure = 1 + np.float32(0.35) * spectral_noise(rng, contour.shape, 0.8)
        contour = np.clip(contour * pressure, 0, 1)
    return np.clip(
        resized(contour, shape, Image.Resampling.BOX if shape[0] < plane.shape[0] else Image.Resampling.BICUBIC), 0, 1
    )


def _enlarged(plane: Pixels) -> Pixels:
    short = min(plane.shape)
    factor = min(3, -(-_FINE_SIDE // short)) if short < _FINE_SIDE else 1
    return resized(plane, (plane.shape[0] * factor, plane.shape[1] * factor)) if factor > 1 else plane
