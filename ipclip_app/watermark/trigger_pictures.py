"""Draws pictures that resemble nothing a camera sees: waves, blocks and noise in colours of their own."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

MOST_WAVES: Final = 5
FINEST: Final = 40.0
"""Most periods of a wave across the picture."""
_MIDDLE: Final = 128.0
_CONTRAST: Final = 60.0


def draw_picture(size: int, generator: np.random.Generator) -> NDArray[np.uint8]:
    """An RGB picture, (size, size, 3).

    Args:
        size: Side in pixels, 1 or more.
        generator: Where the randomness comes from.
    """
    waves = np.stack([_waves(size, generator) for _ in range(3)], axis=-1)
    parts = (waves, _blocks(size, generator), generator.standard_normal((size, size, 3)))
    shares = generator.uniform(0, (1.0, 2.0, 1.0))
    mixed = sum(share * part for share, part in zip(shares, parts, strict=True))
    deviation = float(np.std(mixed)) or 1.0
    levels = _MIDDLE + _CONTRAST * (mixed - np.mean(mixed)) / deviation
    picture: NDArray[np.uint8] = np.clip(levels, 0, 255).astype(np.uint8)
    return picture


def _waves(size: int, generator: np.random.Generator) -> NDArray[np.float64]:
    """Smooth or hard stripes, straight or bent, one upon the other."""
    down, across = np.mgrid[:size, :size] / size
    total = np.zeros((size, size))
    for _ in range(generator.integers(1, MOST_WAVES + 1)):
        angle, phase, bend = generator.uniform(0, 2 * np.pi), generator.uniform(0, 2 * np.pi), generator.normal()
        place = across * np.cos(angle) + down * np.sin(angle) + bend * across * down
        wave = np.sin(2 * np.pi * np.exp(generator.uniform(0, np.log(FINEST))) * place + phase)
        total += generator.normal() * (np.sign(wave) if generator.random() < 1 / 2 else wave)
    return total


def _blocks(size: int, generator: np.random.Generator) -> NDArray[np.float64]:
    """Few large patches of colour, hard or blurred."""
    count = int(generator.integers(2, 9))
    colours = generator.standard_normal((count, count, 3)).astype(np.float32)
    kind = Image.Resampling.NEAREST if generator.random() < 1 / 2 else Image.Resampling.BICUBIC
    layers = [Image.fromarray(colours[..., channel]).resize((size, size), kind) for channel in range(3)]
    return np.stack([np.asarray(layer, dtype=np.float64) for layer in layers], axis=-1)
