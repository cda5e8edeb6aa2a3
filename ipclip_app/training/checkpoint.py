"""Checkpoints: one safetensors file, written atomically, the one before it kept as a fallback."""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from ipclip_app.errors import CheckpointError
from ipclip_app.storage import write_atomically

FORMAT: Final = 1
NAME: Final = "checkpoint.safetensors"
PREVIOUS: Final = "checkpoint.previous.safetensors"


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """The file, its tensors by name, and everything else as JSON values."""

    path: Path
    tensors: Mapping[str, Tensor]
    state: Mapping[str, Any]


def write_checkpoint(folder: Path, tensors: Mapping[str, Tensor], state: Mapping[str, Any]) -> None:
    """Write the checkpoint of a run, keeping the previous one beside it.

    Raises:
        OutputError: The disk is full or the folder is read-only; the last checkpoint is intact.
    """
    metadata = {
        "format": str(FORMAT),
        "state": json.dumps(state, allow_nan=False),
        "digest": _digest(tensors),
    }
    fresh = folder / f".{NAME}.new"
    try:
        write_atomically(fresh, lambda path: save_file(dict(tensors), path, metadata))
        if (folder / NAME).exists():
            (folder / NAME).replace(folder / PREVIOUS)
        fresh.replace(folder / NAME)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def read_checkpoint(folder: Path, warn: Callable[[str], None]) -> Checkpoint | None:
    """Read the newest undamaged checkpoint of a run, or None when there is none at all.

    Args:
        folder: The run's folder.
        warn: Told when the newest one is damaged and the one before it is used.

    Raises:
        CheckpointError: Checkpoints exist but none can be read.
    """
    failure: CheckpointError | None = None
    for path in (folder / NAME, folder / PREVIOUS):
        if not path.exists():
            continue
        try:
            checkpoint = _read(path)
        except CheckpointError as error:
            failure = failure or error
            continue
        if failure is not None:
            warn(f"{failure.path} is damaged; going on from the checkpoint before it.")
        return checkpoint
    if failure is not None:
        raise failure
    return None


def _read(path: Path) -> Checkpoint:
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
        state = json.loads(metadata["state"])
    except (SafetensorError, OSError, KeyError, ValueError) as error:
        raise CheckpointError(path, str(error) or type(error).__name__) from error
    if metadata.get("format") != str(FORMAT):
        raise CheckpointError(path, f"format {metadata.get('format')} is not {FORMAT}")
    if metadata.get("digest") != _digest(tensors):
        raise CheckpointError(path, "its content does not match its digest")
    return Checkpoint(path, tensors, state)


def _digest(tensors: Mapping[str, Tensor]) -> str:
    digest = hashlib.sha256()
    for name in sorted(tensors):
        value = tensors[name].detach().cpu().contiguous()
        digest.update(f"{name}:{value.dtype}:{tuple(value.shape)};".encode())
        digest.update(value.reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
