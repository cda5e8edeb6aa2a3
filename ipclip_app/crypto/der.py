"""As much of DER (X.690) as an encrypted private key takes: tag, length, content."""

from typing import Final

INTEGER: Final = 0x02
OCTETS: Final = 0x04
OBJECT: Final = 0x06
SEQUENCE: Final = 0x30
_LONG: Final = 0x80
"""Lengths from here on take more than one byte."""


def tlv(tag: int, *parts: bytes) -> bytes:
    """One item, whose content is the parts one after another."""
    content = b"".join(parts)
    length = len(content)
    if length < _LONG:
        return bytes([tag, length]) + content
    size = (length.bit_length() + 7) // 8
    return bytes([tag, _LONG | size]) + length.to_bytes(size, "big") + content


def unsigned(number: int) -> bytes:
    """Content of a non-negative integer."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")  # a leading bit of 1 would mean a negative number


def items(content: bytes) -> list[tuple[int, bytes]]:
    """Tags and contents of the items that follow one another in `content`.

    Raises:
        ValueError: An item is longer than what is left.
    """
    found: list[tuple[int, bytes]] = []
    while content:
        if len(content) < 2:  # noqa: PLR2004 - tag and length
            raise ValueError("an item is cut")
        length, start = content[1], 2
        if length >= _LONG:
            start += length - _LONG
            length = int.from_bytes(content[2:start], "big")
        if start + length > len(content):
            raise ValueError("an item is cut")
        found.append((content[0], content[start : start + length]))
        content = content[start + length :]
    return found
