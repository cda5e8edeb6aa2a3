"""Questions about paths of the user's that never raise, whatever he named: locked folders, endless links, long names.

The methods of `pathlib` raise in such cases, and in which ones depends on the version of Python.
"""

import os
from pathlib import Path


def is_folder(path: Path) -> bool:
    """Whether a path is a folder or a link to one; False where that cannot be found out."""
    return os.path.isdir(path)  # noqa: PTH112 - see above


def is_file(path: Path) -> bool:
    """Whether a path is a regular file or a link to one; False where that cannot be found out."""
    return os.path.isfile(path)  # noqa: PTH113 - see above


def real_path(path: Path) -> Path:
    """The absolute path with its links followed, as far as they lead anywhere."""
    return Path(os.path.realpath(path))


def from_home(text: str) -> Path:
    """A path as the user writes it, with `~` read as his home folder where there is one."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - see above
