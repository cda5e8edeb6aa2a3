"""How much memory this process has needed at most."""

import importlib
import sys


def peak_memory_mb() -> float | None:
    """Highest memory that this process has held, MiB; None on systems without resource usage (Windows)."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return None
    peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
