"""Styles that change spatial frequencies: Fourier amplitudes, strengths of bands, blur and sharpening."""

import numpy as np
from scipy import fft

from ipclip_app.data.style_pixels import (
    FROM_OPPONENT,
    OPPONENT,
    TINY,
    Pixels,
    blurred,
    frequencies,
    mixed,
    single,
    unit,
)


def mix_amplitudes(pixels: Pixels, partner: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Keep the phases and mix the Fourier amplitudes with a partner's (Xu et al., CVPR 2021).

    Without a partner the amplitudes are those of noise. The mean colour is kept.
    """
    height, width = pixels.shape[:2]
    spectrum = fft.rfft2(pixels, axes=(0, 1))
    amplitude = np.abs(spectrum)
    other = _noise_amplitude(amplitude, rng) if partner is None else np.abs(fft.rfft2(partner, axes=(0, 1)))
    new = mixed(amplitude, other, rng.uniform(0.5, 1))
    new[0, 0] = amplitude[0, 0]
    turned = spectrum * (new / (amplitude + np.float32(TINY)))
    changed: Pixels = fft.irfft2(turned, (height, width), axes=(0, 1)).astype(np.float32)
    return changed


def _noise_amplitude(amplitude: Pixels, rng: np.random.Generator) -> Pixels:
    """1 / f^a amplitudes of the same energy with the scatter of noise, (H, W // 2 + 1, 3)."""
    shape = amplitude.shape
    height, width = shape[0], max(1, (shape[1] - 1) * 2)
    fall = frequencies(height, width)[:, : shape[1]] ** -rng.uniform(0.6, 1.8)
    made = fall[..., None] * rng.rayleigh(0.8, shape).astype(np.float32)
    energy = np.sqrt((amplitude[1:] ** 2).sum() / ((made[1:] ** 2).sum() + TINY))
    return single(made * energy)


def tilt_spectrum(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Multiply the amplitudes by a power of the frequency: softer and hazier, or harsher, than the picture was."""
    height, width = pixels.shape[:2]
    spectrum = fft.rfft2(pixels, axes=(0, 1))
    steepness = rng.choice((-1, 1)) * rng.uniform(0.25, 0.6)
    gain = frequencies(height, width)[..., None] ** np.float32(steepness)
    changed = fft.irfft2(spectrum * gain, (height, width), axes=(0, 1)).astype(np.float32)
    mean, deviation = pixels.mean((0, 1)), pixels.std()
    return single((changed - changed.mean((0, 1))) * (deviation / (changed.std() + np.float32(TINY))) + mean)


def exchange_textures(pixels: Pixels, partner: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Give the bands of a Laplacian pyramid a partner's strengths, overdone, or without a partner drawn ones."""
    bands, rest = _bands(pixels)
    others = _bands(partner)[0] if partner is not None else [None] * len(bands)
    result = rest
    for band, other in zip(bands, others, strict=True):
        wanted = np.exp(rng.normal(0, 0.9)) if other is None else (other.std((0, 1)) / (band.std((0, 1)) + 0.004)) ** 2
        result = result + band * np.clip(wanted, 0.1, 5).astype(np.float32)
    return result


def made_up_bands(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Give the bands of brightness and colour strengths that are drawn, whatever they were."""
    opponent = pixels @ OPPONENT.T
    bands, rest = _bands(opponent)
    grey, colour = np.exp(rng.normal(0, 0.45)), np.exp(rng.normal(0, 0.8))
    tilt = rng.uniform(-0.5, 0.5)
    result = np.zeros_like(rest) + np.array([rng.uniform(0.3, 0.85), *rng.normal(0, 0.06, 2)], np.float32)
    for octave, band in enumerate([*bands, rest - rest.mean((0, 1))]):
        wanted = np.array([grey, colour, colour * rng.uniform(0.6, 1.2)]) * (0.045 * 2 ** (tilt * (octave - 2)))
        result += band * np.clip(wanted / (band.std((0, 1)) + 0.002), 0.2, 4).astype(np.float32)
    return single(result @ FROM_OPPONENT.T)


def _bands(pixels: Pixels) -> tuple[list[Pixels], Pixels]:
    """Differences of ever softer versions, finest first, and the softest."""
    bands = []
    for octave in range(4):
        softer = blurred(pixels, 0.7 * unit(pixels) * 2**octave)
        bands.append(pixels - softer)
        pixels = softer
    return bands, pixels


def blur(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Out of focus."""
    return blurred(pixels, rng.uniform(1.2, 4) * unit(pixels))


def sharpen(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Overdone unsharp masking, with haloes."""
    soft = blurred(pixels, rng.uniform(0.7, 3) * unit(pixels))
    return pixels + (pixels - soft) * np.float32(rng.uniform(1, 4))
