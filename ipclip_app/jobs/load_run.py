"""Puts the protected module of a finished run to work, as `load_bundle` does with a bundle."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ipclip_app.config import Device
from ipclip_app.jobs.audit_row import AuditedWith
from ipclip_app.jobs.protected_model import ProtectedModel, audited_with_run, read_protected_model
from ipclip_app.model.device import enough_memory, resolve_device
from ipclip_app.progress import Job, Report

PHASE: Final = "open"


@dataclass(frozen=True, eq=False)
class LoadedRun:
    """A run at work.

    Attributes:
        path: Its folder.
        model: What judges images.
        audited_with: What a report of an audit tells of its judge.
    """

    path: Path
    model: ProtectedModel
    audited_with: AuditedWith


def load_run(path: Path, device: Device = "auto") -> Job[LoadedRun]:
    """Load the module of a run and its backbone.

    Raises:
        RunError: The run is unfinished or damaged.
        RunChangedError: The backbone is no longer the one that the run was trained with.
        BackboneError: The backbone cannot be loaded.
        TooLittleMemoryError: There is not enough memory for it.
    """
    place = resolve_device(device)
    yield Report(PHASE, 0, 1)
    with enough_memory("this run", place):
        model = read_protected_model(path, place)
    loaded = LoadedRun(path, model, audited_with_run(path, model))
    yield Report(PHASE, 1, 1)
    return loaded
