"""The files that an audit was given, folders of any depth included; loads no torch."""

from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from ipclip_app.data.folders import visible_entries
from ipclip_app.errors import ImageError, UnreadableImageError
from ipclip_app.paths import is_folder, real_path

Found = Path | ImageError
"""A file, or why a folder cannot be listed."""


class Walk:
    """Files in the order in which they were given; those of a folder sorted by name, what lies in it directly first.

    Nothing is listed twice: neither a folder that is reached again, through links or because it was given together with
    one that contains it, nor a file that was given by itself too. A link that leads to a folder around the given one is
    not followed. Hidden files and what operating systems leave behind are passed over unless they were given.

    Args:
        given: Files and folders; what does not exist counts as a file.
    """

    def __init__(self, given: Sequence[Path]) -> None:
        self._given = tuple(given)
        self._files = {real_path(path) for path in self._given if not is_folder(path)}

    def __iter__(self) -> Iterator[Found]:
        """Begin anew; memory grows with the number of folders, not with that of the files."""
        visited: set[Path] = set()
        told: set[Path] = set()
        for path in self._given:
            if is_folder(path):
                yield from self._below(path, visited)
            elif path not in told:
                told.add(path)
                yield path

    def _below(self, root: Path, visited: set[Path]) -> Iterator[Found]:
        outermost = real_path(root)
        folders, links = [root], deque[Path]()
        while folders or links:
            folder = folders.pop() if folders else links.popleft()  # links last: a path without links names a file best
            real = real_path(folder)
            if real in visited or (real != outermost and outermost.is_relative_to(real)):
                continue
            visited.add(real)
            try:
                entries = visible_entries(folder)
            except OSError as error:
                yield UnreadableImageError(folder, error.strerror or str(error))
                continue
            inside: list[Path] = []
            for entry in entries:
                if not is_folder(entry):
                    yield from () if self._is_given(entry, real) else (entry,)
                elif entry.is_symlink():
                    links.append(entry)
                else:
                    inside.append(entry)
            folders.extend(reversed(inside))

    def _is_given(self, entry: Path, real_folder: Path) -> bool:
        if not self._files:
            return False
        return (real_path(entry) if entry.is_symlink() else real_folder / entry.name) in self._files
