"""The styles that target-free protection shows as unauthorized, and which view of an image gets which."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image

from ipclip_app.data import (
    style_cartoon,
    style_colour,
    style_edges,
    style_frequency,
    style_paint,
    style_photo,
    style_print,
)
from ipclip_app.data.style_pixels import Pixels, to_image, to_pixels

Style = Callable[[Pixels, Pixels | None, np.random.Generator], Pixels]

_GOLDEN: Final = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True)
class Family:
    """A kind of rendering.

    Attributes:
        name: Its name.
        render: From pixels (H, W, 3), a partner of the same shape or None, and a generator to pixels.
        weight: Its share of the views, relative to the others.
    """

    name: str
    render: Style
    weight: float


FAMILIES: Final = (
    Family("pencil", style_edges.pencil, 1),
    Family("oil", style_paint.oil, 1),
    Family("cartoon", style_cartoon.cartoon, 1),
    Family("coloured_in", style_photo.coloured_in, 1),
    Family("exchange_colours", style_colour.exchange_colours, 1),
    Family("mix_amplitudes", style_frequency.mix_amplitudes, 1),
    Family("halftone", style_print.halftone, 1),
    Family("cartoon_on_white", style_cartoon.cartoon_on_white, 1),
    Family("brushwork", style_paint.brushwork, 1),
    Family("monochrome", style_colour.monochrome, 1),
    Family("on_scenery", style_photo.on_scenery, 1),
    Family("exchange_textures", style_frequency.exchange_textures, 1),
    Family("chalk", style_edges.chalk, 1),
    Family("watercolour", style_paint.watercolour, 1),
    Family("negative", style_colour.negative, 1),
    Family("poster", style_cartoon.poster, 1),
    Family("natural_texture", style_photo.natural_texture, 1),
    Family("pencil_with_shading", style_edges.pencil_with_shading, 1),
    Family("grade", style_colour.grade, 1),
    Family("old_canvas", style_paint.old_canvas, 1),
    Family("cut_out_on_white", style_cartoon.cut_out_on_white, 1),
    Family("tilt_spectrum", style_frequency.tilt_spectrum, 1),
    Family("hatching", style_print.hatching, 1),
    Family("flat_coloured_in", style_photo.flat_coloured_in, 1),
    Family("threshold", style_colour.threshold, 1),
    Family("ink_on_paper", style_edges.ink_on_paper, 1),
    Family("snapshot", style_photo.snapshot, 1),
    Family("stipple", style_print.stipple, 1),
    Family("blur", style_frequency.blur, 1),
    Family("sharpen", style_frequency.sharpen, 1),
    Family("pixelate", style_print.pixelate, 1),
)
"""In an order that puts unlike ones far apart, so that an image's views differ as much as possible."""


def drawn_style(image: Image.Image, index: int, seed: int, partners: Sequence[Image.Image]) -> Image.Image:
    """Draw the `index`-th restyled view of an image.

    The views 0, 1, 2, ... of an image run through the families in golden-ratio steps from a start that its seed
    decides: any number of them covers the families about evenly by their weights, and so does any view over images.

    Args:
        image: An RGB picture whose shorter side is the network's input size.
        index: Which view, from 0.
        seed: Of the image, the same for all its views.
        partners: Other RGB pictures of any size that may lend colours and textures; may be empty.

    Returns:
        An RGB picture of the same size.
    """
    start = random.Random(seed).random()  # noqa: S311 - reproducible, not secret
    return render(family_at(start + index * _GOLDEN), image, seed + index * 2**64, partners)


def family_at(position: float) -> Family:
    """The family at a position, whose whole part does not count, when all lie side by side as long as their weights."""
    left = (position % 1) * sum(family.weight for family in FAMILIES)
    for family in FAMILIES:
        left -= family.weight
        if left < 0:
            return family
    return FAMILIES[-1]


def render(family: Family, image: Image.Image, seed: int, partners: Sequence[Image.Image]) -> Image.Image:
    """Render an image in one family's style; see `drawn_style`."""
    rng = np.random.default_rng(seed)
    partner = None
    if partners:
        lent = partners[int(rng.integers(len(partners)))]
        partner = to_pixels(lent.resize(image.size, Image.Resampling.BILINEAR))
    return to_image(family.render(to_pixels(image), partner, rng))
