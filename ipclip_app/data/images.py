"""Reads one image file of whatever kind an owner has, or says in one sentence why it cannot be used."""

import hashlib
import io
import os
import re
import stat
import struct
import zlib
from pathlib import Path
from typing import BinaryIO, Final

from PIL import ExifTags, Image, UnidentifiedImageError

from ipclip_app.data.containers import HEAD_BYTES, SUFFIXES, image_format, without_extras
from ipclip_app.data.pixels import to_rgb
from ipclip_app.data.quiet_pillow import quiet_pillow
from ipclip_app.errors import (
    CorruptImageError,
    DecompressionBombError,
    ImageFileTooLargeError,
    ImageMemoryError,
    ImageTooSmallError,
    NotAnImageError,
    UnreadableImageError,
)

MINIMUM_SIDE: Final = 16
PIXEL_LIMIT: Final = 178_956_970
FILE_LIMIT: Final = 512 << 20
"""Bytes of one file; they are held in memory beside the pixels, and PIXEL_LIMIT pixels of RGB take as many."""

_HASHED_AT_ONCE: Final = 1 << 20
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow's decoders raise on damaged files; no common ancestor below Exception exists.
_DAMAGE: Final = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError),
    *(RuntimeError, EOFError, BufferError, struct.error, zlib.error),
)


def read_image(path: Path, enough: int | None = None) -> Image.Image:
    """Decode a file to an upright RGB image with transparency on white; of an animation the first frame.

    Pixel values are 8 bit: 16-bit data is divided by 257. Nothing is written, and no warning escapes.

    Args:
        path: The file.
        enough: Pixels on each side that suffice for a thumbnail; a JPEG file is then decoded at a smaller scale, which
            is faster and takes less memory. None decodes every pixel.

    Raises:
        UnreadableImageError: The file cannot be opened or read.
        NotAnImageError: Its content is none of JPEG, PNG, WebP, BMP, TIFF and GIF, whatever its name says.
        CorruptImageError: It begins as an image but is empty, truncated or damaged.
        ImageFileTooLargeError: It has more than FILE_LIMIT bytes.
        DecompressionBombError: It has more than PIXEL_LIMIT pixels; found out from the header.
        ImageTooSmallError: A side is shorter than MINIMUM_SIDE pixels.
        ImageMemoryError: Memory ran out.
    """
    try:
        content = _read(path)
        return _picture(path, content, _require_format(path, content[:HEAD_BYTES]), enough)
    except MemoryError as error:
        raise ImageMemoryError(path) from error


def image_of(path: Path, content: bytes, limit: int | None = None) -> Image.Image:
    """What `read_image` gives, of a file's content; `path` is what to call it.

    Raises:
        DecompressionBombError: It has more than `limit` pixels, None for PIXEL_LIMIT; found out from the header.
        ImageError: As of `read_image`.
    """
    try:
        return _picture(path, content, _require_format(path, content[:HEAD_BYTES]), limit=limit)
    except MemoryError as error:
        raise ImageMemoryError(path) from error


def opened_image(path: Path, image: Image.Image) -> Image.Image:
    """What `read_image` gives, of an image that Pillow has opened; `path` is what to call it.

    Raises:
        CorruptImageError: Its file is truncated, damaged or closed.
        DecompressionBombError: It has more than PIXEL_LIMIT pixels.
        ImageTooSmallError: A side is shorter than MINIMUM_SIDE pixels.
        ImageMemoryError: Memory ran out.
    """
    with quiet_pillow():
        try:
            return _upright(path, image)
        except _DAMAGE as error:
            raise CorruptImageError(path, _cause(error)) from error
        except MemoryError as error:
            raise ImageMemoryError(path) from error


def _picture(path: Path, content: bytes, name: str, enough: int | None = None, limit: int | None = None) -> Image.Image:
    with quiet_pillow():
        try:
            return _decode(path, without_extras(content) if name == "PNG" else content, name, enough, limit)
        except Image.DecompressionBombError as error:
            found = re.search(r"\d+", str(error))
            raise DecompressionBombError(path, int(found.group()) if found else 0, limit or PIXEL_LIMIT) from error
        except _DAMAGE as error:
            raise CorruptImageError(path, _cause(error)) from error


def content_digest(path: Path) -> str:
    """SHA-256 of an image file's bytes as 64 hexadecimal digits; only the signature is checked, nothing is decoded.

    Raises:
        UnreadableImageError: The file cannot be opened or read.
        NotAnImageError: It does not begin like a supported image.
        CorruptImageError: It is empty.
        ImageFileTooLargeError: It has more than FILE_LIMIT bytes.
    """
    try:
        with _open(path) as file:
            head = _read_head(path, file)
            digest = hashlib.sha256(head)
            while block := file.read(_HASHED_AT_ONCE):
                digest.update(block)
    except OSError as error:
        raise UnreadableImageError(path, _cause(error)) from error
    return digest.hexdigest()


def looks_like_image(path: Path) -> bool:
    """Whether a file's name or else its first bytes promise an image."""
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        with _open(path) as file:
            return image_format(file.read(HEAD_BYTES)) is not None
    except (OSError, UnreadableImageError):
        return False


def _open(path: Path) -> BinaryIO:
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableImageError(path, "it is not a regular file")
    return path.open("rb")


def _read(path: Path) -> bytes:
    try:
        with _open(path) as file:
            _read_head(path, file)
            file.seek(0)
            return file.read(FILE_LIMIT)
    except OSError as error:
        raise UnreadableImageError(path, _cause(error)) from error


def _read_head(path: Path, file: BinaryIO) -> bytes:
    """The first bytes of a file that is an image by them and of a bearable size."""
    head = file.read(HEAD_BYTES)
    _require_format(path, head)
    size = os.fstat(file.fileno()).st_size
    if size > FILE_LIMIT:
        raise ImageFileTooLargeError(path, size, FILE_LIMIT)
    return head


def _require_format(path: Path, head: bytes) -> str:
    if not head:
        raise CorruptImageError(path, "the file is empty")
    name = image_format(head)
    if name is None:
        raise NotAnImageError(path)
    return name


def _decode(path: Path, content: bytes, name: str, enough: int | None, limit: int | None) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=(name,)) as image:
        return _upright(path, image, enough, limit)


def _upright(path: Path, image: Image.Image, enough: int | None = None, limit: int | None = None) -> Image.Image:
    width, height = image.size
    most = PIXEL_LIMIT if limit is None else limit
    if width * height > most:
        raise DecompressionBombError(path, width * height, most)
    if min(width, height) < MINIMUM_SIDE:
        raise ImageTooSmallError(path, width, height, MINIMUM_SIDE)
    if enough is not None:
        image.draft(None, (enough, enough))  # only JPEG can
    image.load()
    turn = _UPRIGHT.get(_orientation(image))
    converted = to_rgb(image)
    return converted if turn is None else converted.transpose(turn)


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 where it is missing or the EXIF data is damaged (the pixels may still be fine)."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _DAMAGE:
        return 1


def _cause(error: BaseException) -> str:
    if isinstance(error, UnidentifiedImageError):
        return "its header cannot be understood"
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())
