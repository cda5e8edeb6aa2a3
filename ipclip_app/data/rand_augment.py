"""RandAugment with cut-out: the style augmentation of IP-CLIP's target-free scenario, the reference to compare with."""

import random
from collections.abc import Callable
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

OPERATIONS: Final = 10
MAGNITUDE: Final = 10
"""IP-CLIP's n and m (arXiv 2503.02393, section 4.4); as in torchvision, 30 is the strongest magnitude."""
HOLE: Final = 16 / 224
"""Side of the cut-out as a share of the shorter side: 16 pixels of CLIP's 224."""

_STEPS: Final = 30
_SIGNED: Final = (-1, 1)

Operation = Callable[[Image.Image, int, int], Image.Image]


def reference_style(image: Image.Image, seed: int) -> Image.Image:
    """Change the style of an image as IP-CLIP does (arXiv 2503.02393, section 4.4).

    Ten operations of RandAugment (arXiv 1909.13719) at magnitude 10, drawn with replacement, each the same to the byte
    as torchvision's on a Pillow image; then a black square hole, whose middle may lie anywhere in the image, so that
    the hole may stick out. Only `seed` decides: torch's generator is neither read nor moved, so that threads and
    processes agree.

    Args:
        image: An RGB picture whose shorter side is the network's input size.
        seed: Any whole number.

    Returns:
        An RGB picture of the same size.
    """
    generator = random.Random(seed)  # noqa: S311 - reproducible, not secret
    for _ in range(OPERATIONS):
        operation = generator.choice(tuple(SPACE.values()))
        image = operation(image, MAGNITUDE, generator.choice(_SIGNED))
    return _cut_out(image, generator)


def _cut_out(image: Image.Image, generator: random.Random) -> Image.Image:
    side = max(1, round(min(image.size) * HOLE))
    left, top = (generator.randrange(length) - side // 2 for length in image.size)
    holed = image.copy()
    ImageDraw.Draw(holed).rectangle((left, top, left + side - 1, top + side - 1), fill="black")
    return holed


def _shear_x(image: Image.Image, magnitude: int, sign: int) -> Image.Image:
    return _affine(image, (1, sign * _level(0.3, magnitude), 0, 0, 1, 0))


def _shear_y(image: Image.Image, magnitude: int, sign: int) -> Image.Image:
    return _affine(image, (1, 0, 0, sign * _level(0.3, magnitude), 1, 0))


def _translate_x(image: Image.Image, magnitude: int, sign: int) -> Image.Image:
    return _affine(image, (1, 0, -sign * int(_level(150 / 331 * image.width, magnitude)), 0, 1, 0))


def _translate_y(image: Image.Image, magnitude: int, sign: int) -> Image.Image:
    return _affine(image, (1, 0, 0, 0, 1, -sign * int(_level(150 / 331 * image.height, magnitude))))


def _affine(image: Image.Image, inverse: tuple[float, ...]) -> Image.Image:
    """Take every pixel from where the inverse matrix (two rows of three) points; black outside."""
    return image.transform(image.size, Image.Transform.AFFINE, inverse, Image.Resampling.NEAREST)


def _level(strongest: float, magnitude: int) -> float:
    """A magnitude's share of the strongest, in the single precision of torchvision: Pillow truncates, so it shows."""
    return float(np.float32(strongest) / np.float32(_STEPS) * np.float32(magnitude))


def _rotate(image: Image.Image, magnitude: int, sign: int) -> Image.Image:
    return image.rotate(sign * _level(30, magnitude), Image.Resampling.NEAREST)


def _brightness(image: Image.Image, magnitude: int, sign: int) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(1 + sign * _level(0.9, magnitude))


def _color(image: Image.Image, magnitude: int, sign: int) -> Image.Image:
    return ImageEnhance.Color(image).enhance(1 + sign * _level(0.9, magnitude))


def _contrast(image: Image.Image, magnitude: int, sign: int) -> Image.Image:
    return ImageEnhance.Contrast(image).enhance(1 + sign * _level(0.9, magnitude))


def _sharpness(image: Image.Image, magnitude: int, sign: int) -> Image.Image:
    return ImageEnhance.Sharpness(image).enhance(1 + sign * _level(0.9, magnitude))


def _posterize(image: Image.Image, magnitude: int, _: int) -> Image.Image:
    return ImageOps.posterize(image, 8 - round(_level(4, magnitude)))


def _solarize(image: Image.Image, magnitude: int, _: int) -> Image.Image:
    return ImageOps.solarize(image, round(255 - _level(255, magnitude)))


SPACE: Final[dict[str, Operation]] = {
    "Identity": lambda image, _, __: image,
    "ShearX": _shear_x,
    "ShearY": _shear_y,
    "TranslateX": _translate_x,
    "TranslateY": _translate_y,
    "Rotate": _rotate,
    "Brightness": _brightness,
    "Color": _color,
    "Contrast": _contrast,
    "Sharpness": _sharpness,
    "Posterize": _posterize,
    "Solarize": _solarize,
    "AutoContrast": lambda image, _, __: ImageOps.autocontrast(image),
    "Equalize": lambda image, _, __: ImageOps.equalize(image),
}
"""By torchvision's name: what it does to an image at a magnitude (0 to 30), with a sign."""
