"""The runs in a folder: listed, read, named; loads no torch."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ipclip_app.data.class_names import printable
from ipclip_app.errors import RunError
from ipclip_app.jobs import run_folder
from ipclip_app.jobs.predictions import Prediction
from ipclip_app.jobs.run_reading import RunReading, RunRecord, RunState, RunSummary, is_run
from ipclip_app.paths import is_folder, real_path
from ipclip_app.progress import Job, Report
from ipclip_app.storage import write_json

__all__ = ["Prediction", "RunRecord", "RunState", "RunSummary", "list_runs", "new_run_folder", "read_run", "rename_run"]

PHASE: Final = "runs"
_LONGEST_NAME: Final = 40


def list_runs(folder: Path) -> Job[tuple[RunSummary, ...]]:
    """The runs right inside a folder, newest first; none if the folder does not exist. Other folders are passed over.

    Raises:
        RunError: The folder cannot be listed.
    """
    places = list(_subfolders(folder))
    found: list[RunSummary] = []
    for step, place in enumerate(places):
        yield Report(PHASE, step, len(places))
        if is_run(place):
            found.append(RunReading(place).summary())
    yield Report(PHASE, len(places), len(places))
    return tuple(sorted(found, key=lambda run: (run.created, run.path.name), reverse=True))


def read_run(path: Path) -> Job[RunRecord]:
    """Everything about one run; what is damaged is left out and told by the summary.

    Raises:
        RunError: The folder holds no run.
    """
    _require_run(path)
    yield Report(PHASE, 0, 1)
    record = RunReading(path).record()
    yield Report(PHASE, 1, 1)
    return record


def rename_run(path: Path, title: str) -> None:
    """Give a run a title; its folder keeps its name. An empty title is forgotten.

    Raises:
        RunError: The folder holds no run.
        OutputError: The title cannot be kept.
    """
    _require_run(path)
    write_json(path / run_folder.TITLE, {"title": " ".join(printable(title).split())})


def new_run_folder(folder: Path, authorized: Path, unauthorized: Path | None, scenario: str = "") -> Path:
    """A path in `folder` that does not exist yet, named after both domains, such as `photo-against-sketch-2`.

    Where the scenario makes its unauthorized images itself, its name stands for them, as in `photo-ownership`.
    """
    first = _plain_name(real_path(authorized).name)
    second = scenario if unauthorized is None else f"against-{_plain_name(real_path(unauthorized).name)}"
    stem = f"{first}-{second}"
    number, path = 1, folder / stem
    while os.path.lexists(path):
        number += 1
        path = folder / f"{stem}-{number}"
    return path


def _plain_name(name: str) -> str:
    """A folder's name without anything that a file system, a shell or a reader stumbles over."""
    return re.sub(r"[\W_]+", "-", printable(name))[:_LONGEST_NAME].strip("-").lower() or "images"


def _subfolders(folder: Path) -> Iterator[Path]:
    try:
        yield from filter(is_folder, sorted(folder.iterdir()))
    except FileNotFoundError:
        return
    except OSError as error:
        raise RunError(folder, f"cannot be read ({error.strerror})", "check that you may read it") from error


def _require_run(path: Path) -> None:
    if not is_run(path):
        raise RunError(path, "is not the folder of a run", "choose a folder that a training has made")
