"""Chooses where tensors live and says what that place is."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Final

import torch

from ipclip_app.config import DEVICES, Device
from ipclip_app.errors import TooLittleMemoryError, UsageError
from ipclip_app.model.machine import main_memory, processor_name

_OUT_OF_MEMORY: Final = ("out of memory", "can't allocate memory", "not enough memory", "_alloc_failed")
"""What torch says in small letters; the last one is cuBLAS's and cuDNN's status."""
_OUT_OF_MAIN_MEMORY: Final = "DefaultCPUAllocator"


@dataclass(frozen=True)
class DeviceDescription:
    """A device in words.

    Attributes:
        name: What the maker or the system calls it, or the processor's architecture.
        memory: Bytes in all (for the CPU: of main memory); None where the system does not tell.
    """

    name: str
    memory: int | None

    def to_json(self) -> dict[str, Any]:
        """The description as plain JSON values."""
        return {"name": self.name, "memory": self.memory}


def resolve_device(name: str) -> torch.device:
    """Turn the `--device` option into a device; `auto` takes CUDA, then MPS, then the CPU.

    Raises:
        UsageError: The name is unknown, or this machine or this build of torch has no such device.
    """
    if name not in DEVICES:
        raise UsageError(f"The device '{name}' is unknown; choose one of {', '.join(DEVICES)}.")
    if name == "auto":
        return torch.device(usable_devices()[0])
    if not _available(name):
        raise UsageError(
            f"The device '{name}' is not available on this machine or in this build of torch; "
            "choose --device auto or cpu."
        )
    return torch.device(name)


def usable_devices() -> tuple[Device, ...]:
    """What this machine and this build of torch have, the one that `auto` takes first."""
    kinds: tuple[Device, ...] = ("cuda", "mps", "cpu")
    return tuple(kind for kind in kinds if _available(kind))


def _available(kind: str) -> bool:
    if kind == "cuda":
        return torch.cuda.is_available()
    return kind == "cpu" or torch.backends.mps.is_available()


def describe_device(device: torch.device) -> DeviceDescription:
    """Name and memory of a device."""
    if device.type == "cuda":
        properties = torch.cuda.get_device_properties(device)
        return DeviceDescription(properties.name, properties.total_memory)
    if device.type == "mps":
        return DeviceDescription("Apple GPU", torch.mps.recommended_max_memory())
    return DeviceDescription(processor_name(), main_memory())


def text_autocast(device: torch.device) -> AbstractContextManager[object]:
    """Bfloat16 autocast for the text tower on a CUDA device that computes it natively, nothing elsewhere.

    The statistics of images are never computed under it: half precision exists only on disk.
    """
    if device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False):
        return torch.autocast("cuda", dtype=torch.bfloat16)
    return nullcontext()


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an exception of torch or Python means that memory ran out, on whatever device."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(phrase in str(error).lower() for phrase in _OUT_OF_MEMORY)


@contextmanager
def enough_memory(what: str, device: torch.device) -> Iterator[None]:
    """Turn a lack of memory into an error that names what there was too little for, and where.

    Raises:
        TooLittleMemoryError: Memory of the device, or main memory, ran out.
    """
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        in_main_memory = isinstance(error, MemoryError) or _OUT_OF_MAIN_MEMORY in str(error)
        raise TooLittleMemoryError(what, "cpu" if in_main_memory else device.type) from error


def release_memory(device: torch.device) -> None:
    """Give cached blocks of an accelerator back, so that a smaller batch finds room in one piece."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()
