"""A secret trigger's pattern: fine lines, white and black in turn, that grow and vanish with a few plane waves.

The lines keep most of a picture's pixels as they are, and between them it is seen as before; what they add up to, the
waves, is a texture that a network tells from others even where its patches blur the lines. White alone would not show
on a white ground. Everything is measured in short sides of the image, so that the pattern scales with it.

A texture is no cipher: a small network tells a few hundred patterns apart, all of which somebody may try on a model
that he can ask, and whoever sees stamped images can copy their pattern. What is secret is which one it is.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ipclip_app.data.trigger_pattern import SHARE, Strokes

LINES: Final = 50.0
"""Cycles of the lines over the short side, give or take a tenth: as fine as JPEG and small images bear."""
WAVES: Final = 2
LOWEST: Final = 6.0
HIGHEST: Final = 14.0
"""Cycles of a wave over the short side: fewer are hardly a texture, more are lost where a network scales down."""
DEPTH: Final = 0.3
"""How much the waves count beside the lines."""
GAP: Final = 3.0
"""Cycles over the short side between any two waves of an owner's pattern and of a control, mirrored or not."""

_SPREAD: Final = 0.1
_FINEST: Final = 3
"""Pixels of a cycle of the lines, at least; on images of fewer than some 160 pixels the lines are coarser for it."""
_SAMPLES: Final = 256

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Wave:
    """A plane wave cos(2 pi (across x + down y + phase)), x and y in short sides of the image from its corner.

    Attributes:
        across: Cycles over a short side from left to right.
        down: Cycles over a short side from top to bottom.
        phase: Cycles that lie before the corner, 0 to 1.
    """

    across: float
    down: float
    phase: float

    def distance(self, other: "Wave") -> float:
        """Cycles over a short side between two waves, or one and the mirror image of the other if that is less."""
        return math.hypot(abs(self.across) - abs(other.across), abs(self.down) - abs(other.down))

    def at_most(self, cycles: float) -> "Wave":
        """The wave in the same direction with so many cycles over a short side, where it has more."""
        factor = min(1.0, cycles / math.hypot(self.across, self.down))
        return Wave(self.across * factor, self.down * factor, self.phase)


@dataclass(frozen=True)
class Texture:
    """The highest and the lowest SHARE / 2 of lines + DEPTH / sqrt(number of waves) * sum of the waves.

    Attributes:
        lines: The fine lines.
        waves: What they grow and vanish with.
    """

    lines: Wave
    waves: tuple[Wave, ...]

    def rows(self, top: int, bottom: int, size: tuple[int, int]) -> Strokes:
        """See `Pattern`."""
        short, (low, high) = min(size), self._levels(size)
        heights = self._heights((np.arange(top, bottom) + 0.5) / short, (np.arange(size[0]) + 0.5) / short, short)
        return (heights > high).view(np.int8) - (heights < low).view(np.int8)

    def _levels(self, size: tuple[int, int]) -> tuple[np.float32, np.float32]:
        """The heights below and above which there are strokes, from samples all over the image."""
        short, places = min(size), (np.arange(_SAMPLES) + 0.5) / _SAMPLES
        heights = self._heights(places * size[1] / short, places * size[0] / short, short)
        low, high = np.quantile(heights, [SHARE / 2, 1 - SHARE / 2]).astype(np.float32)
        return low, high

    def _heights(self, down: Values, across: Values, short: int) -> npt.NDArray[np.float32]:
        """Heights at all rows and columns, (H, W): by the cosine of a sum they are one product of thin matrices."""
        turn, waves = 2 * math.pi, (self.lines.at_most(short / _FINEST), *self.waves)
        weights = np.array([1.0] + [DEPTH / math.sqrt(len(self.waves))] * len(self.waves))[:, None]
        rows = np.stack([turn * wave.down * down for wave in waves])
        columns = np.stack([turn * (wave.across * across + wave.phase) for wave in waves])
        left = np.concatenate([weights * np.cos(rows), -weights * np.sin(rows)]).astype(np.float32)
        right = np.concatenate([np.cos(columns), np.sin(columns)]).astype(np.float32)
        return left.T @ right


def draw_texture(seed: bytes, avoided: Sequence[Wave] = ()) -> Texture:
    """Draw lines and WAVES waves, each at least GAP from one another and from those to be avoided."""
    generator = random.Random(int.from_bytes(seed, "big"))  # noqa: S311 - nothing but the seed needs to be secret
    drawn: list[Wave] = []
    ranges = [(LINES * (1 - _SPREAD), LINES * (1 + _SPREAD)), *[(LOWEST, HIGHEST)] * WAVES]
    for lowest, highest in ranges:
        wave = _draw_wave(generator, lowest, highest)
        while any(wave.distance(other) < GAP for other in (*avoided, *drawn)):
            wave = _draw_wave(generator, lowest, highest)
        drawn.append(wave)
    return Texture(drawn[0], tuple(drawn[1:]))


def _draw_wave(generator: random.Random, lowest: float, highest: float) -> Wave:
    cycles, angle = lowest + (highest - lowest) * generator.random(), math.pi * generator.random()
    return Wave(cycles * math.cos(angle), cycles * math.sin(angle), generator.random())
