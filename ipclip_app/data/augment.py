"""Draws the views of an image, each decided by the image's content and the view's name alone."""

import hashlib
import math
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PIL import Image, ImageOps

PLAIN: Final = "plain"
_FLIP: Final = "flip"
_CROP: Final = re.compile(r"crop\d+-(?P<share>[0-9.eE+-]+)")
_STYLE: Final = re.compile(r"style(?P<index>\d+)\.[0-9a-f]+")
_RANDOM: Final = re.compile(r"rand\d+")
_TRIGGER: Final = re.compile(r"trigger\.(?P<identity>[0-9a-f]+)")
_CONTROL: Final = re.compile(r"control\.(?P<identity>[0-9a-f]+)\.(?P<index>\d+)")
_LOG_ASPECTS: Final = (math.log(3 / 4), math.log(4 / 3))
_ATTEMPTS: Final = 10
_MIRRORED: Final = 0.5
CONTROLS: Final = 512
"""Control triggers among which a view draws one for each image: few would be learned by heart."""

Box = tuple[int, int, int, int]


class Stamp(Protocol):
    """Anything that can be stamped on a picture: the owner's trigger, or a control of equal strength."""

    def stamp(self, image: Image.Image) -> Image.Image:
        """The picture with the pattern on it."""


class Stamps(Stamp, Protocol):
    """The owner's trigger with its controls."""

    @property
    def identity(self) -> str:
        """Hexadecimal digits that name the trigger and tell nothing of its secret."""

    def control(self, index: int) -> Stamp:
        """One of its controls."""


@dataclass(frozen=True, eq=False)
class Materials:
    """What views are drawn with besides the image.

    Attributes:
        size: The network's input size; to it an image's shorter side is brought before its style is changed.
        trigger: The owner's trigger; None without.
        style: This program's augmentation of a picture of that size, given the number of the view and the image's seed.
        random_style: The released code's, given a seed.
    """

    size: int
    trigger: Stamps | None = None
    style: Callable[[Image.Image, int, int], Image.Image] | None = None
    random_style: Callable[[Image.Image, int], Image.Image] | None = None


NOTHING: Final = Materials(size=1)
"""Enough for plain, mirrored and cropped views."""


def draw_views(
    image: Image.Image, views: Sequence[str], digest: str, materials: Materials = NOTHING
) -> Iterator[Image.Image]:
    """Draw several views; neighbours that begin with the same stamp share it.

    Args:
        image: An RGB picture.
        views: Names of the views, see `draw_view`.
        digest: The image's content digest.
        materials: What the views need.

    Raises:
        ValueError: There is no such view.
    """
    stamped: tuple[str, Image.Image] | None = None
    for view in views:
        first, *rest = view.split("+")
        if first.startswith(("trigger.", "control.")):
            if stamped is None or stamped[0] != first:
                stamped = first, _stage(image, first, digest, materials)
            yield _stages(stamped[1], rest, digest, materials)
        else:
            yield draw_view(image, view, digest, materials)


def draw_view(image: Image.Image, view: str, digest: str, materials: Materials = NOTHING) -> Image.Image:
    """Draw one view of an image.

    Args:
        image: An RGB picture.
        view: `plain` (the image itself) or stages from left to right, joined by `+`: `trigger.ID` or `control.ID.K`
            (the owner's trigger, or the K-th control that is drawn for the image, stamped on it at its own size),
            `randI` or `styleI.POOL` (the I-th style augmentation of the released code, or of this program with the
            partners named POOL, of the image at the network's size), `flip` (mirrored left to right), `cropI-S`: the
            I-th random resized crop, which keeps a share of the area drawn from S to 1 at an aspect drawn from 3/4 to
            4/3, stretched to a square, half of them mirrored.
        digest: The image's content digest; with a stage's name it seeds the stage, so that order and process never
            matter and a crop shows the same part with and without a trigger.
        materials: What the view needs.

    Raises:
        ValueError: There is no such view, or something that it needs is missing.
    """
    return image if view == PLAIN else _stages(image, view.split("+"), digest, materials)


def _stages(image: Image.Image, names: Sequence[str], digest: str, materials: Materials) -> Image.Image:
    for name in names:
        image = _stage(image, name, digest, materials)
    return image


def _stage(image: Image.Image, name: str, digest: str, materials: Materials) -> Image.Image:
    if name == _FLIP:
        return ImageOps.mirror(image)
    if match := _CROP.fullmatch(name):
        return _crop(image, match["share"], _generator(name, digest), name)
    if (match := _STYLE.fullmatch(name)) and materials.style is not None:
        return materials.style(at_size(image, materials.size), int(match["index"]), _seed("style", digest))
    if _RANDOM.fullmatch(name) and materials.random_style is not None:
        return materials.random_style(at_size(image, materials.size), _seed(name, digest))
    return _pattern(name, digest, materials).stamp(image)


def _pattern(name: str, digest: str, materials: Materials) -> Stamp:
    trigger, control = _TRIGGER.fullmatch(name), _CONTROL.fullmatch(name)
    match = trigger or control
    if match is None or materials.trigger is None or match["identity"] != materials.trigger.identity:
        raise ValueError(f"There is no view named '{name}'.")
    if control is None:
        return materials.trigger
    return materials.trigger.control(_control_number(name, int(control["index"]), digest))


def _control_number(name: str, index: int, digest: str) -> int:
    """Views of one index share no number with those of another, so that training sees none that validation does."""
    return index * CONTROLS + _seed(name, digest) % CONTROLS


def at_size(image: Image.Image, size: int) -> Image.Image:
    """The picture with a shorter side of `size` pixels."""
    short = min(image.size)
    if short == size:
        return image
    width, height = (max(size, round(side * size / short)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BICUBIC)


def _seed(name: str, digest: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{digest}:{name}".encode()).digest(), "big")


def _generator(name: str, digest: str) -> random.Random:
    return random.Random(_seed(name, digest))  # noqa: S311 - reproducible, not secret


def _crop(image: Image.Image, share: str, generator: random.Random, name: str) -> Image.Image:
    smallest = float(share)
    if not 0 < smallest <= 1:
        raise ValueError(f"There is no view named '{name}'.")
    box = _draw_box(image.size, smallest, generator)
    side = max(box[2] - box[0], box[3] - box[1])
    crop = image.resize((side, side), Image.Resampling.BICUBIC, box)
    return ImageOps.mirror(crop) if generator.random() < _MIRRORED else crop


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
