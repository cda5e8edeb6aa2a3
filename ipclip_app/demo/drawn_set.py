"""Pictures drawn in bulk and kept as bytes: training, sample and test never share one."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from ipclip_app.demo.drawing import STYLE_NAMES, draw
from ipclip_app.demo.scenes import CLASS_NAMES

PICTURE_SIZE = 96


class Purpose(IntEnum):
    """What pictures are drawn for; part of their seeds, so that no purpose sees another's pictures."""

    SAMPLE = 0
    TRAINING = 1
    TEST = 2


@dataclass(frozen=True)
class DrawnSet:
    """Pictures of every class in every style.

    Attributes:
        images: Shape (N, 3, size, size), bytes.
        classes: Shape (N,), indices into `CLASS_NAMES`.
        styles: Shape (N,), indices into `STYLE_NAMES`.
    """

    images: Tensor
    classes: Tensor
    styles: Tensor


def cells(per_cell: int) -> Iterator[tuple[int, int, int]]:
    """Every (class, style, number) of a set with `per_cell` pictures of each class in each style."""
    for number in range(per_cell):
        for class_index in range(len(CLASS_NAMES)):
            for style_index in range(len(STYLE_NAMES)):
                yield class_index, style_index, number


def draw_picture(class_index: int, style_index: int, purpose: Purpose, seed: int, number: int) -> Image.Image:
    """The numbered picture of a cell, RGB, `PICTURE_SIZE` pixels square."""
    return draw(CLASS_NAMES[class_index], STYLE_NAMES[style_index], PICTURE_SIZE, seed, int(purpose), number)


def draw_set(per_cell: int, purpose: Purpose, seed: int, size: int) -> DrawnSet:
    """Draw `per_cell` pictures of each class in each style and scale them to `size` pixels as CLIP does (bicubic)."""
    places = list(cells(per_cell))
    images = torch.empty((len(places), 3, size, size), dtype=torch.uint8)
    for i, (class_index, style_index, number) in enumerate(places):
        picture = draw_picture(class_index, style_index, purpose, seed, number)
        pixels = np.array(picture.resize((size, size), Image.Resampling.BICUBIC))
        images[i] = torch.from_numpy(pixels).permute(2, 0, 1)
    classes, styles, _ = torch.tensor(places).unbind(dim=1)
    return DrawnSet(images, classes, styles)
