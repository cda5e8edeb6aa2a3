"""How much memory this process has needed at most, in the machine and on its GPUs; asking loads no torch."""

import sys

from ipclip_app.bench.high_water_mark import high_water_mark


def peak_memory_mb() -> float | None:
    """Highest memory that this process has held, MiB; None on systems without resource usage (Windows)."""
    mark = high_water_mark()
    return None if mark is None else mark / 2**20


def peak_gpu_memory_mb() -> float | None:
    """Highest memory that this process has held on all GPUs of NVIDIA, MiB; None where it has used none."""
    cuda = getattr(sys.modules.get("torch"), "cuda", None)
    if cuda is None or not cuda.is_initialized():
        return None
    held = sum(cuda.max_memory_reserved(device) for device in range(cuda.device_count()))
    return held / 2**20 if held else None
