"""What is done to runs in the background."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.jobs.runs import RunRecord, RunSummary


def list_folder(folder: Path) -> "Job[tuple[RunSummary, ...]]":
    """The runs in a folder, newest first."""
    from ipclip_app.jobs.runs import list_runs

    return list_runs(folder)


def read_both(first: Path, second: Path) -> "Job[tuple[RunRecord, RunRecord]]":
    """Everything about two runs."""
    from ipclip_app.jobs.runs import read_run

    one = yield from read_run(first)
    other = yield from read_run(second)
    return one, other


def rename(path: Path, title: str) -> Job[None]:
    """Give a run a title.

    Raises:
        IpclipError: The title cannot be kept.
    """
    from ipclip_app.jobs.runs import rename_run

    yield Report("rename", 0, 1)
    rename_run(path, title)


def discard(paths: Sequence[Path]) -> Job[None]:
    """Move runs to the trash, none of them while it is being trained.

    Raises:
        RunError: One is being trained, or cannot be moved; those before it are in the trash.
    """
    from ipclip_app.gui.trash import move_to_trash

    for path in paths:
        yield from move_to_trash(path)
