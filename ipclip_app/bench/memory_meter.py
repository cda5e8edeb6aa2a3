"""Peak memory of this process above a level, as honestly as the system tells it."""

import ctypes
import gc
import sys
from pathlib import Path
from typing import Final, Protocol

import torch

from ipclip_app.bench.high_water_mark import high_water_mark

KILOBYTE: Final = 1024
_STATUS: Final = Path("/proc/self/status")
_CLEAR: Final = Path("/proc/self/clear_refs")
_RESET_PEAK: Final = "5"


class MemoryMeter(Protocol):
    """Measures one stretch of work at a time."""

    def start(self) -> int:
        """Forget the peak so far; the memory held now, bytes."""

    def peak(self) -> int:
        """Most memory held since `start`, bytes."""


class CudaMeter:
    """Memory of tensors on a CUDA device."""

    def __init__(self, device: torch.device) -> None:
        self._device = device

    def start(self) -> int:
        """Forget the peak so far; the memory held now, bytes."""
        torch.cuda.reset_peak_memory_stats(self._device)
        return torch.cuda.memory_allocated(self._device)

    def peak(self) -> int:
        """Most memory held since `start`, bytes."""
        return torch.cuda.max_memory_allocated(self._device)


class LinuxMeter:
    """Resident memory of the whole process; Linux lets a process lower its high-water mark to the present level."""

    def start(self) -> int:
        """Forget the peak so far; the memory held now, bytes."""
        release_free_memory()
        _CLEAR.write_text(_RESET_PEAK)
        return _status("VmRSS")

    def peak(self) -> int:
        """Most memory held since `start`, bytes."""
        return _status("VmHWM")


class HighWaterMeter:
    """Resident memory where the high-water mark only rises: a stretch that needs less than one before it shows none."""

    def start(self) -> int:
        """The high-water mark so far, bytes."""
        return self.peak()

    def peak(self) -> int:
        """The high-water mark, bytes."""
        return high_water_mark() or 0


def memory_meter(device: torch.device) -> MemoryMeter | None:
    """The best meter for work on a device, or None where the system has none (Windows, Apple GPUs)."""
    if device.type == "cuda":
        return CudaMeter(device)
    if device.type != "cpu":
        return None
    if _can_reset_peak():
        return LinuxMeter()
    return None if high_water_mark() is None else HighWaterMeter()


def release_free_memory() -> None:
    """Give freed memory back to the system where the C library can, so that it is not taken for memory in use."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone has it
        if trim is not None:
            trim(0)


def _can_reset_peak() -> bool:
    try:
        _CLEAR.write_text(_RESET_PEAK)
        return _status("VmHWM") > 0
    except (OSError, LookupError):
        return False


def _status(field: str) -> int:
    lines = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
    return int(lines[field].split()[0]) * KILOBYTE
