"""Every claim of a header is checked before memory is taken for it."""

import json
import struct
import tracemalloc
from typing import Any

import pytest
import torch
from safetensors.torch import load, save

from ipclip_app.bundle import limits, strict_json, tensors
from ipclip_app.bundle.damage import Damage
from ipclip_app.formats.tensors import MOST_DIMENSIONS, MOST_HEADER, MOST_TENSORS

ENTRY = "prompt.safetensors"
TWO = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}


def stored(header: Any, body: bytes = bytes(8)) -> bytes:
    """An entry with any header at all."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def refusal(data: bytes, expected: dict[str, tensors.Shape] | None = None) -> str:
    """Why the entry is refused."""
    with pytest.raises(Damage) as caught:
        tensors.from_bytes(data, ENTRY, expected)
    assert caught.value.entry == ENTRY
    return caught.value.reason


def test_tensors_survive_being_written():
    values = {"b": torch.randn(3, 4), "a": torch.tensor(2.5), "c": torch.randn(1, 2, 3)}
    read = tensors.from_bytes(tensors.to_bytes(values), ENTRY, {"a": (), "b": (3, None), "c": (1, 2, 3)})
    assert all(torch.equal(read[name], values[name]) for name in values)
    assert read.keys() == values.keys()


def test_any_program_can_read_them():
    values = {"b": torch.randn(3, 4), "a": torch.tensor(2.5)}
    read = load(tensors.to_bytes(values))
    assert all(torch.equal(read[name], values[name]) for name in values)


def test_files_of_the_safetensors_library_are_read():
    values = {"b": torch.randn(3, 4), "a": torch.randn(5)}
    read = tensors.from_bytes(save(values), ENTRY)
    assert all(torch.equal(read[name], values[name]) for name in values)


def test_equal_tensors_give_equal_bytes_in_whatever_order():
    first, second = torch.ones(2), torch.zeros(3)
    assert tensors.to_bytes({"a": first, "b": second}) == tensors.to_bytes({"b": second, "a": first})


def test_other_types_and_strides_are_written_as_float32():
    values = torch.arange(6).view(2, 3).T.double()
    assert torch.equal(tensors.from_bytes(tensors.to_bytes({"a": values}), ENTRY)["a"], values.float())


def test_tensors_that_are_read_own_their_memory():
    data = tensors.to_bytes({"a": torch.ones(2)})
    tensors.from_bytes(data, ENTRY)["a"].zero_()
    assert torch.equal(tensors.from_bytes(data, ENTRY)["a"], torch.ones(2))


def test_header_that_claims_8_gigabytes_takes_no_memory():
    data = struct.pack("<Q", 8 << 30) + b"{" + bytes(100)
    tracemalloc.start()
    assert refusal(data) == tensors.HEADER
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < limits.MEGABYTE


def test_tensor_that_claims_8_gigabytes_takes_no_memory():
    huge = {"dtype": "F32", "shape": [1 << 31], "data_offsets": [0, 8 << 30]}
    assert refusal(stored({"a": huge})) == tensors.LAYOUT
    large = {"dtype": "F32", "shape": [limits.TENSORS // 4], "data_offsets": [0, limits.TENSORS]}
    assert refusal(stored({"a": large})) == tensors.LAYOUT


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_value_that_is_not_finite_is_refused(value: float):
    assert refusal(tensors.to_bytes({"a": torch.tensor([1.0, value, 2.0])})) == tensors.NOT_FINITE


def test_infinities_that_cancel_are_refused():
    assert refusal(tensors.to_bytes({"a": torch.tensor([float("inf"), -float("inf")])})) == tensors.NOT_FINITE


def test_large_values_are_not_taken_for_infinite_ones():
    large = torch.full((4,), torch.finfo(torch.float32).max)
    assert torch.equal(tensors.from_bytes(tensors.to_bytes({"a": large}), ENTRY)["a"], large)


@pytest.mark.parametrize("dtype", ["F64", "F16", "BF16", "I64", "BOOL", "U8", "", None, 5])
def test_other_types_than_float32_are_refused(dtype: object):
    assert refusal(stored({"a": TWO | {"dtype": dtype}})) == tensors.WRONG_TYPE


@pytest.mark.parametrize("expected", [{"a": (2,), "b": (1,)}, {"b": (2,)}, {}])
def test_other_names_than_expected_are_refused(expected: dict[str, tensors.Shape]):
    assert refusal(stored({"a": TWO}), expected) == tensors.NAMES


@pytest.mark.parametrize("shape", [(3,), (2, 1), (), (1, 2)])
def test_other_shapes_than_expected_are_refused(shape: tensors.Shape):
    assert refusal(stored({"a": TWO}), {"a": shape}) == tensors.WRONG_SHAPE


@pytest.mark.parametrize(
    ("first", "second", "size"),
    [
        ([0, 8], [0, 8], 16),  # the same bytes twice
        ([0, 8], [4, 12], 12),  # overlapping
        ([0, 8], [12, 20], 20),  # a gap
        ([0, 8], [8, 16], 20),  # bytes behind the last
        ([0, 8], [8, 16], 12),  # beyond the end
        ([4, 12], [12, 20], 20),  # bytes before the first
        ([0, 8], [8, 12], 12),  # less than the shape needs
        ([0, 8], [16, 8], 16),  # backwards
    ],
)
def test_tensors_must_lie_side_by_side(first: list[int], second: list[int], size: int):
    header = {"a": TWO | {"data_offsets": first}, "b": TWO | {"data_offsets": second}}
    assert refusal(stored(header, bytes(size))) == tensors.LAYOUT


@pytest.mark.parametrize(
    "facts",
    [
        None,
        [],
        {"dtype": "F32", "shape": [2]},
        TWO | {"extra": 1},
        TWO | {"shape": [-2]},
        TWO | {"shape": [0]},
        TWO | {"shape": [2.0]},
        TWO | {"shape": [True, 2]},
        TWO | {"shape": "2"},
        TWO | {"shape": [1] * (MOST_DIMENSIONS + 1)},
        TWO | {"data_offsets": [0]},
        TWO | {"data_offsets": [0, 8, 8]},
        TWO | {"data_offsets": [-8, 0]},
        TWO | {"data_offsets": None},
    ],
    ids=str,
)
def test_tensor_described_in_another_way_is_refused(facts: object):
    assert refusal(stored({"a": facts})) == tensors.FORM


def test_additional_information_in_a_header_is_refused():
    assert refusal(stored({"__metadata__": {"format": "pt"}, "a": TWO})) == tensors.FORM
    assert refusal(stored({"__metadata__": {}, "a": TWO})) == tensors.FORM


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", tensors.SHORT),
        (b"1234567", tensors.SHORT),
        (bytes(8), strict_json.SYNTAX),
        (stored(b"[" * 100_000), strict_json.DEPTH),
        (stored(b'{"a":1,"a":2}'), strict_json.DUPLICATE),
        (stored(b'{"a":' + b"9" * 5000 + b"}"), strict_json.NUMBER),
        (stored([]), tensors.NAMES),
        (stored({}), tensors.NAMES),
        (stored({str(number): TWO for number in range(MOST_TENSORS + 1)}), tensors.NAMES),
        (stored(b" " * (MOST_HEADER + 1)), tensors.HEADER),
    ],
    ids=str,
)
def test_malformed_header_is_refused(data: bytes, told: str):
    assert refusal(data) == told
