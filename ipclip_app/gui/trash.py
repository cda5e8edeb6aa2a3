"""Moves a folder to the trash of the desktop, from which its owner can take it back."""

from pathlib import Path

from PySide6.QtCore import QFile

from ipclip_app.errors import RunError
from ipclip_app.progress import Job, Report

PHASE = "trash"


def move_to_trash(folder: Path) -> Job[None]:
    """Move a run to the trash, unless it is being trained; one that is not there any more is fine.

    Raises:
        RunError: It is being trained, perhaps by another window; the desktop has no trash for that place; or the folder
            must not be touched.
    """
    from ipclip_app.jobs.run_folder import RunFolder

    yield Report(PHASE, 0, 1)
    if RunFolder(folder).is_busy:
        raise RunError(folder, "is being trained", "stop its training first")
    if folder.exists() and not QFile(str(folder)).moveToTrash():
        raise RunError(folder, "cannot be moved to the trash and stays where it is", "delete the folder yourself")
    yield Report(PHASE, 1, 1)
