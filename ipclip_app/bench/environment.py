"""Describes the machine that a benchmark ran on."""

import platform

import torch

from ipclip_app.bench.result import Environment
from ipclip_app.bench.workload import Workload
from ipclip_app.model.device import describe_device
from ipclip_app.model.machine import processor_name


def environment(workload: Workload) -> Environment:
    """What a reader must know to compare figures."""
    return Environment(
        cpu=processor_name(),
        device=str(workload.device) if workload.device.type == "cpu" else describe_device(workload.device).name,
        threads=torch.get_num_threads(),
        torch=torch.__version__,
        system=f"{platform.system()} {platform.machine()}",
        architecture=f"{workload.backbone.name}, random weights",
    )
