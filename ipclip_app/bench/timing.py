"""Wall-clock seconds of a computation on any device."""

import time
from collections.abc import Callable
from statistics import median

import torch


def seconds(step: Callable[[], object], device: torch.device, repetitions: int = 1) -> float:
    """Median duration of `step`, s; each run is complete on the device before the clock stops."""
    return median(_seconds(step, device) for _ in range(repetitions))


def _seconds(step: Callable[[], object], device: torch.device) -> float:
    _synchronize(device)
    start = time.perf_counter()
    step()
    _synchronize(device)
    return time.perf_counter() - start


def _synchronize(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()
