"""Image files in every format."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def red() -> Image.Image:
    """A picture of 24 x 20 pixels, all (200, 30, 40)."""
    return Image.new("RGB", (24, 20), (200, 30, 40))


@pytest.fixture
def encode() -> Callable[..., bytes]:
    """`encode(image, kind, **options)`: the bytes of a file in one of Pillow's formats."""

    def to_bytes(image: Image.Image, kind: str, **options: object) -> bytes:
        stream = io.BytesIO()
        image.save(stream, kind, **options)
        return stream.getvalue()

    return to_bytes


@pytest.fixture
def write() -> Callable[[Path, bytes], Path]:
    """`write(path, content)`: a file of these bytes."""

    def to_file(path: Path, content: bytes) -> Path:
        path.write_bytes(content)
        return path

    return to_file
