"""The beginning of what somebody else sent, for a sentence about it."""

from typing import Final

_SHOWN: Final = 80


def shorten(value: object) -> str:
    """The beginning of a value, on one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
