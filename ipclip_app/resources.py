"""Finds the files that ship with the program, in a wheel and in a checkout alike."""

from pathlib import Path

from ipclip_app.errors import IncompleteInstallationError

_INSTALLED = Path(__file__).parent / "resources"
_CHECKOUT = Path(__file__).parent.parent / "resources"


def resource_path(name: str) -> Path:
    """Path of a shipped file or folder, for instance `sample` or `backbones/demo`.

    Raises:
        IncompleteInstallationError: It is not there.
    """
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    path = root / name
    if not path.exists():
        raise IncompleteInstallationError(path)
    return path
