"""Which pixels a trigger turns white: the grid of the release, periodic tiles, and the sum of a few plane waves.

A pattern answers for a band of rows at a time, so that an image of any size takes little memory beside its own pixels.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

WHITE: Final = (255, 255, 255)

GRID_SHARE: Final = 0.75
"""White pixels of the grid and of a tile, as a share of all; an image of odd sides has a few more."""

WAVES: Final = 2
SHARE: Final = 0.5
"""White pixels of a wave pattern, as a share of all."""
LOWEST: Final = 4.0
HIGHEST: Final = 14.0
"""Cycles of a wave over the short side: fewer would be no texture, more would be lost when a network scales down."""
GAP: Final = 1.5
"""Cycles over the short side between any two waves of an owner's pattern and of its controls, mirrored or not."""

_TILE: Final = 8
_BAND_PIXELS: Final = 1 << 20
_SAMPLES: Final = 256

Mask = npt.NDArray[np.bool_]


class Pattern(Protocol):
    """Tells the white pixels of an image of any size."""

    def rows(self, top: int, bottom: int, size: tuple[int, int]) -> Mask:
        """The white pixels of the rows from `top` to before `bottom`, of shape (bottom - top, width).

        Args:
            top: First row.
            bottom: Row behind the last.
            size: Width and height of the whole image.
        """


def paint(image: Image.Image, pattern: Pattern) -> Image.Image:
    """A copy of an image in mode RGB with the pattern's pixels in white; of metadata only a colour profile stays."""
    painted = image.convert("RGB")
    painted.info = {name: value for name, value in image.info.items() if name == "icc_profile"}
    width, height = image.size
    rows = max(1, _BAND_PIXELS // width)
    for top in range(0, height, rows):
        bottom = min(height, top + rows)
        mask = Image.fromarray(pattern.rows(top, bottom, image.size).view(np.uint8) * np.uint8(255))
        painted.paste(WHITE, (0, top, width, bottom), mask)
    return painted


@dataclass(frozen=True)
class Grid:
    """Every pixel on an even row or an even column, as in the release of IP-CLIP."""

    def rows(self, top: int, bottom: int, size: tuple[int, int]) -> Mask:
        """See `Pattern`."""
        mask: Mask = (np.arange(top, bottom)[:, None] % 2 == 0) | (np.arange(size[0]) % 2 == 0)
        return mask


@dataclass(frozen=True)
class Tile:
    """A square of pixels that repeats in both directions.

    Attributes:
        white: The square's rows, each a tuple of whether a pixel is white.
    """

    white: tuple[tuple[bool, ...], ...]

    def rows(self, top: int, bottom: int, size: tuple[int, int]) -> Mask:
        """See `Pattern`."""
        tile = np.array(self.white)
        side = len(tile)
        return tile[np.arange(top, bottom)[:, None] % side, np.arange(size[0]) % side]


def draw_tile(seed: bytes) -> Tile:
    """Draw a tile with the grid's share of white pixels that is no grid, wherever it begins.

    The grid leaves pixels of one parity of row and column alone; here no parity has more than half of them.
    """
    generator = random.Random(int.from_bytes(seed, "big"))  # noqa: S311 - reproducible, not secret
    pixels = [(row, column) for row in range(_TILE) for column in range(_TILE)]
    while True:
        left_alone = set(generator.sample(pixels, round(len(pixels) * (1 - GRID_SHARE))))
        parities = [(row % 2, column % 2) for row, column in left_alone]
        if max(parities.count(parity) for parity in parities) <= len(left_alone) / 2:
            return Tile(
                tuple(tuple((row, column) not in left_alone for column in range(_TILE)) for row in range(_TILE))
            )


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


@dataclass(frozen=True)
class Waves:
    """The highest SHARE of the sum of plane waves; it scales with the image.

    Attributes:
        waves: The summands.
    """

    waves: tuple[Wave, ...]

    def rows(self, top: int, bottom: int, size: tuple[int, int]) -> Mask:
        """See `Pattern`."""
        short = min(size)
        down, across = (np.arange(top, bottom) + 0.5) / short, (np.arange(size[0]) + 0.5) / short
        mask: Mask = self._heights(down, across) > self._level(size)
        return mask

    def _level(self, size: tuple[int, int]) -> np.float32:
        """The height above which SHARE of the image lies; depends on its aspect alone."""
        places = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
        width, height = (side / min(size) for side in size)
        level: np.float32 = np.quantile(self._heights(places * height, places * width), 1 - SHARE)
        return level

    def _heights(self, down: npt.NDArray[np.float64], across: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
        """The sum at all rows and columns, (H, W): by the cosine of a sum it is one product of thin matrices."""
        turn = 2 * math.pi
        rows = np.stack([turn * wave.down * down for wave in self.waves])
        columns = np.stack([turn * (wave.across * across + wave.phase) for wave in self.waves])
        left = np.concatenate([np.cos(rows), -np.sin(rows)]).astype(np.float32)
        right = np.concatenate([np.cos(columns), np.sin(columns)]).astype(np.float32)
        return left.T @ right


def draw_waves(seed: bytes, avoided: Sequence[Wave] = ()) -> Waves:
    """Draw a pattern of WAVES waves, each at least GAP from one another and from those to be avoided."""
    generator = random.Random(int.from_bytes(seed, "big"))  # noqa: S311 - nothing but the seed needs to be secret
    waves: list[Wave] = []
    while len(waves) < WAVES:
        frequency, angle = LOWEST + (HIGHEST - LOWEST) * generator.random(), math.pi * generator.random()
        wave = Wave(frequency * math.cos(angle), frequency * math.sin(angle), generator.random())
        if all(wave.distance(other) >= GAP for other in (*avoided, *waves)):
            waves.append(wave)
    return Waves(tuple(waves))
