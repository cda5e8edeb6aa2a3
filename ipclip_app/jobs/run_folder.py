"""The folder of a run: what is in it, who may write it, and how a run is described."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from ipclip_app.errors import OutputError, OutputExistsError, RunBusyError, RunError
from ipclip_app.storage import write_json
from ipclip_app.training import checkpoint

FORMAT: Final = 1
DESCRIPTION: Final = "run.json"
RESULTS: Final = "results.json"
HISTORY: Final = "history.json"
MODULE: Final = "module.safetensors"
LOCK: Final = ".lock"
_OWN_FILES: Final = (RESULTS, HISTORY, MODULE, checkpoint.NAME, checkpoint.PREVIOUS, DESCRIPTION)


@dataclass(frozen=True)
class RunFolder:
    """One run on the disk."""

    path: Path

    @property
    def exists(self) -> bool:
        """Whether a run was begun here."""
        return (self.path / DESCRIPTION).is_file()

    @property
    def finished(self) -> bool:
        """Whether training came to its end here."""
        return (self.path / MODULE).is_file()

    def describe(self, description: Mapping[str, Any]) -> None:
        """Write what the run is about."""
        write_json(self.path / DESCRIPTION, {"format": FORMAT, **description})

    def description(self) -> dict[str, Any]:
        """Read what the run is about.

        Raises:
            RunError: There is no run, or its description is damaged or of another version.
        """
        path = self.path / DESCRIPTION
        if not path.is_file():
            raise RunError(self.path, "is not the folder of a run", "give the folder that `ipclip train --out` made")
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise RunError(path, f"is damaged ({error})", "train again into another folder") from error
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise RunError(path, "was written by another version", "use the version of the program that wrote it")
        return content

    def prepare(self, *, resume: bool, force: bool) -> None:
        """Make the folder ready for training.

        Raises:
            OutputExistsError: Something is there already and neither `resume` nor `force` allows for it.
            RunError: There is nothing to resume, or the folder holds other files.
            OutputError: The folder cannot be made.
        """
        if resume:
            self.description()
            return
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            foreign = [entry for entry in self.path.iterdir() if entry.name not in (*_OWN_FILES, LOCK)]
        except OSError as error:
            raise OutputError(self.path, error.strerror or str(error)) from error
        if self.exists and not force:
            raise OutputExistsError(self.path)
        if foreign and not self.exists:
            raise RunError(self.path, "holds other files", "choose an empty or a new folder")

    def clear(self) -> None:
        """Remove the files of an earlier run, and nothing else."""
        for name in _OWN_FILES:
            (self.path / name).unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder against a second process for as long as the context lasts.

        Raises:
            RunBusyError: Another process holds it.
            OutputError: The folder cannot be written.
        """
        lock = FileLock(self.path / LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise RunBusyError(self.path) from error
        except OSError as error:
            raise OutputError(self.path, error.strerror or str(error)) from error
        try:
            yield
        finally:
            lock.release()
