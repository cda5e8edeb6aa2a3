"""What the style renderings share: pixels as floats, smoothing, resizing and noise."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image
from scipy import fft, ndimage

Pixels = NDArray[np.float32]
"""A picture, (H, W, 3), or a plane of one, (H, W); 0 to 1 where it is to be seen."""

Number = float | np.float32

TINY: Final = 1e-6
"""Added to what is divided by: the deviation of an even picture is 0."""

OPPONENT: Final = np.array([[1 / 3, 1 / 3, 1 / 3], [0.5, -0.5, 0], [0.25, 0.25, -0.5]], np.float32)
FROM_OPPONENT: Final = np.linalg.inv(OPPONENT).astype(np.float32)
"""To grey, red-green and yellow-blue, and back."""

_BYTE: Final = 255
_LUMINANCE: Final = np.array([0.299, 0.587, 0.114], np.float32)
_REACH: Final = 2.5  # deviations after which a Gaussian is cut off


def to_pixels(image: Image.Image) -> Pixels:
    """An RGB picture as (H, W, 3), 0 to 1."""
    return np.asarray(image, np.float32) / np.float32(_BYTE)


def to_image(pixels: Pixels) -> Image.Image:
    """(H, W, 3) as an RGB picture; what lies outside 0 to 1 is clipped."""
    return Image.fromarray((np.clip(pixels, 0, 1) * _BYTE + 0.5).astype(np.uint8))


def single(values: ArrayLike) -> Pixels:
    """In single precision; costs nothing where the values are so already."""
    return np.asarray(values, np.float32)


def unit(pixels: Pixels) -> float:
    """The length in pixels that looks the same at every size: 1 where the shorter side has 112."""
    return float(min(pixels.shape[:2]) / 112)


def luminance(pixels: Pixels) -> Pixels:
    """How bright a picture looks, (H, W)."""
    return pixels @ _LUMINANCE


def blurred(values: Pixels, deviation: float) -> Pixels:
    """Softened by a Gaussian of this deviation in pixels; the border is continued."""
    deviations = (deviation, deviation) + (0,) * (values.ndim - 2)
    smooth: Pixels = ndimage.gaussian_filter(values, deviations, mode="nearest", truncate=_REACH)
    return smooth


def averaged(values: Pixels, radius: int) -> Pixels:
    """Means over squares of 2 * radius + 1 pixels; the border is continued."""
    side = 2 * radius + 1
    sides = (side, side) + (1,) * (values.ndim - 2)
    means: Pixels = ndimage.uniform_filter(values, sides, mode="nearest")
    return means


def resized(plane: Pixels, shape: tuple[int, ...], resample: Image.Resampling = Image.Resampling.BICUBIC) -> Pixels:
    """A plane (H, W) stretched to the first two lengths of `shape`."""
    return np.asarray(Image.fromarray(plane).resize((shape[1], shape[0]), resample), np.float32)


def mixed(first: Pixels, second: Pixels | Number, share: Pixels | Number) -> Pixels:
    """From `first` (share 0) to `second` (share 1)."""
    return first + (second - first) * share


def step(values: Pixels, middle: float, width: float) -> Pixels:
    """A soft threshold: 0 below, 1 above, and a smooth way of about `width` between."""
    return single(np.float32(0.5) + np.float32(0.5) * np.tanh((values - middle) * np.float32(2 / width)))


def standardized(values: Pixels) -> Pixels:
    """Mean 0 and deviation 1 (or 0, if all are equal)."""
    centred = values - values.mean()
    return single(centred / (centred.std() + np.float32(TINY)))


def rescaled(values: Pixels) -> Pixels:
    """Stretched so that the smallest is 0 and the largest about 1."""
    low = values.min()
    return single((values - low) / (values.max() - low + np.float32(TINY)))


def spectral_noise(rng: np.random.Generator, shape: tuple[int, ...], exponent: float) -> Pixels:
    """Noise whose amplitude falls as 1 / f^exponent: 0 is white, 1 like natural scenes, 2 clouds.

    Returns:
        (H, W), mean 0 and deviation 1.
    """
    height, width = shape[:2]
    spectrum = fft.rfft2(rng.standard_normal((height, width), np.float32))
    noise: Pixels = fft.irfft2(spectrum * frequencies(height, width) ** -exponent, (height, width))
    return standardized(noise)


def frequencies(height: int, width: int) -> Pixels:
    """Distance of every coefficient of `rfft2` from the origin in cycles of a picture, (H, W // 2 + 1), at least 1."""
    down = np.fft.fftfreq(height)[:, None] * max(height, width)
    right = np.fft.rfftfreq(width)[None] * max(height, width)
    return single(np.maximum(np.hypot(down, right), 1))


def chance(rng: np.random.Generator, share: float) -> bool:
    """True in this share of the draws."""
    return bool(rng.random() < share)


def random_colour(rng: np.random.Generator, darkest: float = 0.0, brightest: float = 1.0) -> Pixels:
    """A colour, (3,), of a luminance between two bounds and any hue."""
    colour = rng.uniform(0, 1, 3).astype(np.float32)
    wanted = np.float32(rng.uniform(darkest, brightest))
    return single(np.clip(mixed(colour, wanted, rng.uniform(0.2, 0.9)) + wanted - luminance(colour), 0, 1))
