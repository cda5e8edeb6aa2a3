"""Tensors in the safetensors format, float32 only, each claim of the header checked before memory is taken for it."""

import math
import struct
from collections.abc import Mapping
from typing import Any, Final

import torch
from torch import Tensor

from ipclip_app.bundle import limits, strict_json
from ipclip_app.bundle.damage import Damage

Shape = tuple[int | None, ...]
"""Sizes of a tensor; None for any size from 1."""

TYPE: Final = "F32"
_ITEM: Final = 4
_LENGTH: Final = struct.Struct("<Q")
_ALIGNMENT: Final = 8
_KEYS: Final = {"dtype", "shape", "data_offsets"}

SHORT: Final = "is too short for tensors"
HEADER: Final = "claims a header that is too large or does not fit"
NAMES: Final = "does not hold the tensors that it should"
FORM: Final = "describes a tensor in an unknown way"
WRONG_TYPE: Final = "holds a tensor of another type than float32"
WRONG_SHAPE: Final = "holds a tensor of a wrong shape"
LAYOUT: Final = "has tensors that overlap, leave gaps or reach beyond its end"
NOT_FINITE: Final = "holds a value that is not a finite number"


def to_bytes(tensors: Mapping[str, Tensor]) -> bytes:
    """Write float32 tensors in the order of their names; equal values give equal bytes."""
    stored = {name: tensors[name].detach().to("cpu", torch.float32).contiguous() for name in sorted(tensors)}
    header: dict[str, Any] = {}
    offset = 0
    for name, value in stored.items():
        end = offset + value.nbytes
        header[name] = {"dtype": TYPE, "shape": list(value.shape), "data_offsets": [offset, end]}
        offset = end
    text = strict_json.encode(header)[:-1]
    text += b" " * (-len(text) % _ALIGNMENT)
    return b"".join([_LENGTH.pack(len(text)), text, *(value.numpy().tobytes() for value in stored.values())])


def from_bytes(data: bytes | memoryview, entry: str, expected: Mapping[str, Shape] | None = None) -> dict[str, Tensor]:
    """Read tensors into memory of their own.

    Args:
        data: The entry, already bounded in size.
        entry: Its name, for the refusal.
        expected: Shapes by name, all of which and no others must be there; None leaves that to the caller.

    Raises:
        Damage: The header is malformed, too large, not what is expected or not true, or a value is not finite.
    """
    view = memoryview(data)
    header, body = _split(view, entry)
    if expected is not None and header.keys() != expected.keys():
        raise Damage(entry, NAMES)
    spans = {name: _span(facts, entry) for name, facts in header.items()}
    for name, (shape, _, _) in spans.items():
        if expected is not None and not _fits(shape, expected[name]):
            raise Damage(entry, WRONG_SHAPE)
    _check_layout(spans, len(body), entry)
    return {name: _tensor(body[start:end], shape, entry) for name, (shape, start, end) in spans.items()}


def _split(view: memoryview, entry: str) -> tuple[dict[str, Any], memoryview]:
    if len(view) < _LENGTH.size:
        raise Damage(entry, SHORT)
    (size,) = _LENGTH.unpack_from(view)
    start = _LENGTH.size + size
    if size > limits.TENSOR_HEADER or start > len(view):
        raise Damage(entry, HEADER)
    header = strict_json.decode(bytes(view[_LENGTH.size : start]), entry)
    if not isinstance(header, dict) or not 1 <= len(header) <= limits.TENSOR_COUNT:
        raise Damage(entry, NAMES)
    return header, view[start:]


def _span(facts: object, entry: str) -> tuple[tuple[int, ...], int, int]:
    """Shape, first and last byte of a tensor, as the header claims them."""
    if not isinstance(facts, dict) or facts.keys() != _KEYS:
        raise Damage(entry, FORM)
    if facts["dtype"] != TYPE:
        raise Damage(entry, WRONG_TYPE)
    shape, offsets = facts["shape"], facts["data_offsets"]
    if not _whole_numbers(shape, 1, limits.DIMENSIONS) or not _whole_numbers(offsets, 0, 2) or len(offsets) != 2:  # noqa: PLR2004 - begin and end
        raise Damage(entry, FORM)
    return tuple(shape), *offsets


def _whole_numbers(values: object, lowest: int, most: int) -> bool:
    return (
        isinstance(values, list)
        and len(values) <= most
        and all(type(value) is int and lowest <= value <= limits.TENSORS for value in values)
    )


def _fits(shape: tuple[int, ...], expected: Shape) -> bool:
    return len(shape) == len(expected) and all(
        wanted in {None, size} for size, wanted in zip(shape, expected, strict=True)
    )


def _check_layout(spans: Mapping[str, tuple[tuple[int, ...], int, int]], size: int, entry: str) -> None:
    """One tensor begins where another ends, from the first byte to the last."""
    position = 0
    for shape, start, end in sorted(spans.values(), key=lambda span: span[1]):
        if start != position or end - start != _ITEM * math.prod(shape):
            raise Damage(entry, LAYOUT)
        position = end
    if position != size:
        raise Damage(entry, LAYOUT)


def _tensor(data: memoryview, shape: tuple[int, ...], entry: str) -> Tensor:
    value = torch.frombuffer(bytearray(data), dtype=torch.float32).view(shape)
    if not value.sum().isfinite() and not value.isfinite().all():  # a finite sum has finite parts, and is found sooner
        raise Damage(entry, NOT_FINITE)
    return value
