"""Seconds from the start of the process to the first paint of its window."""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Final

from ipclip_app.errors import MeasurementError
from ipclip_app.gui.measuring.figure import Figure

GOAL_S: Final = 1.5
_COMMAND: Final = (sys.executable, "-m", "ipclip_app.gui.measuring.first_paint")
_PATIENCE_S: Final = 120


def measure(times: int = 3, command: Sequence[str] = _COMMAND) -> list[Figure]:
    """Start the window once to warm the disk's cache, then so many times against the clock.

    Args:
        times: Starts that count, at least 1.
        command: What is started; writes a line once its window is painted.

    Raises:
        MeasurementError: The window did not paint.
    """
    _start(command)
    seconds = [_start(command) for _ in range(times)]
    return [Figure("Start to first paint", statistics.median(seconds), "s", GOAL_S, f"median of {times}")]


def _start(command: Sequence[str]) -> float:
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - this program itself
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            seconds = time.perf_counter() - started
            _, complaint = process.communicate(timeout=_PATIENCE_S)
        finally:
            process.kill()
    if not line:
        raise MeasurementError("the start", complaint.strip().rpartition("\n")[2])
    return seconds
