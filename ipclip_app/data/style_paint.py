"""Painterly styles: patches and strokes of a brush, and the relief of paint and canvas."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy import ndimage

from ipclip_app.data.style_colour import vivid
from ipclip_app.data.style_pixels import (
    Pixels,
    averaged,
    blurred,
    chance,
    luminance,
    mixed,
    single,
    spectral_noise,
    standardized,
    unit,
)

_DIRECTIONS: Final = 6


def oil(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Even patches with firm edges (Kuwahara 1976), strokes along the contours, the relief of thick paint."""
    patches = _with_thin_lines(kuwahara(_recoloured(pixels, rng), rng.uniform(1.2, 3)), pixels)
    return _glazed(_with_relief(brushed(patches, rng, rng.uniform(4, 9)), rng, 0.06), rng)


def brushwork(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Visible strokes whose colours differ from stroke to stroke."""
    tints = rng.normal(0, 0.12, 3).astype(np.float32)
    scattered = _recoloured(pixels, rng) + spectral_noise(rng, pixels.shape, 0.5)[..., None] * tints
    return _glazed(_with_relief(brushed(scattered, rng, rng.uniform(5, 12)), rng, 0.05), rng)


def watercolour(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Pale washes with darker rims on grainy white paper."""
    wash = _with_thin_lines(kuwahara(_recoloured(pixels, rng), rng.uniform(2, 4)), pixels)
    rim = np.abs(wash - blurred(wash, 1.5 * unit(pixels))).mean(2, keepdims=True)
    pigment = 1 + np.float32(0.12) * spectral_noise(rng, pixels.shape, 1.2)[..., None]
    paper = np.float32(0.03) * spectral_noise(rng, pixels.shape, 0.3)[..., None]
    density = (1 - wash) * np.float32(rng.uniform(0.5, 0.8)) * pigment + rim
    return single(1 - density + paper)


def old_canvas(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """A darkened, yellowed painting: varnish, weave, soft brushwork."""
    painted = _with_thin_lines(brushed(kuwahara(pixels, rng.uniform(1, 2)), rng, rng.uniform(3, 6)), pixels)
    varnish = np.array([1, rng.uniform(0.8, 0.95), rng.uniform(0.5, 0.8)], np.float32)
    dim = mixed(painted, luminance(painted)[..., None], rng.uniform(0.2, 0.6)) * varnish
    dark = np.clip(dim, 0, 1) ** np.float32(rng.uniform(1, 1.6))
    return single(dark + _weave(pixels.shape, rng)[..., None] * np.float32(0.03))


def _recoloured(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Every second painter chooses colours of his own."""
    return np.clip(vivid(pixels, None, rng), 0, 1) if chance(rng, 0.5) else pixels


def _with_thin_lines(painted: Pixels, pixels: Pixels) -> Pixels:
    """Thin dark lines, which patches and strokes swallow, drawn again: a sketch consists of nothing else."""
    grey = luminance(pixels)
    side = 2 * max(1, round(1.5 * unit(pixels))) + 1
    depth = ndimage.grey_closing(grey, (side, side), mode="nearest") - grey
    return mixed(painted, pixels, np.clip(depth * np.float32(2) - np.float32(0.3), 0, 1)[..., None])


def kuwahara(pixels: Pixels, radius: float) -> Pixels:
    """Each pixel becomes the mean of the evenest of the four squares that it is a corner of."""
    reach = max(1, round(radius * unit(pixels)))
    mean = averaged(pixels, reach)
    grey = luminance(pixels)
    spread = averaged(grey * grey, reach) - averaged(grey, reach) ** 2
    best, lowest = pixels, np.full(grey.shape, np.inf, np.float32)
    for down, right in ((-reach, -reach), (-reach, reach), (reach, -reach), (reach, reach)):
        candidate = _shifted(spread, down, right)
        better = candidate < lowest
        best = np.where(better[..., None], _shifted(mean, down, right), best)
        lowest = np.where(better, candidate, lowest)
    return best


def brushed(pixels: Pixels, rng: np.random.Generator, length: float) -> Pixels:
    """Smoothed along the contours, `length` units far, so that the grain of the picture becomes strokes."""
    grain = spectral_noise(rng, pixels.shape, 0.2)[..., None] * np.float32(rng.uniform(0.05, 0.14))
    angles = _contour_angles(pixels, rng)
    sector = np.round(angles * (_DIRECTIONS / np.pi)).astype(np.int32) % _DIRECTIONS
    rough = pixels + grain
    result = np.zeros_like(pixels)
    for index, stroke in enumerate(_strokes(rough, max(1, round(length * unit(pixels) / 2)))):
        result = np.where((sector == index)[..., None], stroke, result)
    return result


def _strokes(pixels: Pixels, reach: int) -> Iterator[Pixels]:
    """Means along lines in each of the directions, first to the right, then turning down."""
    steps = range(-reach, reach + 1, max(1, reach // 3))
    for index in range(_DIRECTIONS):
        angle = np.pi * index / _DIRECTIONS
        offsets = [(round(np.sin(angle) * step), round(np.cos(angle) * step)) for step in steps]
        total = np.zeros_like(pixels)
        for down, right in offsets:
            total += _shifted(pixels, down, right)
        yield total / np.float32(len(offsets))


def _contour_angles(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Direction of the contours from the structure tensor, -pi/2 to pi/2; in even areas a slowly turning one."""
    grey = np.pad(blurred(luminance(pixels), unit(pixels)), 1, mode="edge")
    down = grey[2:, 1:-1] - grey[:-2, 1:-1]
    right = grey[1:-1, 2:] - grey[1:-1, :-2]
    reach = 2.5 * unit(pixels)
    drift = spectral_noise(rng, pixels.shape, 2) * np.float32(np.pi)
    across = blurred(right * right - down * down, reach) - np.float32(2e-4) * np.cos(drift)
    twist = blurred(2 * right * down, reach) - np.float32(2e-4) * np.sin(drift)
    return single(np.arctan2(twist, across) / 2 + np.float32(np.pi / 2))


def _shifted(values: Pixels, down: int, right: int) -> Pixels:
    """Moved by whole pixels; what leaves one side comes in at the other."""
    return np.roll(values, (down, right), (0, 1)) if down or right else values


def _with_relief(pixels: Pixels, rng: np.random.Generator, strength: float) -> Pixels:
    """Lit from one side: the brightness and its grain as the height of the paint."""
    height = luminance(pixels)
    slope = height - _shifted(height, *rng.choice(((1, 1), (1, -1), (0, 1), (1, 0))).tolist())
    relief = standardized(slope - blurred(slope, 2 * unit(pixels)))
    return pixels + np.clip(relief, -3, 3)[..., None] * np.float32(strength * rng.uniform(0.2, 1))


def _glazed(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Pulled a little towards a warm or cold ground, with more or less contrast."""
    ground = np.array([0.5, 0.5, 0.5], np.float32) + rng.normal(0, 0.15, 3).astype(np.float32)
    return mixed(pixels, ground, rng.uniform(0, 0.35)) + _weave(pixels.shape, rng)[..., None] * np.float32(0.015)


def _weave(shape: tuple[int, ...], rng: np.random.Generator) -> Pixels:
    """Threads of a canvas, (H, W), about -1 to 1."""
    height, width = shape[:2]
    pitch = rng.uniform(1.5, 3)
    down = np.sin(np.arange(height, dtype=np.float32)[:, None] * np.float32(np.pi / pitch * 2))
    right = np.sin(np.arange(width, dtype=np.float32)[None] * np.float32(np.pi / pitch * 2))
    return single(down * right * (1 + np.float32(0.3) * spectral_noise(rng, shape, 0.5)))
