"""Photographic styles: a drawing's areas get natural colours, textures and light; a lens and a sensor look at it."""

import numpy as np
from scipy import ndimage

from ipclip_app.data.style_colour import muted
from ipclip_app.data.style_paint import kuwahara
from ipclip_app.data.style_pixels import (
    Pixels,
    blurred,
    chance,
    luminance,
    mixed,
    random_colour,
    rescaled,
    spectral_noise,
    step,
    unit,
)
from ipclip_app.data.style_regions import foreground, smoothed_within_edges


def coloured_in(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Every area between lines gets a muted colour, natural texture and light, as if a drawing had become a scene."""
    areas = _areas(pixels, rng)
    textured = areas * _light(pixels.shape, rng) * (1 + np.float32(0.15) * _texture(pixels.shape, rng))
    keep = rng.uniform(0.25, 0.6)
    return photographed(mixed(textured, pixels, keep), rng)


def flat_coloured_in(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Every area between lines gets one even colour; the lines stay."""
    return (_areas(pixels, rng) * rescaled(luminance(pixels))[..., None]) ** np.float32(rng.uniform(0.5, 1))


def natural_texture(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Even areas get the grain of natural surfaces, and all of it light from one side."""
    smooth = smoothed_within_edges(pixels, rng.uniform(1, 2.5), rng.uniform(0.05, 0.15))
    rough = 1 + np.float32(rng.uniform(0.1, 0.3)) * _texture(pixels.shape, rng)
    return photographed(smooth * rough * _light(pixels.shape, rng), rng)


def on_scenery(pixels: Pixels, partner: Pixels | None, rng: np.random.Generator) -> Pixels:
    """The thing shown stands before a blurred backdrop: sky over ground, or a partner out of focus."""
    behind = _backdrop(pixels.shape, rng)
    if partner is not None and chance(rng, 0.3):
        behind = mixed(behind, blurred(partner, 6 * unit(pixels)), 0.5)
    share = foreground(pixels)[..., None]
    return photographed(mixed(behind, pixels, share), rng)


def snapshot(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """What a camera would have seen: smooth surfaces, little colour, light from one side, deep shadows."""
    smooth = smoothed_within_edges(pixels, rng.uniform(1, 3), rng.uniform(0.08, 0.2))
    even = kuwahara(smooth, rng.uniform(1, 2)) if chance(rng, 0.5) else smooth
    lit = np.clip(muted(even, None, rng) * _light(pixels.shape, rng), 0, 1)
    return photographed(lit ** np.float32(rng.uniform(0.8, 1.6)), rng)


def photographed(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Lens, exposure and sensor: softness, white balance, tone curve, noise that grows with the light."""
    soft = np.clip(blurred(pixels, rng.uniform(0.2, 0.9) * unit(pixels)), 0, 1)
    balance = np.exp(rng.normal(0, 0.08, 3)).astype(np.float32)
    toned = step(soft * balance, rng.uniform(0.4, 0.55), rng.uniform(0.7, 1.2))
    noise = rng.standard_normal(pixels.shape, np.float32) * np.float32(rng.uniform(0.002, 0.025))
    return toned + noise * (np.float32(0.5) + toned)


def _areas(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Natural colours for the connected areas of similar brightness, (H, W, 3); lines take their surroundings'."""
    grey = blurred(luminance(pixels), 0.5 * unit(pixels))
    levels = np.quantile(grey, np.sort(rng.uniform(0.1, 0.95, 2)))
    tone = np.digitize(grey, levels)
    labels = np.zeros(grey.shape, np.int32)
    count = 0
    for value in range(3):
        found, number = ndimage.label(tone == value)
        labels = np.where(found > 0, found + count, labels)
        count += number
    palette = np.stack([random_colour(rng, 0.15, 0.85) for _ in range(12)])
    chosen = palette[rng.integers(0, len(palette), count + 1)]
    return blurred(chosen[labels], 0.8 * unit(pixels))


def _light(shape: tuple[int, ...], rng: np.random.Generator) -> Pixels:
    """A gradient and clouds of brightness about 1, (H, W, 1)."""
    height, width = shape[:2]
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * np.float32(rng.normal(0, 0.2))
    right = np.linspace(-1, 1, width, dtype=np.float32)[None] * np.float32(rng.normal(0, 0.15))
    clouds = spectral_noise(rng, shape, 1.8) * np.float32(rng.uniform(0.03, 0.15))
    light: Pixels = np.clip(1 + down + right + clouds, 0.3, 1.7)[..., None]
    return light


def _texture(shape: tuple[int, ...], rng: np.random.Generator) -> Pixels:
    """Natural grain with patches where it is strong, (H, W, 1), deviation about 1."""
    grain = spectral_noise(rng, shape, rng.uniform(0.5, 1.2))
    patches: Pixels = np.exp(np.float32(0.4) * spectral_noise(rng, shape, 1.5))
    return np.multiply(grain, patches)[..., None]


def _backdrop(shape: tuple[int, ...], rng: np.random.Generator) -> Pixels:
    """A soft horizon between two muted colours with natural texture, (H, W, 3)."""
    height = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None]
    wobble = spectral_noise(rng, shape, 2) * np.float32(0.06)
    below = step(height + wobble, rng.uniform(0.3, 0.7), rng.uniform(0.05, 0.3))[..., None]
    far, near = random_colour(rng, 0.5, 0.9), random_colour(rng, 0.2, 0.6)
    rough = 1 + np.float32(0.3) * (np.float32(0.2) + below) * _texture(shape, rng)
    return mixed(far, near, below) * rough
