"""Styles that change colours alone: exchanged statistics, gradings, monochrome prints, negatives."""

import numpy as np

from ipclip_app.data.style_pixels import (
    FROM_OPPONENT,
    OPPONENT,
    TINY,
    Pixels,
    blurred,
    chance,
    luminance,
    mixed,
    random_colour,
    single,
    spectral_noise,
    step,
    unit,
)


def vivid(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """A painter's free choice of colours: saturated, different from area to area and between lights and shadows."""
    own = pixels @ OPPONENT.T
    soft = blurred(own, rng.uniform(0.5, 2) * unit(pixels))
    turns = rng.normal(0, 1) * soft[..., 0] + rng.normal(0, 0.15) * spectral_noise(rng, pixels.shape, 2)
    hue = np.float32(2 * np.pi) * (turns + np.float32(rng.uniform()))
    strength = np.float32(rng.uniform(0.03, 0.22)) * (1 + np.float32(0.5) * spectral_noise(rng, pixels.shape, 2))
    chosen = np.stack([own[..., 0], np.cos(hue) * strength, np.sin(hue) * strength], axis=2)
    gain = np.array([1, *np.full(2, rng.uniform(0.5, 2))], np.float32)
    kept = np.array([1, *np.full(2, rng.uniform(0, 1))], np.float32)
    return single((own * gain * kept + chosen * [0, 1, 1]) @ FROM_OPPONENT.T)


def muted(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Little colour, deep shadows and strong light, as under an overcast sky or in a dim room."""
    own = pixels @ OPPONENT.T
    spread = own[..., 1:].std() + np.float32(TINY)
    gain = min(1.5, rng.uniform(0.01, 0.06) / float(spread))
    tint = rng.normal(0, 0.015, 2)
    grey = own[..., 0] - own[..., 0].mean()
    contrast = min(3.0, rng.uniform(0.18, 0.3) / float(grey.std() + TINY))
    toned = step(grey * np.float32(contrast) + np.float32(rng.uniform(0.35, 0.6)), 0.5, 1.0)
    colours = own[..., 1:] * np.float32(gain) + tint.astype(np.float32)
    return single(np.concatenate([toned[..., None], colours], axis=2) @ FROM_OPPONENT.T)


def exchange_colours(pixels: Pixels, partner: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Take over a partner's colour statistics (Reinhard et al. 2001), in a grey, red-green, yellow-blue space.

    Without a partner the statistics are made up.
    """
    own = pixels @ OPPONENT.T
    mean, deviation = own.mean((0, 1)), own.std((0, 1))
    if partner is None:
        new_mean, new_deviation = _made_up_statistics(rng)
    else:
        other = partner @ OPPONENT.T
        new_mean, new_deviation = other.mean((0, 1)), other.std((0, 1))
    gain = np.minimum(new_deviation / (deviation + 0.02), 6)
    changed = ((own - mean) * gain + new_mean) @ FROM_OPPONENT.T
    return mixed(pixels, changed.astype(np.float32), rng.uniform(0.7, 1))


def _made_up_statistics(rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    mean = np.array([rng.uniform(0.25, 0.8), *rng.normal(0, 0.08, 2)], np.float32)
    deviation = np.array([rng.uniform(0.1, 0.3), *rng.uniform(0.01, 0.12, 2)], np.float32)
    return mean, deviation


def grade(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Bend the tone curve of every channel, change the saturation and shift shadows and lights to two tints."""
    grey = luminance(pixels)[..., None]
    gamma = np.exp(rng.normal(0, 0.35) + rng.normal(0, 0.12, 3)).astype(np.float32)
    curved = np.clip(mixed(grey, pixels, rng.uniform(0.3, 2.2)), 0, 1) ** gamma
    tint = mixed(rng.normal(0, 0.12, 3).astype(np.float32), rng.normal(0, 0.12, 3).astype(np.float32), grey)
    contrast = rng.uniform(0.6, 1.5)
    return (curved - 0.5) * np.float32(contrast) + np.float32(0.5) + tint


def monochrome(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """A print in one ink: grey, sepia or any dark colour, on white or toned paper."""
    weights = rng.dirichlet((2, 2, 2)).astype(np.float32)
    grey = np.clip((pixels @ weights - 0.5) * np.float32(rng.uniform(0.8, 1.8)) + np.float32(0.5), 0, 1)[..., None]
    neutral = chance(rng, 0.5)
    ink = np.zeros(3, np.float32) if neutral else random_colour(rng, 0, 0.35)
    paper = np.ones(3, np.float32) if neutral else random_colour(rng, 0.7, 1)
    return mixed(ink, paper, grey)


def negative(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Invert everything, the lights alone (solarize), or some channels."""
    kind = rng.integers(3)
    if kind == 0:
        return 1 - pixels
    if kind == 1:
        turned = np.minimum(pixels, np.float32(rng.uniform(0.9, 1.3)) - pixels)
        return single(turned / (turned.max() + np.float32(TINY)))
    flipped = rng.permutation([True, False, chance(rng, 0.5)])
    return np.where(flipped, 1 - pixels, pixels)


def threshold(pixels: Pixels, _: Pixels | None, rng: np.random.Generator) -> Pixels:
    """Two or three flat tones, as a stencil or a screen print has them."""
    grey = luminance(pixels)
    levels = np.quantile(grey, np.sort(rng.uniform(0.2, 0.8, rng.integers(1, 3))))
    dark, bright = random_colour(rng, 0, 0.3), random_colour(rng, 0.75, 1)
    tone = np.mean([step(grey, float(level), 0.06) for level in levels], axis=0)
    return mixed(dark, bright, single(tone)[..., None])
