"""Bytes in words."""

from PySide6.QtCore import QLocale


def in_words(size: int) -> str:
    """A number of bytes, for instance `351.1 MB`, as file managers count."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
