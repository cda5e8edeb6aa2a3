"""Splits a domain into training, validation and test images by content, so that no seed, path or order changes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from typing import Final

from ipclip_app.config import WHOLE, AnySplit, SplitConfig
from ipclip_app.data.domains import Domain, ImageFile
from ipclip_app.data.protocols import admit_domain, protocol_of

_PARTS: Final = 3


@dataclass(frozen=True)
class Split:
    """The three parts of a domain, each sorted by class, digest and path."""

    train: tuple[ImageFile, ...]
    validation: tuple[ImageFile, ...]
    test: tuple[ImageFile, ...]


def split_domain(domain: Domain, split: AnySplit) -> Split:
    """Split a domain by shares, or as a published protocol draws from it.

    Raises:
        FolderError: A class of the protocol is missing.
        ProtocolImagesError: There are fewer images than the protocol takes.
    """
    if isinstance(split, SplitConfig):
        return share_out(domain, split)
    protocol = protocol_of(split.protocol)
    train = protocol.train - protocol.validation
    return draw_split(admit_domain(domain, protocol), train, protocol.validation, protocol.test)


def share_out(domain: Domain, config: SplitConfig) -> Split:
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


def draw_split(domain: Domain, train: int, validation: int, test: int) -> Split:
    """Draw exactly so many different contents of a labelled domain, by digest, the classes keeping their proportions.

    The sizes of the classes follow the domain's by largest remainder, and so do the parts within the classes. Of files
    with the same content one is drawn at most, for one class. No seed, path, order or name changes the choice.

    Args:
        domain: At least `train + validation + test` different contents.
        train: Training images.
        validation: Validation images.
        test: Test images.

    Raises:
        ValueError: The domain has fewer.
    """
    classes = _distinct_files(domain)
    drawn = apportion(train + validation + test, [len(files) for files in classes])
    tested = apportion(test, drawn)
    kept = [count - part for count, part in zip(drawn, tested, strict=True)]
    validated = apportion(validation, kept)
    parts: tuple[list[ImageFile], list[ImageFile], list[ImageFile]] = ([], [], [])
    for files, count, held, last in zip(classes, drawn, validated, tested, strict=True):
        ends = 0, count - held - last, count - last, count
        for part, start, end in zip(parts, ends, ends[1:], strict=False):
            part.extend(files[start:end])
    return Split(*(tuple(sorted(part, key=lambda file: (file.class_name or "", file.digest))) for part in parts))


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` in the proportion of whole weights by largest remainder, the earlier first among equal ones.

    No share exceeds its weight.

    Raises:
        ValueError: The weights add up to less than `total`.
    """
    whole = sum(weights)
    if total > whole:
        raise ValueError(f"{total} cannot be taken from {whole}")
    exact = [Fraction(total * weight, max(whole, 1)) for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda index: shares[index] - exact[index])
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def _distinct_files(domain: Domain) -> list[list[ImageFile]]:
    """One file of each content, class by class, by digest; the classes in the order of their contents, not names."""
    members: dict[str | None, dict[str, ImageFile]] = {}
    for file in sorted(domain.files, key=lambda file: file.path.as_posix()):
        members.setdefault(file.class_name, {}).setdefault(file.digest, file)
    classes: list[list[ImageFile]] = []
    placed: set[str] = set()
    for contents in sorted(members.values(), key=sorted):
        classes.append([contents[digest] for digest in sorted(contents.keys() - placed)])
        placed |= contents.keys()
    return classes


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
