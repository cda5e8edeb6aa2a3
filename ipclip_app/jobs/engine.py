"""Loads what computes, once, and tells what this machine computes with."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ipclip_app.config import Device
from ipclip_app.preferences import let_threads_sleep
from ipclip_app.progress import Job, Report

PHASE: Final = "engine"
_MODULES: Final = ("torch", "open_clip", "ipclip_app.jobs.train", "ipclip_app.jobs.evaluate")
_TOLD: Final = ("torch", "open_clip", "torchvision", "numpy")


@dataclass(frozen=True)
class ComputeDevice:
    """A device to compute on.

    Attributes:
        name: What to pass as the device of a run.
        title: What the machine calls it.
        memory_mb: Memory in MiB, 0 if not known.
    """

    name: Device
    title: str
    memory_mb: int


@dataclass(frozen=True)
class EngineFacts:
    """What was loaded.

    Attributes:
        devices: Every device that can be used, the one that `auto` takes first.
        versions: Versions of the libraries that compute, by name.
        threads: Threads that one operation uses on the CPU.
    """

    devices: tuple[ComputeDevice, ...]
    versions: Mapping[str, str]
    threads: int


def start_engine(threads: int = 0) -> Job[EngineFacts]:
    """Import the libraries that compute; a report after each, so that whoever waits sees it go on.

    Args:
        threads: Threads of one operation on the CPU, 0 for the library's own choice.
    """
    let_threads_sleep()
    for step, name in enumerate(_MODULES):
        yield Report(PHASE, step, len(_MODULES))
        importlib.import_module(name)
    yield Report(PHASE, len(_MODULES), len(_MODULES))
    return _facts(threads)


def _facts(threads: int) -> EngineFacts:
    import torch  # noqa: PLC0415 - `start_engine` has imported it, this module must load without

    if threads:
        torch.set_num_threads(threads)
    versions = {name: str(getattr(importlib.import_module(name), "__version__", "")) for name in _TOLD}
    return EngineFacts(_devices(), versions, torch.get_num_threads())


def _devices() -> tuple[ComputeDevice, ...]:
    from ipclip_app.model.device import (  # noqa: PLC0415 - as above
        describe_device,
        resolve_device,
        usable_devices,
    )

    found = ((name, describe_device(resolve_device(name))) for name in usable_devices())
    return tuple(ComputeDevice(name, told.name, (told.memory or 0) // 2**20) for name, told in found)
