"""Turns every colour mode that the supported formats produce into 8-bit RGB on white."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

_WHITE: Final = (255, 255, 255, 255)
_STRAIGHT_ALPHA: Final = {"La": "LA", "RGBa": "RGBA"}
_EIGHT_BIT_MAXIMUM: Final = 255
_SIXTEEN_BIT_MAXIMUM: Final = 65_535
_BAND_PIXELS: Final = 1 << 20

Values = npt.NDArray[Any]


def to_rgb(image: Image.Image) -> Image.Image:
    """Convert a decoded image to mode RGB; transparency is composited on white, never dropped.

    Deep grey images (I;16, I, F) are scaled to 8 bit, LAB goes through its colour profile, CMYK, YCbCr and palettes
    through Pillow's conversion.
    """
    straight = image.convert(_STRAIGHT_ALPHA[image.mode]) if image.mode in _STRAIGHT_ALPHA else image
    if straight.mode == "F" or straight.mode.startswith("I"):
        return _from_deep_grey(straight)
    if straight.mode == "LAB":
        return _from_lab(straight)
    if straight.has_transparency_data:
        return _on_white(straight.convert("RGBA"))
    return straight.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    backdrop = Image.new("RGBA", image.size, _WHITE)
    return Image.alpha_composite(backdrop, image).convert("RGB")


def _from_lab(image: Image.Image) -> Image.Image:
    source, target = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    transform = ImageCms.buildTransform(source, target, "LAB", "RGB")
    converted = ImageCms.applyTransform(image, transform)
    assert converted is not None  # noqa: S101 - None only when converting in place
    return converted


def _from_deep_grey(image: Image.Image) -> Image.Image:
    """Scale row by row in bands: at the pixel limit the whole image as floating numbers would take gigabytes."""
    values = np.atleast_2d(np.asarray(image))
    rows = max(1, _BAND_PIXELS // image.width)
    bands = [values[top : top + rows] for top in range(0, image.height, rows)]
    limits = [_limits(band) for band in bands]
    low, high = _range(min(low for low, _ in limits), max(high for _, high in limits), image.mode)
    transparent = image.info.get("transparency")
    grey = np.concatenate([_scale(band, low, high, transparent) for band in bands])
    return Image.fromarray(grey).convert("RGB")


def _finite(band: Values) -> npt.NDArray[np.float64]:
    with np.errstate(invalid="ignore"):  # signalling NaNs
        values = band.astype(np.float64)
    return np.where(np.isfinite(values), values, 0)


def _limits(band: Values) -> tuple[float, float]:
    values = _finite(band)
    return float(values.min()), float(values.max())


def _scale(band: Values, low: float, high: float, transparent: object) -> npt.NDArray[np.uint8]:
    grey = np.rint((_finite(band) - low) / (high - low) * _EIGHT_BIT_MAXIMUM).astype(np.uint8)
    if isinstance(transparent, int):
        grey[band == transparent] = _EIGHT_BIT_MAXIMUM
    return grey


def _range(low: float, high: float, mode: str) -> tuple[float, float]:
    """Black and white of the file: 16 bit where the values fit, 0 to 1 or 0 to 255 for floats, else the data's own."""
    limits = (1, _EIGHT_BIT_MAXIMUM, _SIXTEEN_BIT_MAXIMUM) if mode == "F" else (_SIXTEEN_BIT_MAXIMUM,)
    fitting = [float(limit) for limit in limits if low >= 0 and high <= limit]
    return (0.0, fitting[0]) if fitting else (low, max(high, low + 1))
