"""The content of a secret: what does not fit, or is written in another way, is no secret."""

import json
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ipclip_app.errors import DamagedSecretError, SecretFileError, SecretVersionError
from ipclip_app.formats import tensors
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import from_bytes, to_bytes


@pytest.fixture
def altered(secret: WatermarkSecret) -> Callable[..., bytes]:
    """`altered(arrays, **description)`: the content with other arrays (None takes one away) or other words."""

    def make(arrays: dict[str, Any] | None = None, **description: Any) -> bytes:
        read, texts = tensors.from_bytes(to_bytes(secret), tuple(tensors.TYPES))
        assert texts is not None
        described = json.loads(texts["ipclip"]) | description
        kept = {name: value for name, value in (read | (arrays or {})).items() if value is not None}
        text = json.dumps(described, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return tensors.to_bytes(kept, {"ipclip": text})

    return make


def test_flipped_bits_of_the_content_are_told_from_a_secret(secret: WatermarkSecret):
    """Whoever has no digest to go by still reads no other secret out of an altered description."""
    content = to_bytes(secret)
    size = 8 + struct.unpack_from("<Q", content)[0]

    for place in range(0, 8 * size, 7):
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << place % 8
        try:
            read = from_bytes(Path("s"), bytes(flipped))
        except SecretFileError:
            continue
        assert to_bytes(read) == bytes(flipped)


def test_header_that_claims_gigabytes_takes_no_memory():
    content = struct.pack("<Q", 8 << 30) + bytes(100)
    tracemalloc.start()
    with pytest.raises(DamagedSecretError, match="header"):
        from_bytes(Path("s"), content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


@pytest.mark.parametrize(
    ("arrays", "description"),
    [
        ({"extra": np.zeros(1, np.float32)}, {}),
        ({"own": None}, {}),
        ({"matrices": None}, {}),
        ({"matrices": np.zeros((2, 8, 8), np.uint8)}, {}),
        ({"matrices": np.zeros((2, 8, 7), np.float32)}, {}),
        ({"matrices": np.zeros((2, 64), np.float32)}, {}),
        ({"pictures": np.zeros((4, 2, 2, 3), np.float32)}, {}),
        ({"pictures": np.zeros((3, 2, 2, 3), np.uint8)}, {}),
        ({"own": np.ones((2, 4), np.bool_)}, {}),
        ({"image_embeddings": np.ones((4, 8), np.float32)}, {}),
        ({"ordinary": np.zeros((7, 7), np.float32)}, {}),
        ({}, {"mode": "exact"}),
        ({}, {"mode": "exact", "method": "rotation"}),
        ({}, {"mode": 1}),
        ({}, {"method": "rotation"}),
        ({}, {"backbone": "0" * 63}),
        ({}, {"backbone": "A" * 64}),
        ({}, {"users": ["a"]}),
        ({}, {"users": ["a", "a"]}),
        ({}, {"users": ["a", "b\n"]}),
        ({}, {"users": ["a", 1]}),
        ({}, {"users": "ab"}),
        ({}, {"texts": []}),
        ({}, {"texts": ["a", "b", "c", "x" * 1001]}),
        ({}, {"format": 0}),
        ({}, {"format": "1"}),
        ({}, {"format": True}),
        ({}, {"more": 1}),
    ],
    ids=str,
)
def test_content_that_does_not_fit_is_refused(
    altered: Callable[..., bytes], arrays: dict[str, Any], description: dict[str, Any]
):
    with pytest.raises(DamagedSecretError):
        from_bytes(Path("s"), altered(arrays, **description))


def test_content_in_another_way_of_writing_is_refused(secret: WatermarkSecret):
    content = to_bytes(secret)
    size = struct.unpack_from("<Q", content)[0]
    spaced = struct.pack("<Q", size + 8) + content[8 : 8 + size] + b" " * 8 + content[8 + size :]

    with pytest.raises(DamagedSecretError, match="another way"):
        from_bytes(Path("s"), spaced)


def test_newer_format_is_told_from_damage(altered: Callable[..., bytes]):
    with pytest.raises(SecretVersionError, match="format 2"):
        from_bytes(Path("s"), altered(format=2))
