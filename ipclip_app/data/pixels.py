"""Turns every colour mode that the supported formats produce into 8-bit RGB on white."""

from typing import Final

import numpy as np
from PIL import Image, ImageCms

_WHITE: Final = (255, 255, 255, 255)
_STRAIGHT_ALPHA: Final = {"La": "LA", "RGBa": "RGBA"}
_EIGHT_BIT_MAXIMUM: Final = 255
_SIXTEEN_BIT_MAXIMUM: Final = 65_535


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
    values = np.nan_to_num(np.asarray(image, dtype=np.float64))
    low, high = _range(values, image.mode)
    grey = np.clip((values - low) / (high - low) * _EIGHT_BIT_MAXIMUM, 0, _EIGHT_BIT_MAXIMUM)
    grey[values == image.info.get("transparency")] = _EIGHT_BIT_MAXIMUM
    return Image.fromarray(np.rint(grey).astype(np.uint8), "L").convert("RGB")


def _range(values: np.ndarray, mode: str) -> tuple[float, float]:
    """Black and white of the file: 16 bit where the values fit, 0 to 1 or 0 to 255 for floats, else the data's own."""
    low, high = float(values.min()), float(values.max())
    limits = (1, _EIGHT_BIT_MAXIMUM, _SIXTEEN_BIT_MAXIMUM) if mode == "F" else (_SIXTEEN_BIT_MAXIMUM,)
    if low >= 0:
        for limit in limits:
            if high <= limit:
                return 0.0, float(limit)
    return low, max(high, low + 1)
