"""Random damage to bytes, of the kinds that find the mistakes of readers."""

from collections.abc import Callable
from random import Random
from typing import Final

_LONGEST: Final = 64
_NUMBERS: Final = tuple(
    (value % (1 << 8 * size)).to_bytes(size, order)
    for size in (2, 4, 8)
    for order in ("little", "big")
    for value in (0, 1, -1, 1 << 8 * size - 1, (1 << 8 * size - 1) - 1)
)
"""Lengths at which arithmetic goes wrong."""


def seeded(seed: int) -> Random:
    """Decisions that are the same again."""
    return Random(seed)  # noqa: S311 - nothing secret depends on them


def mutated(data: bytes, random: Random, other: bytes = b"") -> bytes:
    """Data with one to four kinds of damage; it may by chance be the same.

    Args:
        data: What is damaged.
        random: Decides how.
        other: Where foreign pieces are taken from; the data itself if empty.
    """
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        data = random.choice(_KINDS)(data, random, other or data)
    return data


def _flipped(data: bytes, random: Random, _: bytes) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + bytes(byte ^ 1 << random.randrange(8) for byte in data[place : place + 1]) + data[place + 1 :]


def _cut(data: bytes, random: Random, _: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _removed(data: bytes, random: Random, _: bytes) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + data[start + random.randint(1, _LONGEST) :]


def _inserted(data: bytes, random: Random, _: bytes) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + random.randbytes(random.randint(1, _LONGEST)) + data[place:]


def _repeated(data: bytes, random: Random, _: bytes) -> bytes:
    start, length = random.randrange(len(data) + 1), random.randint(1, _LONGEST)
    return data[:start] + data[start : start + length] * random.randint(2, 8) + data[start + length :]


def _numbered(data: bytes, random: Random, _: bytes) -> bytes:
    place, number = random.randrange(len(data) + 1), random.choice(_NUMBERS)
    return data[:place] + number + data[place + len(number) :]


def _spliced(data: bytes, random: Random, other: bytes) -> bytes:
    place, start, length = (
        random.randrange(len(data) + 1),
        random.randrange(len(other) + 1),
        random.randint(1, _LONGEST),
    )
    return data[:place] + other[start : start + length] + data[place + random.choice((0, length)) :]


_KINDS: Final[tuple[Callable[[bytes, Random, bytes], bytes], ...]] = (
    _flipped,
    _cut,
    _removed,
    _inserted,
    _repeated,
    _numbered,
    _spliced,
)
