"""Shows what lies in a folder before anything is read: domains, classes, counts, and small pictures of some images.

Loads no torch. Counting goes by names alone and can be wrong about damaged or misnamed files; a training tells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Final

from ipclip_app.data.class_names import display_name
from ipclip_app.data.folders import name_order
from ipclip_app.data.tally import SAMPLES, Group, Place, tally_images
from ipclip_app.errors import ImageError
from ipclip_app.paths import real_path
from ipclip_app.progress import Job, Report

THUMBNAILS: Final = "thumbnails"
_GAP: Final = 2.0
"""Pillow halves a picture coarsely as long as it keeps so many times the wanted size, which costs nothing visible."""

Groups = Mapping[str, Group]
"""Images by the subfolder they lie in; the empty name stands for the folder itself."""


@dataclass(frozen=True)
class DomainPreview:
    """What the names of its files tell about a domain.

    Attributes:
        root: The folder.
        name: The folder's name.
        classes: Images by class, sorted by name; empty where the images lie in no class folders.
        images: All of them.
        samples: Some of them, spread over the classes.
    """

    root: Path
    name: str
    classes: Mapping[str, int]
    images: int
    samples: tuple[Path, ...]


@dataclass(frozen=True)
class FolderPreview:
    """The domains that a folder holds: itself, its subfolders, or none where no image is."""

    root: Path
    domains: tuple[DomainPreview, ...]


@dataclass(frozen=True)
class ThumbnailReport(Report):
    """A small picture of an image.

    Attributes:
        path: The image.
        width: Pixels in a row; 0 for an image that cannot be used.
        height: Rows.
        pixels: Red, green and blue of each pixel, a byte each, row after row without gaps.
    """

    path: Path
    width: int
    height: int
    pixels: bytes


def preview_folder(root: Path) -> Job[FolderPreview]:
    """Count what lies in a folder; what counts as a domain is decided as `discover_domains` does.

    Yields:
        Reports of the phase `count` with the number of images found so far.

    Raises:
        FolderError: It is missing, no folder, or must not be read.
    """
    places = yield from tally_images(root)
    flat = {place[0] for place in places if len(place) == 1}
    deep = {place[0] for place in places if len(place) > 1} - flat
    if len(deep) > len(flat):
        names = sorted(flat | deep, key=name_order)
        return FolderPreview(root, tuple(_domain(root / name, _below(places, name)) for name in names))
    return FolderPreview(root, (_domain(root, _merged(places)),) if places else ())


def thumbnails(paths: Sequence[Path], size: int) -> Job[None]:
    """Read images one after the other, each scaled to fit a square; none is enlarged.

    Args:
        paths: The images.
        size: Pixels on a side of the square.

    Yields:
        One `ThumbnailReport` for each image, in the same order.
    """
    for step, path in enumerate(paths, start=1):
        yield ThumbnailReport(THUMBNAILS, step, len(paths), path, *_small(path, size))


def _below(places: Mapping[Place, Group], name: str) -> Groups:
    return {"".join(place[1:]): group for place, group in places.items() if place[:1] == (name,)}


def _merged(places: Mapping[Place, Group]) -> Groups:
    merged: dict[str, Group] = {}
    for place in sorted(places, key=len):
        merged.setdefault("".join(place[:1]), Group()).add(places[place].images, places[place].samples)
    return merged


def _domain(root: Path, groups: Groups) -> DomainPreview:
    """A domain of the class folders among the groups, or where there are none, of the images that lie loose."""
    names = sorted(filter(None, groups), key=name_order)
    used = [groups[name] for name in names or groups]
    counts: dict[str, int] = {}
    for name in names:
        counts[display_name(name)] = counts.get(display_name(name), 0) + groups[name].images
    return DomainPreview(root, real_path(root).name, counts, sum(group.images for group in used), _spread(used))


def _spread(groups: Sequence[Group]) -> tuple[Path, ...]:
    """Some of the images, each group in turn and equally often; of evenly spaced groups where there are too many."""
    room = min(SAMPLES, len(groups))
    chosen = [groups[index * len(groups) // room] for index in range(room)]
    turns = zip_longest(*(group.samples for group in chosen))
    return tuple(islice(filter(None, chain.from_iterable(turns)), SAMPLES // room * room))


def _small(path: Path, size: int) -> tuple[int, int, bytes]:
    from ipclip_app.data.images import read_image  # noqa: PLC0415 - what only counts need not wait for NumPy

    try:
        image = read_image(path, enough=size)
        image.thumbnail((size, size), reducing_gap=_GAP)
    except (ImageError, MemoryError):
        return 0, 0, b""
    return image.width, image.height, image.tobytes()
