"""Sizes of files in words."""

from typing import Final

_MEGABYTE: Final = 10**6


def in_megabytes(size: int) -> str:
    """A number of bytes, for instance `12.3 MB`."""
    return f"{size / _MEGABYTE:,.1f} MB"
