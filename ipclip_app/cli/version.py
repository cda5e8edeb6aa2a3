"""What `ipclip --version` tells."""

import platform
import sys
from importlib import metadata

from ipclip_app import __version__


def version_facts() -> dict[str, str]:
    """Versions of the program, Python and torch, and the platform; torch is not loaded for it."""
    return {
        "program": __version__,
        "python": platform.python_version(),
        "torch": _installed("torch"),
        "platform": f"{platform.system()} {platform.release()} {platform.machine()}",
        "executable": sys.executable,
    }


def version_line() -> str:
    """The same in one line."""
    facts = version_facts()
    return f"ipclip {facts['program']} (Python {facts['python']}, torch {facts['torch']}, {facts['platform']})"


def _installed(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "missing"
