"""Pixels under the three styles: masks of outlines, smooth noise, and the way from floats to a picture."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from ipclip_app.demo.geometry import Points

Plane = NDArray[np.float32]

_BYTE = 255.0


def corners(points: Points, side: int) -> list[tuple[float, float]]:
    """Points in shares of the side as pixel positions for Pillow."""
    return [(float(x), float(y)) for x, y in points * side]


def mask(points: Points, side: int) -> Image.Image:
    """Filled outline: 255 inside and 0 outside, mode L, `side` pixels square."""
    image = Image.new("L", (side, side))
    ImageDraw.Draw(image).polygon(corners(points, side), fill=255)
    return image


def blurred(image: Image.Image, radius: float) -> Plane:
    """A mode L image softened by a Gaussian of `radius` pixels, shape (height, width), 0 to 1."""
    return plane(image.filter(ImageFilter.GaussianBlur(radius)))


def plane(image: Image.Image) -> Plane:
    """A mode L image as floats, shape (height, width), 0 to 1."""
    return np.asarray(image, dtype=np.float32) / _BYTE


def smooth_noise(rng: np.random.Generator, side: int, cells: int) -> Plane:
    """Cloudy noise with `cells` random values along a side, shape (side, side), about -1 to 1."""
    grid = rng.uniform(-1, 1, (cells, cells)).astype(np.float32)
    return np.asarray(Image.fromarray(grid).resize((side, side), Image.Resampling.BICUBIC))


def to_image(pixels: NDArray[np.float32], size: int) -> Image.Image:
    """Floats of shape (side, side, 3), 0 to 1, as an RGB image scaled to `size` pixels."""
    image = Image.fromarray((np.clip(pixels, 0, 1) * _BYTE + 0.5).astype(np.uint8))
    return image.resize((size, size), Image.Resampling.LANCZOS)
