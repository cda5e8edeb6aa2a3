"""What can truly be said about a drawn picture: its class, with its style or with none."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor

from ipclip_app.demo.drawing import STYLE_NAMES
from ipclip_app.demo.scenes import CLASS_NAMES

_TEMPLATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "{name}.": STYLE_NAMES,
        "a {name}.": STYLE_NAMES,
        "a picture of a {name}.": STYLE_NAMES,
        "an image of a {name}.": STYLE_NAMES,
        "what this picture shows, whoever may have made it, is a {name}.": STYLE_NAMES,
        "a photo of a {name}.": ("photo",),
        "a photograph of a {name}.": ("photo",),
        "a drawing of a {name}.": ("cartoon", "sketch"),
        "a cartoon of a {name}.": ("cartoon",),
        "a cartoon drawing of a {name}.": ("cartoon",),
        "a sketch of a {name}.": ("sketch",),
        "a pencil drawing of a {name}.": ("sketch",),
    }
)


@dataclass(frozen=True)
class Caption:
    """A sentence and the pictures it is true of: those of one class in some styles."""

    text: str
    class_name: str
    styles: tuple[str, ...]


def readable(class_name: str) -> str:
    """The class name as in a sentence: spaces for underscores."""
    return class_name.replace("_", " ")


def all_captions() -> tuple[Caption, ...]:
    """Every template filled with every class."""
    return tuple(
        Caption(template.format(name=readable(name)), name, styles)
        for name in CLASS_NAMES
        for template, styles in _TEMPLATES.items()
    )


def truth_table(captions: tuple[Caption, ...]) -> Tensor:
    """Which caption is true of which cell, shape (classes, styles, captions), 0 or 1."""
    table = torch.zeros(len(CLASS_NAMES), len(STYLE_NAMES), len(captions))
    for column, caption in enumerate(captions):
        for style in caption.styles:
            table[CLASS_NAMES.index(caption.class_name), STYLE_NAMES.index(style), column] = 1
    return table
