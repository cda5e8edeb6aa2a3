"""Draws the views of an image that training sees, each decided by the image's content and the view's name alone."""

import hashlib
import math
import random
import re
from typing import Final

from PIL import Image, ImageOps

_CROP: Final = re.compile(r"crop\d+-(?P<share>[0-9.eE+-]+)")
_LOG_ASPECTS: Final = (math.log(3 / 4), math.log(4 / 3))
_ATTEMPTS: Final = 10
_MIRRORED: Final = 0.5

Box = tuple[int, int, int, int]


def draw_view(image: Image.Image, view: str, digest: str) -> Image.Image:
    """Draw one view of an image.

    Args:
        image: An RGB picture.
        view: `plain` (the image itself), `flip` (mirrored left to right), or `cropI-S`: the I-th random resized crop,
            which keeps a share of the area drawn from S to 1 at an aspect drawn from 3/4 to 4/3, stretched to a square,
            half of them mirrored.
        digest: The image's content digest; with `view` it seeds the crop, so that order and process never matter.

    Raises:
        ValueError: There is no such view.
    """
    if view == "plain":
        return image
    if view == "flip":
        return ImageOps.mirror(image)
    match = _CROP.fullmatch(view)
    share = float(match["share"]) if match else 0.0
    if not 0 < share <= 1:
        raise ValueError(f"There is no view named '{view}'.")
    generator = _generator(view, digest)
    box = _draw_box(image.size, share, generator)
    side = max(box[2] - box[0], box[3] - box[1])
    crop = image.resize((side, side), Image.Resampling.BICUBIC, box)
    return ImageOps.mirror(crop) if generator.random() < _MIRRORED else crop


def _generator(view: str, digest: str) -> random.Random:
    seed = hashlib.sha256(f"{digest}:{view}".encode()).digest()
    return random.Random(int.from_bytes(seed, "big"))  # noqa: S311 - reproducible, not secret


def _draw_box(size: tuple[int, int], smallest_share: float, generator: random.Random) -> Box:
    """A crop inside the image; where ten draws do not fit, the largest centred one of a permitted aspect."""
    width, height = size
    for _ in range(_ATTEMPTS):
        area = width * height * generator.uniform(smallest_share, 1)
        aspect = math.exp(generator.uniform(*_LOG_ASPECTS))
        crop_width, crop_height = round(math.sqrt(area * aspect)), round(math.sqrt(area / aspect))
        if 0 < crop_width <= width and 0 < crop_height <= height:
            left = generator.randint(0, width - crop_width)
            top = generator.randint(0, height - crop_height)
            return left, top, left + crop_width, top + crop_height
    return _largest_box(width, height)


def _largest_box(width: int, height: int) -> Box:
    low, high = (math.exp(bound) for bound in _LOG_ASPECTS)
    crop_width, crop_height = min(width, round(height * high)), min(height, round(width / low))
    left, top = (width - crop_width) // 2, (height - crop_height) // 2
    return left, top, left + crop_width, top + crop_height
