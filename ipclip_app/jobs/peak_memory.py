"""How much memory this process has needed at most."""

from ipclip_app.bench.high_water_mark import high_water_mark


def peak_memory_mb() -> float | None:
    """Highest memory that this process has held, MiB; None on systems without resource usage (Windows)."""
    mark = high_water_mark()
    return None if mark is None else mark / 2**20
