"""How much memory this process has ever held, told without loading what computes."""

import importlib
import sys
from typing import Final

_KILOBYTE: Final = 1024


def high_water_mark() -> int | None:
    """Most memory that this process has ever held, bytes; None on systems without resource usage (Windows)."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return None
    mark: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return mark if sys.platform == "darwin" else mark * _KILOBYTE
