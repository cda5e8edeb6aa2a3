"""Checkpoints: one file after every epoch, written atomically, the one before it kept as a fallback."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import Tensor

from ipclip_app.errors import CheckpointError, OutputError
from ipclip_app.model.tensor_file import DamagedFileError, read_tensors, write_tensors
from ipclip_app.training.checkpoint_names import NAME, PREVIOUS


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
    fresh = folder / f".{NAME}.new"
    try:
        write_tensors(fresh, tensors, state)
        if (folder / NAME).exists():
            (folder / NAME).replace(folder / PREVIOUS)
        fresh.replace(folder / NAME)
    except OutputError as error:  # the user shall read of no name that is there for a moment only
        raise OutputError(folder / NAME, error.cause) from error
    except OSError as error:
        raise OutputError(folder / NAME, error.strerror or str(error)) from error
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
            tensors, state = read_tensors(path)
        except DamagedFileError as error:
            failure = failure or CheckpointError(path, str(error))
            continue
        if failure is not None:
            warn(f"{failure.path} is damaged; going on from the checkpoint before it.")
            failure.path.unlink(missing_ok=True)  # or the next write would keep it as the fallback
        return Checkpoint(path, tensors, state)
    if failure is not None:
        raise failure
    return None
