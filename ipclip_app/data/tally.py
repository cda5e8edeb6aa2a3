"""Counts images by the names of their files alone, so that a large folder can be shown before it is read."""

import heapq
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ipclip_app.data.containers import SUFFIXES
from ipclip_app.data.folders import is_hidden, name_order, require_folder
from ipclip_app.paths import is_file, real_path
from ipclip_app.progress import Job, Report

PHASE: Final = "count"
SAMPLES: Final = 12
_ENTRIES_PER_REPORT: Final = 256

Place = tuple[str, ...]
"""The names of the first subfolders that lead to an image, none, one or two of them."""


@dataclass
class Group:
    """Images in one place.

    Attributes:
        images: How many.
        samples: Up to SAMPLES of them, the first ones of each folder by name.
    """

    images: int = 0
    samples: list[Path] = field(default_factory=list)

    def add(self, images: int, samples: Iterable[Path]) -> None:
        """Count further images."""
        self.images += images
        self.samples.extend(list(samples)[: SAMPLES - len(self.samples)])


def tally_images(root: Path) -> Job[dict[Place, Group]]:
    """Count the images of a folder and of everything below it by place; only places with images are listed.

    A file is an image when its name ends like one. Links are followed like `list_folder` follows them, except that a
    linked file whose target lies below `root` counts as its target alone. Folders that cannot be listed are left out.

    Yields:
        The images counted so far, once for every few hundred entries.

    Raises:
        FolderError: `root` is missing, no folder, or must not be read.
    """
    require_folder(root)
    walk = _Walk(root)
    yield Report(PHASE, 0, 0)
    with closing(walk.entries()) as entries:
        for count, _ in enumerate(entries, start=1):
            if count % _ENTRIES_PER_REPORT == 0:
                yield Report(PHASE, walk.images, 0)
    yield Report(PHASE, walk.images, 0)
    return walk.groups


class _Walk:
    """Real folders before links to folders, each real folder once."""

    def __init__(self, root: Path) -> None:
        self.groups: dict[Place, Group] = {}
        self.images = 0
        self._root = real_path(root)
        self._pending: deque[tuple[Path, Place]] = deque([(root, ())])
        self._links: deque[tuple[Path, Place]] = deque()
        self._visited: set[Path] = set()
        self._targets: set[Path] = set()

    def entries(self) -> Generator[None, None, None]:
        """Count, with one step for every entry of every folder."""
        while self._pending or self._links:
            folder, place = (self._pending or self._links).popleft()
            real = real_path(folder)
            if real in self._visited or (real != self._root and self._root.is_relative_to(real)):
                continue
            self._visited.add(real)
            yield from self._enter(folder, place)

    def _enter(self, folder: Path, place: Place) -> Iterator[None]:
        found: list[str] = []
        subfolders: list[os.DirEntry[str]] = []
        for entry in _listed(folder):
            if _is_folder(entry):
                subfolders.append(entry)
            elif self._is_image(entry):
                found.append(entry.name)
                self.images += 1
            yield
        if found:
            first = heapq.nsmallest(SAMPLES, found, key=name_order)
            self.groups.setdefault(place, Group()).add(len(found), (folder / name for name in first))
        for entry in sorted(subfolders, key=lambda entry: name_order(entry.name)):
            queue = self._links if entry.is_symlink() else self._pending
            queue.append((Path(entry.path), (*place, entry.name)[:2]))

    def _is_image(self, entry: os.DirEntry[str]) -> bool:
        if os.path.splitext(entry.name)[1].lower() not in SUFFIXES:  # noqa: PTH122 - a path per file takes its time
            return False
        if not entry.is_symlink():
            return True
        target = real_path(Path(entry.path))
        if target in self._targets or target.is_relative_to(self._root) or not is_file(target):
            return False
        self._targets.add(target)
        return True


def _listed(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The visible entries of a folder, as far as they can be listed."""
    try:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if not is_hidden(entry.name))
    except OSError:
        return


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in circles
        return False
