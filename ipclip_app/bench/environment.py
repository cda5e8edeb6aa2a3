"""Describes the machine that a benchmark ran on."""

import platform
from pathlib import Path
from typing import Final

import torch

from ipclip_app.bench.result import Environment
from ipclip_app.bench.workload import Workload
from ipclip_app.model.device import describe_device

_CPU_INFO: Final = Path("/proc/cpuinfo")
_MODEL: Final = "model name"


def environment(workload: Workload) -> Environment:
    """What a reader must know to compare figures."""
    return Environment(
        cpu=cpu_name(),
        device=str(workload.device) if workload.device.type == "cpu" else describe_device(workload.device).name,
        threads=torch.get_num_threads(),
        torch=torch.__version__,
        system=f"{platform.system()} {platform.machine()}",
        architecture=f"{workload.backbone.name}, random weights",
    )


def cpu_name() -> str:
    """The processor's name as the system tells it, or its architecture."""
    try:
        lines = _CPU_INFO.read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith(_MODEL)]
    return names[0] if names else platform.processor() or platform.machine()
