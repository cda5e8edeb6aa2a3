"""Tensors of an entry, float32 only, each claim of the header checked before memory is taken for it."""

from collections.abc import Mapping
from typing import Final

import torch
from torch import Tensor

from ipclip_app.bundle.damage import Damage
from ipclip_app.formats import tensors
from ipclip_app.formats.malformed import Malformed
from ipclip_app.formats.tensors import FORM, HEADER, LAYOUT, NAMES, NOT_FINITE, SHORT, WRONG_SHAPE, Shape

TYPE: Final = "F32"
WRONG_TYPE: Final = tensors.WRONG_TYPE.format(types="float32")

__all__ = [
    "FORM",
    "HEADER",
    "LAYOUT",
    "NAMES",
    "NOT_FINITE",
    "SHORT",
    "WRONG_SHAPE",
    "WRONG_TYPE",
    "Shape",
    "from_bytes",
    "to_bytes",
]


def to_bytes(values: Mapping[str, Tensor]) -> bytes:
    """Write float32 tensors in the order of their names; equal values give equal bytes."""
    return tensors.to_bytes({name: value.detach().to("cpu", torch.float32).numpy() for name, value in values.items()})


def from_bytes(data: bytes | memoryview, entry: str, expected: Mapping[str, Shape] | None = None) -> dict[str, Tensor]:
    """Read tensors into memory of their own.

    Args:
        data: The entry, already bounded in size.
        entry: Its name, for the refusal.
        expected: Shapes by name, all of which and no others must be there; None leaves that to the caller.

    Raises:
        Damage: The header is malformed, too large, not what is expected or not true, or a value is not finite.
    """
    try:
        arrays, metadata = tensors.from_bytes(data, (TYPE,), expected)
    except Malformed as error:
        raise Damage(entry, error.reason) from error
    if metadata is not None:
        raise Damage(entry, FORM)
    return {name: torch.from_numpy(value) for name, value in arrays.items()}
