"""Peak memory of one step of the packed or the plain text tower, each in a process of its own.

Run as a program it prints one JSON list of bytes. The level above which a peak counts is the memory held once the
backbone is loaded; whatever a tower prepares for its classes is part of its peak.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final, Literal

import torch

from ipclip_app.bench.memory_meter import memory_meter
from ipclip_app.bench.workload import Workload, forward_backward
from ipclip_app.errors import MeasurementError

Side = Literal["packed", "padded"]
_PACKAGE_HOME: Final = Path(__file__).parents[2]


def peaks_of(side: Side, device: torch.device, *, quick: bool) -> list[int] | None:
    """Peaks above the loaded weights of each round, measured in a new process, bytes; None where there is no meter.

    Raises:
        MeasurementError: The process died, for instance because memory ran out.
    """
    command = [sys.executable, "-m", __name__, side, str(device), str(torch.get_num_threads()), json.dumps(quick)]
    found = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())  # noqa: S603 - own module
    if found.returncode != 0:
        raise MeasurementError(f"the memory of the {side} text tower", found.stderr.strip().rpartition("\n")[2])
    peaks: list[int] | None = json.loads(found.stdout)
    return peaks


def measure_peaks(side: Side, device: torch.device, *, quick: bool) -> list[int] | None:
    """Peaks above the loaded weights of each round in this process, bytes; None where there is no meter."""
    meter = memory_meter(device)
    if meter is None:
        return None
    workload = Workload.build(device, quick=quick)
    level = meter.start()
    tower = workload.packed() if side == "packed" else workload.padded()
    peaks = []
    for _ in range(workload.size.rounds):
        forward_backward(tower, workload.contexts(1))
        peaks.append(meter.peak() - level)
        meter.start()
    return peaks


def _environment() -> dict[str, str]:
    """This process's environment, in which the package is found wherever it lies."""
    paths = [str(_PACKAGE_HOME), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def _main(side: str, device: str, threads: str, quick: str) -> None:
    torch.set_num_threads(int(threads))
    known: Side = "packed" if side == "packed" else "padded"
    sys.stdout.write(json.dumps(measure_peaks(known, torch.device(device), quick=json.loads(quick))))


if __name__ == "__main__":
    _main(*sys.argv[1:])
