"""Tensors in the safetensors format, each claim of the header checked before memory is taken for it."""

import math
import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ipclip_app.formats import strict_json
from ipclip_app.formats.malformed import Malformed

Shape = tuple[int | None, ...]
"""Sizes of a tensor; None for any size from 1."""

TYPES: Final[Mapping[str, np.dtype[Any]]] = {
    "F16": np.dtype("<f2"),
    "F32": np.dtype("<f4"),
    "F64": np.dtype("<f8"),
    "U8": np.dtype("u1"),
    "BOOL": np.dtype("?"),
}
"""Types by the names that the format gives them."""
METADATA: Final = "__metadata__"
"""Name of the one entry of a header that is no tensor."""

MOST_HEADER: Final = 1 << 20
"""Most bytes of a header."""
MOST_TENSORS: Final = 4096
MOST_DIMENSIONS: Final = 8
_LARGEST: Final = 1 << 40
"""No size and no position is larger, so that their products stay small."""
_LENGTH: Final = struct.Struct("<Q")
_ALIGNMENT: Final = 8
_KEYS: Final = {"dtype", "shape", "data_offsets"}

SHORT: Final = "is too short for tensors"
HEADER: Final = "claims a header that is too large or does not fit"
NAMES: Final = "does not hold the tensors that it should"
FORM: Final = "describes a tensor in an unknown way"
WRONG_TYPE: Final = "holds a tensor of another type than {types}"
WRONG_SHAPE: Final = "holds a tensor of a wrong shape"
LAYOUT: Final = "has tensors that overlap, leave gaps or reach beyond its end"
NOT_FINITE: Final = "holds a value that is not a finite number"
NOT_BOOLEAN: Final = "holds a truth value that is neither true nor false"


@dataclass(frozen=True)
class Span:
    """A tensor as the header describes it.

    Attributes:
        type: One of TYPES.
        shape: Its sizes, 1 or more each.
        start: Position of its first byte behind the header.
        end: Position behind its last byte.
    """

    type: str
    shape: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Header:
    """What a file says of itself.

    Attributes:
        spans: The tensors by name.
        metadata: Texts by name; None where there is no place for them.
        size: Bytes of the header and of its length, before the first tensor.
    """

    spans: Mapping[str, Span]
    metadata: Mapping[str, str] | None
    size: int


def to_bytes(arrays: Mapping[str, NDArray[Any]], metadata: Mapping[str, str] | None = None) -> bytes:
    """Write tensors in the order of their names; equal values give equal bytes.

    Args:
        arrays: Of one of TYPES each.
        metadata: Texts by name.
    """
    names = {kind: name for name, kind in TYPES.items()}
    stored = {name: np.ascontiguousarray(arrays[name]).reshape(arrays[name].shape) for name in sorted(arrays)}
    header: dict[str, Any] = {METADATA: dict(metadata)} if metadata else {}
    offset = 0
    for name, value in stored.items():
        end = offset + value.nbytes
        kind = names[value.dtype.newbyteorder("<")]
        header[name] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [offset, end]}
        offset = end
    text = strict_json.encode(header)[:-1]
    text += b" " * (-len(text) % _ALIGNMENT)
    values = (value.astype(value.dtype.newbyteorder("<"), copy=False).tobytes() for value in stored.values())
    return b"".join([_LENGTH.pack(len(text)), text, *values])


def from_bytes(
    data: bytes | memoryview, types: Collection[str], expected: Mapping[str, Shape] | None = None
) -> tuple[dict[str, NDArray[Any]], Mapping[str, str] | None]:
    """Read tensors into memory of their own, and the texts of the header, None where there is no place for them.

    Args:
        data: The whole file, already bounded in size.
        types: Those of TYPES that it may hold.
        expected: Shapes by name, all of which and no others must be there; None leaves that to the caller.

    Raises:
        Malformed: The header is malformed, too large, not what is expected or not true, or a value is not finite.
    """
    view = memoryview(data)
    header = read_header(view, types, len(view), expected)
    body = view[header.size :]
    arrays = {name: _array(body[span.start : span.end], span) for name, span in header.spans.items()}
    return arrays, header.metadata


def read_header(
    start: bytes | memoryview, types: Collection[str], size: int, expected: Mapping[str, Shape] | None = None
) -> Header:
    """Read and check a header.

    Args:
        start: The beginning of the file, the whole header included as far as that is not longer than MOST_HEADER.
        types: Those of TYPES that the file may hold.
        size: Bytes of the whole file.
        expected: Shapes by name, all of which and no others must be there; None leaves that to the caller.

    Raises:
        Malformed: It is malformed, too large, not what is expected, or does not describe a file of that size.
    """
    if len(start) < _LENGTH.size:
        raise Malformed(SHORT)
    (length,) = _LENGTH.unpack_from(start)
    end = _LENGTH.size + length
    if length > MOST_HEADER or end > len(start):
        raise Malformed(HEADER)
    content = strict_json.decode(bytes(start[_LENGTH.size : end]))
    metadata = _metadata(content.pop(METADATA)) if isinstance(content, dict) and METADATA in content else None
    if not isinstance(content, dict) or not 1 <= len(content) <= MOST_TENSORS:
        raise Malformed(NAMES)
    if expected is not None and content.keys() != expected.keys():
        raise Malformed(NAMES)
    spans = {name: _span(facts, types) for name, facts in content.items()}
    if expected is not None and not all(_fits(span.shape, expected[name]) for name, span in spans.items()):
        raise Malformed(WRONG_SHAPE)
    _check_layout(spans, size - end)
    return Header(spans, metadata, end)


def _metadata(texts: object) -> Mapping[str, str]:
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise Malformed(FORM)
    return texts


def _span(facts: object, types: Collection[str]) -> Span:
    if not isinstance(facts, dict) or facts.keys() != _KEYS:
        raise Malformed(FORM)
    kind, shape, offsets = facts["dtype"], facts["shape"], facts["data_offsets"]
    if not isinstance(kind, str) or kind not in types:
        raise Malformed(WRONG_TYPE.format(types=" or ".join(_name(known) for known in types)))
    if not _whole_numbers(shape, 1, MOST_DIMENSIONS) or not _whole_numbers(offsets, 0, 2) or len(offsets) != 2:  # noqa: PLR2004 - begin and end
        raise Malformed(FORM)
    return Span(kind, tuple(shape), *offsets)


def _name(kind: str) -> str:
    return TYPES[kind].name


def _whole_numbers(values: object, lowest: int, most: int) -> bool:
    return (
        isinstance(values, list)
        and len(values) <= most
        and all(type(value) is int and lowest <= value <= _LARGEST for value in values)
    )


def _fits(shape: tuple[int, ...], expected: Shape) -> bool:
    return len(shape) == len(expected) and all(
        wanted in {None, size} for size, wanted in zip(shape, expected, strict=True)
    )


def _check_layout(spans: Mapping[str, Span], size: int) -> None:
    """One tensor begins where another ends, from the first byte to the last."""
    position = 0
    for span in sorted(spans.values(), key=lambda span: span.start):
        if span.start != position or span.end - span.start != TYPES[span.type].itemsize * math.prod(span.shape):
            raise Malformed(LAYOUT)
        position = span.end
    if position != size:
        raise Malformed(LAYOUT)


def _array(data: memoryview, span: Span) -> NDArray[Any]:
    kind = TYPES[span.type]
    if kind.kind == "b" and np.frombuffer(data, np.uint8).max() > 1:
        raise Malformed(NOT_BOOLEAN)
    value: NDArray[Any] = np.frombuffer(bytearray(data), dtype=kind).reshape(span.shape)
    if kind.kind == "f" and not _is_finite(value):
        raise Malformed(NOT_FINITE)
    return value


def _is_finite(value: NDArray[Any]) -> bool:
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(value.sum())) or bool(np.isfinite(value).all())  # the sum is found sooner
