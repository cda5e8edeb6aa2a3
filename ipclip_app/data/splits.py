"""Splits a domain into training, validation and test images by content, so that no seed, path or order changes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from typing import Final

from ipclip_app.config import WHOLE, SplitConfig
from ipclip_app.data.domains import Domain, ImageFile

_PARTS: Final = 3


@dataclass(frozen=True)
class Split:
    """The three parts of a domain, each sorted by class, digest and path."""

    train: tuple[ImageFile, ...]
    validation: tuple[ImageFile, ...]
    test: tuple[ImageFile, ...]


def split_domain(domain: Domain, config: SplitConfig) -> Split:
    """Rank the different contents of each class by digest and cut them in exact proportion.

    Files of the same content share a part, even across classes. The sizes, counted in different contents, follow the
    shares by largest remainder; a class of three or more has at least one in each part, a smaller one may not.
    An unlabelled domain counts as one class.
    """
    digests: dict[str | None, set[str]] = {}
    for file in domain.files:
        digests.setdefault(file.class_name, set()).add(file.digest)
    part_of: dict[str, int] = {}
    for ranked in sorted(map(sorted, digests.values())):
        _assign(ranked, config, part_of)
    files = sorted(domain.files, key=lambda file: (file.class_name or "", file.digest, file.path.as_posix()))
    train, validation, test = (tuple(f for f in files if part_of[f.digest] == part) for part in range(_PARTS))
    return Split(train, validation, test)


def part_sizes(count: int, config: SplitConfig) -> tuple[int, int, int]:
    """Cut `count` things in the configured shares by largest remainder; at least one in each part from three on."""
    exact = [Fraction(count * share, WHOLE) for share in (config.train, config.validation, config.test)]
    sizes = [int(share) for share in exact]
    by_remainder = sorted(range(_PARTS), key=lambda part: sizes[part] - exact[part])
    for part in by_remainder[: count - sum(sizes)]:
        sizes[part] += 1
    while count >= _PARTS and min(sizes) == 0:
        sizes[sizes.index(max(sizes))] -= 1
        sizes[sizes.index(0)] += 1
    return sizes[0], sizes[1], sizes[2]


def _assign(ranked: list[str], config: SplitConfig, part_of: dict[str, int]) -> None:
    """Give the contents of one class their parts; those that another class has placed already keep theirs."""
    room = list(part_sizes(len(ranked), config))
    for digest in ranked:
        if digest in part_of:
            room[part_of[digest]] -= 1
    free = (digest for digest in ranked if digest not in part_of)
    part_of.update(zip(free, _places(room), strict=False))


def _places(room: Iterable[int]) -> Iterable[int]:
    """The parts in order, each as often as it has room; training takes what exceeds the room."""
    for part, places in enumerate(room):
        yield from repeat(part, max(places, 0))
    yield from repeat(0)
