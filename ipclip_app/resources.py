"""Finds the files that ship with the program, in a wheel and in a checkout alike."""

from pathlib import Path

_INSTALLED = Path(__file__).parent / "resources"
_CHECKOUT = Path(__file__).parent.parent / "resources"


def resource_path(name: str) -> Path:
    """Path of a shipped file or folder, for instance `sample` or `backbones/demo`.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    path = root / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: reinstall ipclip-app.")
    return path
