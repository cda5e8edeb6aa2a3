"""Lists what lies in a folder: in a fixed order, never in circles, never twice, without what systems put there."""

import unicodedata
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ipclip_app.errors import FolderError, UnreadableImageError
from ipclip_app.paths import is_folder, real_path
from ipclip_app.progress import Job, Report

_LITTER: Final = frozenset({".ds_store", ".localized", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir"})


@dataclass(frozen=True)
class FolderListing:
    """The files of a folder by the subfolder they belong to.

    Attributes:
        root: The folder.
        loose: Files that lie in it directly.
        subfolders: For each direct subfolder its files, those nested deeper included.
        unreadable: Folders below it that cannot be listed.
    """

    root: Path
    loose: tuple[Path, ...]
    subfolders: Mapping[str, tuple[Path, ...]]
    unreadable: tuple[UnreadableImageError, ...]


def list_folder(root: Path) -> Job[FolderListing]:
    """List a folder and everything below it, with one report per folder.

    Real folders come before symbolic links, so that a link to a class of the same folder never takes its images away.
    A link that leads back to a folder already listed, or to one that contains `root`, is not followed.

    Raises:
        FolderError: `root` is missing, no folder, or must not be read.
    """
    require_folder(root)
    walk = _Walk(root)
    for folders, _ in enumerate(walk.steps(), start=1):
        yield Report("folders", folders, 0)
    return walk.listing()


def require_folder(root: Path) -> None:
    """Check that a folder exists and can be listed.

    Raises:
        FolderError: It is missing, no folder, or must not be read.
    """
    try:
        next(root.iterdir(), None)
    except FileNotFoundError as error:
        raise FolderError(root, "there is no such folder", "check the path") from error
    except NotADirectoryError as error:
        raise FolderError(root, "is not a folder", "give the folder that contains the images") from error
    except OSError as error:
        cause = error.strerror or str(error)
        raise FolderError(root, f"cannot be read ({cause})", "check that you may read it") from error


def visible_entries(folder: Path) -> tuple[Path, ...]:
    """The entries of a folder in a fixed order, without hidden ones and what operating systems leave behind.

    Raises:
        OSError: The folder cannot be listed.
    """
    entries = (entry for entry in folder.iterdir() if not is_hidden(entry.name))
    return tuple(sorted(entries, key=lambda entry: (unicodedata.normalize("NFC", entry.name), entry.name)))


def is_hidden(name: str) -> bool:
    """Whether a file or folder of that name is hidden or what operating systems leave behind."""
    return name.startswith(".") or is_litter(name)


def is_litter(name: str) -> bool:
    """Whether operating systems leave files or folders of that name behind, unasked."""
    return name.lower() in _LITTER


class _Walk:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._real_root = real_path(root)
        self._pending: deque[tuple[Path, str | None]] = deque([(root, None)])
        self._links: deque[tuple[Path, str | None]] = deque()
        self._visited: set[Path] = set()
        self._files: dict[Path, tuple[str | None, Path]] = {}
        self._file_links: list[tuple[str | None, Path]] = []
        self._subfolders: dict[str, list[Path]] = {}
        self._unreadable: list[UnreadableImageError] = []

    def steps(self) -> Iterator[Path]:
        while self._pending or self._links:
            folder, owner = (self._pending or self._links).popleft()
            real = real_path(folder)
            if real in self._visited or (real != self._real_root and self._real_root.is_relative_to(real)):
                continue
            self._visited.add(real)
            yield folder
            self._enter(folder, real, owner)

    def _enter(self, folder: Path, real: Path, owner: str | None) -> None:
        if owner is not None:
            self._subfolders.setdefault(owner, [])
        try:
            entries = visible_entries(folder)
        except OSError as error:
            self._unreadable.append(UnreadableImageError(folder, error.strerror or str(error)))
            return
        for entry in entries:
            self._note(entry, real, owner)

    def _note(self, entry: Path, real_parent: Path, owner: str | None) -> None:
        if is_folder(entry):
            queue = self._links if entry.is_symlink() else self._pending
            queue.append((entry, owner or entry.name))
        elif entry.is_symlink():
            self._file_links.append((owner, entry))
        else:
            self._files[real_parent / entry.name] = (owner, entry)

    def listing(self) -> FolderListing:
        for owner, link in self._file_links:
            self._files.setdefault(real_path(link), (owner, link))
        loose: list[Path] = []
        for owner, path in self._files.values():
            (loose if owner is None else self._subfolders[owner]).append(path)
        subfolders = {name: self._in_order(self._subfolders[name]) for name in sorted(self._subfolders, key=name_order)}
        return FolderListing(self._root, self._in_order(loose), subfolders, tuple(self._unreadable))

    def _in_order(self, paths: list[Path]) -> tuple[Path, ...]:
        return tuple(sorted(paths, key=lambda path: tuple(map(name_order, path.relative_to(self._root).parts))))


def name_order(name: str) -> tuple[str, str]:
    """Sorts names alike on every file system, however it composes their letters."""
    return unicodedata.normalize("NFC", name), name
