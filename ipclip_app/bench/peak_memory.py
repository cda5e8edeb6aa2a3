"""Peak memory of one step of the packed or the plain text tower, each in a process of its own.

Run as a program it prints one JSON list of bytes. The level above which a peak counts is the memory held once the
backbone is loaded; whatever a tower prepares for its classes is part of its peak.
"""

import json
import sys
from typing import Literal

import torch

from ipclip_app.bench.child import run_child
from ipclip_app.bench.memory_meter import memory_meter
from ipclip_app.bench.workload import Workload, forward_backward

Side = Literal["packed", "padded"]


def peaks_of(side: Side, device: torch.device, *, quick: bool) -> list[int] | None:
    """Peaks above the loaded weights of each round, measured in a new process, bytes; None where there is no meter.

    Raises:
        MeasurementError: The process died, for instance because memory ran out.
    """
    arguments = [side, str(device), str(torch.get_num_threads()), json.dumps(quick)]
    peaks: list[int] | None = run_child(__name__, arguments, f"the memory of the {side} text tower")
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


def _main(side: str, device: str, threads: str, quick: str) -> None:
    torch.set_num_threads(int(threads))
    known: Side = "packed" if side == "packed" else "padded"
    sys.stdout.write(json.dumps(measure_peaks(known, torch.device(device), quick=json.loads(quick))))


if __name__ == "__main__":
    _main(*sys.argv[1:])
