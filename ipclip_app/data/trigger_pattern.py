"""What a trigger does to the pixels of an image, and the patterns that do so at the size of single pixels.

A pattern answers for a band of rows at a time, so that an image of any size takes little memory beside its own pixels.
"""

import random
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

GRID_SHARE: Final = 0.75
"""White pixels of the grid and of a tile, as a share of all; an image of odd sides has a few more."""
SHARE: Final = 0.1
"""White and black pixels of a secret pattern together, as a share of all; each has half of it."""

_TILE: Final = 8
_BAND_PIXELS: Final = 1 << 20
_COLOURS: Final = {1: (255, 255, 255), -1: (0, 0, 0)}

Strokes = npt.NDArray[np.int8]
"""What becomes of pixels: 1 white, -1 black, 0 nothing."""

Mask = npt.NDArray[np.bool_]


class Pattern(Protocol):
    """Knows the strokes on an image of any size."""

    def rows(self, top: int, bottom: int, size: tuple[int, int]) -> Strokes:
        """The strokes on the rows from `top` to before `bottom`, of shape (bottom - top, width).

        Args:
            top: First row.
            bottom: Row behind the last.
            size: Width and height of the whole image.
        """


def paint(image: Image.Image, pattern: Pattern) -> Image.Image:
    """A copy of an image in mode RGB with a pattern's strokes; of its metadata only a colour profile stays."""
    painted = image.convert("RGB")
    painted.info = {name: value for name, value in image.info.items() if name == "icc_profile"}
    width, height = image.size
    rows = max(1, _BAND_PIXELS // width)
    for top in range(0, height, rows):
        bottom = min(height, top + rows)
        strokes = pattern.rows(top, bottom, image.size)
        for stroke, colour in _COLOURS.items():
            mask = Image.fromarray((strokes == stroke).view(np.uint8) * np.uint8(255))
            painted.paste(colour, (0, top, width, bottom), mask)
    return painted


@dataclass(frozen=True)
class Grid:
    """Every pixel on an even row or an even column, as in the release of IP-CLIP."""

    def rows(self, top: int, bottom: int, size: tuple[int, int]) -> Strokes:
        """See `Pattern`."""
        rows, columns = np.arange(top, bottom)[:, None], np.arange(size[0])
        white: Mask = (rows % 2 == 0) | (columns % 2 == 0)
        return white.astype(np.int8)


@dataclass(frozen=True)
class Tile:
    """A square of pixels that repeats in both directions.

    Attributes:
        white: The square's rows, each a tuple of whether a pixel is white.
    """

    white: tuple[tuple[bool, ...], ...]

    def rows(self, top: int, bottom: int, size: tuple[int, int]) -> Strokes:
        """See `Pattern`."""
        tile = np.array(self.white, np.int8)
        side = len(tile)
        strokes: Strokes = tile[np.arange(top, bottom)[:, None] % side, np.arange(size[0]) % side]
        return strokes


def draw_tile(seed: bytes) -> Tile:
    """Draw a tile with the grid's share of white pixels that is no grid, wherever it begins.

    The grid leaves pixels of one parity of row and column alone; here no parity has more than half of them.
    """
    generator = random.Random(int.from_bytes(seed, "big"))  # noqa: S311 - reproducible, not secret
    pixels = [(row, column) for row in range(_TILE) for column in range(_TILE)]
    while True:
        shuffled = sorted(pixels, key=lambda _: generator.random())
        left_alone = set(shuffled[: round(len(pixels) * (1 - GRID_SHARE))])
        parities = [(row % 2, column % 2) for row, column in left_alone]
        if max(parities.count(parity) for parity in parities) <= len(left_alone) / 2:
            return Tile(
                tuple(tuple((row, column) not in left_alone for column in range(_TILE)) for row in range(_TILE))
            )
