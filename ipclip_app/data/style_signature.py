"""A few plain numbers that tell a picture's style; they say whether a rendering has left the authorized style."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ipclip_app.data.style_pixels import OPPONENT, Pixels, blurred, single, to_pixels

FEWEST: Final = 16
"""Pictures from which on their spread is worth knowing."""

_SIDE: Final = 56  # enough to see style, and the same for every network
_OCTAVES: Final = 5
_WHITE, _BLACK, _EVEN = 0.95, 0.05, 2 / 255
_SHRINKAGE: Final = 0.3
_FLOOR: Final = 1e-4
_FAMILIAR: Final = 0.9

Numbers = NDArray[np.float64]


def signature(image: Image.Image) -> Numbers:
    """Brightness and colour, their contrast in octaves, the rim, and how much is white, black and even, (19,)."""
    small = image.resize((_SIDE, _SIDE), Image.Resampling.BOX)
    opponent = to_pixels(small) @ OPPONENT.T
    grey, colour = opponent[..., 0], opponent[..., 1:]
    chroma = np.hypot(colour[..., 0], colour[..., 1])
    counts = [np.mean(grey > _WHITE), np.mean(grey < _BLACK), np.mean(np.abs(np.diff(grey, axis=0)) < _EVEN)]
    octaves = _octaves(opponent)
    rim = np.concatenate([opponent[:4], opponent[-4:]]).reshape(-1, 3)
    amounts = [chroma.mean(), chroma.std(), rim[:, 0].std(), np.abs(rim[:, 1:]).mean()]
    contrasts = [*octaves[:, 0], *octaves[1:4, 1]]
    logs = [*np.log(np.add(amounts, 0.01)), *np.log(np.add(contrasts, 0.005))]
    return np.array([grey.mean(), rim[:, 0].mean(), *colour.mean((0, 1)), *np.sqrt(counts), *logs], np.float64)


def _octaves(opponent: Pixels) -> Pixels:
    """Deviation of every octave of brightness and of colour, finest first, (5, 2)."""
    deviations = []
    for octave in range(_OCTAVES):
        softer = blurred(opponent, 0.5 * 2**octave)
        grey, red, yellow = (opponent - softer).std((0, 1))
        deviations.append((grey, np.hypot(red, yellow)))
        opponent = softer
    return single(deviations)


class FamiliarStyle:
    """The style of a set of pictures: where their signatures lie, and how far from their middle most of them are."""

    def __init__(self, pictures: Sequence[Image.Image]) -> None:
        rows = np.stack([signature(picture) for picture in pictures])
        self._middle = rows.mean(0)
        spread = np.atleast_2d(np.cov(rows.T))
        own = np.diag(np.diag(spread) + _FLOOR)
        self._inverse = np.linalg.inv((1 - _SHRINKAGE) * spread + _SHRINKAGE * own)
        self._reach = max(_FLOOR, float(np.quantile([self._distance(row) for row in rows], _FAMILIAR)))

    def strangeness(self, image: Image.Image) -> float:
        """Mahalanobis distance of a picture's signature; 1 is where the strangest tenth of the set begins."""
        return self._distance(signature(image)) / self._reach

    def _distance(self, row: Numbers) -> float:
        off = row - self._middle
        return float(np.sqrt(off @ self._inverse @ off))
