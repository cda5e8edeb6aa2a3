"""Writes a stamped picture into a file of its source's kind, with nothing of the source's metadata but its colours'."""

import io
from pathlib import Path
from typing import Final, Literal

from PIL import Image

from ipclip_app.data.containers import HEAD_BYTES, image_format

JPEG_QUALITY: Final = 95

FileKind = Literal["JPEG", "PNG"]
"""What is written: PNG loses nothing, JPEG at JPEG_QUALITY with colours at full resolution nearly nothing."""

_SUFFIXES: Final[dict[FileKind, tuple[str, ...]]] = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png", ".apng"),
}
_PROFILE_LIMIT: Final = 1 << 20
_COLOUR_SPACE: Final = slice(16, 20)
"""Where a colour profile names its space (ICC.1, section 7.2)."""


def kind_of_copy(source: Path) -> FileKind:
    """JPEG for a source that is JPEG by its first bytes, else PNG.

    Raises:
        OSError: The file cannot be read.
    """
    with source.open("rb") as file:
        return "JPEG" if image_format(file.read(HEAD_BYTES)) == "JPEG" else "PNG"


def kind_of_name(path: Path) -> FileKind | None:
    """The kind that a file's name tells, None for other names."""
    return next((kind for kind, suffixes in _SUFFIXES.items() if path.suffix.lower() in suffixes), None)


def name_of_copy(source: Path, kind: FileKind) -> str:
    """The source's name, with the kind's suffix behind it where it has none; never the name of its neighbour."""
    if kind_of_name(source) == kind:
        return source.name
    copy = source.with_name(source.name + _SUFFIXES[kind][0])
    while copy.exists():
        copy = copy.with_name(copy.name + copy.suffix)
    return copy.name


def encode_picture(image: Image.Image, kind: FileKind) -> bytes:
    """The bytes of a file of a stamped picture; its colour profile is kept where it is one of RGB.

    Raises:
        OSError, ValueError: Pillow cannot write such a picture.
    """
    profile = image.info.get("icc_profile")
    kept = profile if isinstance(profile, bytes) and _suits(profile) else None
    details = {"quality": JPEG_QUALITY, "subsampling": 0} if kind == "JPEG" else {}
    stream = io.BytesIO()
    image.save(stream, kind, icc_profile=kept, **details)
    return stream.getvalue()


def _suits(profile: bytes) -> bool:
    return len(profile) <= _PROFILE_LIMIT and profile[_COLOUR_SPACE] == b"RGB "
