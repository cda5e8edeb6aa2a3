"""Recognizes image files by their first bytes and removes from PNG files what the pixels do not need."""

import zlib
from typing import Final

HEAD_BYTES: Final = 32
SUFFIXES: Final = frozenset(
    {".bmp", ".dib", ".gif", ".jfif", ".jpe", ".jpeg", ".jpg", ".mpo", ".png", ".apng", ".tif", ".tiff", ".webp"}
)
"""How the names of image files end, in lower case."""

_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_SIGNATURES: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (_PNG_SIGNATURE, "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
)
_BITMAP_HEADERS: Final = (12, 40, 52, 56, 64, 108, 124)
_PNG_CHUNKS_FOR_PIXELS: Final = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_PNG_ORIENTATION: Final = b"eXIf"


def image_format(head: bytes) -> str | None:
    """Pillow's name of the format whose signature starts `head` (the file's first HEAD_BYTES), None for other files."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS:
        return "BMP"
    return None


def without_extras(content: bytes) -> bytes:
    """Drop the chunks of a PNG file that carry no pixels, so that a huge or broken text or profile cannot stop it.

    Animation chunks go too, which leaves the default picture. The EXIF chunk stays for its orientation while its
    checksum holds.
    """
    kept, start = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while start < len(content):
        end = start + 12 + int.from_bytes(content[start : start + 4], "big")
        chunk = content[start:end]
        if chunk[4:8] in _PNG_CHUNKS_FOR_PIXELS or (chunk[4:8] == _PNG_ORIENTATION and _is_sound(chunk)):
            kept.append(chunk)
        start = end
    return b"".join(kept)


def _is_sound(chunk: bytes) -> bool:
    return zlib.crc32(chunk[4:-4]) == int.from_bytes(chunk[-4:], "big")
