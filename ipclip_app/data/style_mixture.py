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
from ipclip_app.data.style_signature import FEWEST, FamiliarStyle

Style = Callable[[Pixels, Pixels | None, np.random.Generator], Pixels]

VERSION: Final = 2
"""Grows when the same seed draws other views than before, so that kept statistics of views are told apart."""

_GOLDEN: Final = (math.sqrt(5) - 1) / 2
_RETRY: Final = math.sqrt(2) - 1
_ATTEMPTS: Final = 8


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
    Family("pencil", style_edges.pencil, 4),
    Family("oil", style_paint.oil, 0.25),
    Family("cartoon", style_cartoon.cartoon, 0.25),
    Family("coloured_in", style_photo.coloured_in, 0.25),
    Family("exchange_colours", style_colour.exchange_colours, 0.25),
    Family("mix_amplitudes", style_frequency.mix_amplitudes, 3),
    Family("vivid", style_colour.vivid, 1),
    Family("muted", style_colour.muted, 3),
    Family("made_up_bands", style_frequency.made_up_bands, 1),
    Family("halftone", style_print.halftone, 0.25),
    Family("cartoon_on_white", style_cartoon.cartoon_on_white, 2),
    Family("brushwork", style_paint.brushwork, 0.25),
    Family("monochrome", style_colour.monochrome, 0.25),
    Family("on_scenery", style_photo.on_scenery, 1),
    Family("exchange_textures", style_frequency.exchange_textures, 0.5),
    Family("chalk", style_edges.chalk, 0.25),
    Family("watercolour", style_paint.watercolour, 0.25),
    Family("negative", style_colour.negative, 0.25),
    Family("poster", style_cartoon.poster, 0.25),
    Family("natural_texture", style_photo.natural_texture, 0.25),
    Family("pencil_with_shading", style_edges.pencil_with_shading, 0.25),
    Family("grade", style_colour.grade, 0.25),
    Family("old_canvas", style_paint.old_canvas, 0.5),
    Family("cut_out_on_white", style_cartoon.cut_out_on_white, 0.5),
    Family("tilt_spectrum", style_frequency.tilt_spectrum, 0.25),
    Family("hatching", style_print.hatching, 3),
    Family("flat_coloured_in", style_photo.flat_coloured_in, 0.5),
    Family("threshold", style_colour.threshold, 1),
    Family("ink_on_paper", style_edges.ink_on_paper, 3),
    Family("snapshot", style_photo.snapshot, 0.25),
    Family("stipple", style_print.stipple, 3),
    Family("blur", style_frequency.blur, 0.25),
    Family("sharpen", style_frequency.sharpen, 0.25),
    Family("pixelate", style_print.pixelate, 0.5),
)
"""In an order that mixes unlike ones. The weights let a linear decision between photographs, paintings, cartoons or
sketches and their views tell the other three best; what hardly helped keeps a small share, for domains unlike those."""


class StyleMixture:
    """Draws restyled views of images that must leave the style of a pool of authorized ones.

    A pencil drawing of a sketch is a sketch, and a muted photo a photo: shown as unauthorized, such a view would teach
    the wrong thing. So a rendering that looks like the pool by plain statistics is drawn again in other families.

    Args:
        partners: RGB pictures of the authorized domain, of any size. They lend colours and textures, and from 16 on
            they say which renderings are too familiar; may be empty.
    """

    def __init__(self, partners: Sequence[Image.Image]) -> None:
        self.partners = partners
        self._familiar = FamiliarStyle(partners) if len(partners) >= FEWEST else None

    def draw(self, image: Image.Image, index: int, seed: int) -> Image.Image:
        """Draw the `index`-th restyled view of an image.

        The views 0, 1, 2, ... of an image run through the families in golden-ratio steps from a start that its seed
        decides: any number of them covers the families about evenly by their weights, and so does any view of many
        images. Only the arguments and the partners decide, never the process or the thread.

        Args:
            image: An RGB picture whose shorter side is the network's input size.
            index: Which view, from 0.
            seed: Of the image, the same for all its views.

        Returns:
            An RGB picture of the same size.
        """
        start = random.Random(seed).random()  # noqa: S311 - reproducible, not secret
        strangest: tuple[float, Image.Image] | None = None
        for attempt in range(_ATTEMPTS if self._familiar else 1):
            family = family_at(start + index * _GOLDEN + attempt * _RETRY)
            view = render(family, image, seed + (index * _ATTEMPTS + attempt) * 2**64, self.partners)
            strangeness = self._familiar.strangeness(view) if self._familiar else math.inf
            if strangeness > 1:
                return view
            if strangest is None or strangeness > strangest[0]:
                strangest = strangeness, view
        return strangest[1] if strangest else image


_latest: tuple[Sequence[Image.Image], StyleMixture] | None = None


def drawn_style(image: Image.Image, index: int, seed: int, partners: Sequence[Image.Image]) -> Image.Image:
    """Draw one view with `StyleMixture`; the mixture of the latest partners is kept, as long as they stay the same.

    Args:
        image: See `StyleMixture.draw`, likewise `index` and `seed`.
        index: Which view, from 0.
        seed: Of the image.
        partners: See `StyleMixture`; not changed between calls.
    """
    return _mixture_of(partners).draw(image, index, seed)


def _mixture_of(partners: Sequence[Image.Image]) -> StyleMixture:
    global _latest  # noqa: PLW0603 - a memory of one; threads that race make the same mixture twice, which is harmless
    known = _latest
    if known is None or known[0] is not partners:
        known = _latest = partners, StyleMixture(partners)
    return known[1]


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
