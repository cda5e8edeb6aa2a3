"""Draws one picture: a class in a style, the same for the same seeds."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from PIL import Image

from ipclip_app.demo import cartoon, photo, sketch
from ipclip_app.demo.scenes import CLASS_NAMES, Scene, compose

STYLES: Mapping[str, Callable[[Scene, int, np.random.Generator], Image.Image]] = MappingProxyType(
    {"photo": photo.render, "cartoon": cartoon.render, "sketch": sketch.render}
)
STYLE_NAMES = tuple(STYLES)

_CLASS_NUMBERS = {name: number for number, name in enumerate(CLASS_NAMES)}
_STYLE_NUMBERS = {name: number for number, name in enumerate(STYLE_NAMES)}


def draw(class_name: str, style: str, size: int, *seeds: int) -> Image.Image:
    """Draw one picture of a class in a style, RGB, `size` pixels square.

    Args:
        class_name: One of `CLASS_NAMES`.
        style: One of `STYLE_NAMES`.
        size: Side in pixels.
        seeds: Non-negative; other seeds, classes or styles give independent pictures.

    Raises:
        KeyError: The class or the style is unknown.
    """
    rng = np.random.default_rng([*seeds, _CLASS_NUMBERS[class_name], _STYLE_NUMBERS[style]])
    return STYLES[style](compose(class_name, rng), size, rng)
