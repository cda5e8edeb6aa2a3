"""Tensors of several types in one file, and texts beside them."""

import json
import struct
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load, save

from ipclip_app.formats import tensors
from ipclip_app.formats.malformed import Malformed

ALL = tuple(tensors.TYPES)


@pytest.fixture
def values() -> dict[str, NDArray[Any]]:
    """A tensor of each type."""
    numbers = np.random.default_rng(0).integers(0, 2, (2, 3))
    return {name.lower(): numbers.astype(kind) for name, kind in tensors.TYPES.items()}


def stored(header: Any, body: bytes) -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def test_every_type_survives_being_written(values: dict[str, NDArray[Any]]):
    read, metadata = tensors.from_bytes(tensors.to_bytes(values), ALL)

    assert metadata is None
    assert {name: (array.dtype, array.tolist()) for name, array in read.items()} == {
        name: (array.dtype, array.tolist()) for name, array in values.items()
    }
    assert all(array.flags.writeable for array in read.values())


def test_the_library_of_the_format_reads_and_writes_the_same(values: dict[str, NDArray[Any]]):
    read = load(tensors.to_bytes(values, {"note": "x"}))
    back, _ = tensors.from_bytes(save(values), ALL)

    assert all(np.array_equal(read[name], values[name]) and np.array_equal(back[name], values[name]) for name in values)


def test_big_endian_numbers_are_written_as_little_endian_ones():
    big = np.array([1.0, 2.0], dtype=">f4")

    assert tensors.to_bytes({"a": big}) == tensors.to_bytes({"a": big.astype("<f4")})


def test_texts_survive_beside_tensors():
    written = tensors.to_bytes({"a": np.ones(2, np.float32)}, {"b": "größer"})

    assert tensors.from_bytes(written, ["F32"])[1] == {"b": "größer"}


@pytest.mark.parametrize("texts", [[], "x", {"a": 1}, {"a": {"b": "c"}}], ids=str)
def test_other_metadata_than_texts_is_refused(texts: object):
    header = {"__metadata__": texts, "a": {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]}}

    with pytest.raises(Malformed) as caught:
        tensors.from_bytes(stored(header, b"1"), ALL)
    assert caught.value.reason == tensors.FORM


def test_truth_value_other_than_true_and_false_is_refused():
    header = {"a": {"dtype": "BOOL", "shape": [2], "data_offsets": [0, 2]}}

    with pytest.raises(Malformed) as caught:
        tensors.from_bytes(stored(header, b"\x01\x02"), ALL)
    assert caught.value.reason == tensors.NOT_BOOLEAN


def test_type_that_is_not_wanted_is_refused_with_those_that_are():
    with pytest.raises(Malformed, match="another type than float16 or float32"):
        tensors.from_bytes(tensors.to_bytes({"a": np.ones(2)}), ("F16", "F32"))


def test_header_alone_tells_where_tensors_lie(values: dict[str, NDArray[Any]]):
    written = tensors.to_bytes(values)
    size = 8 + int.from_bytes(written[:8], "little")

    header = tensors.read_header(written[:size], ALL, len(written))

    span = header.spans["f64"]
    assert (header.size, span.shape) == (size, (2, 3))
    assert written[size + span.start : size + span.end] == values["f64"].tobytes()


def test_file_that_is_cut_does_not_fit_its_header(values: dict[str, NDArray[Any]]):
    written = tensors.to_bytes(values)

    with pytest.raises(Malformed) as caught:
        tensors.read_header(written, ALL, len(written) - 1)
    assert caught.value.reason == tensors.LAYOUT
