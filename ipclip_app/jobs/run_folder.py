"""The folder of a run: what is in it, who may write it, and how a run is described."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from ipclip_app.data.folders import is_litter
from ipclip_app.errors import OutputError, RunBusyError, RunError
from ipclip_app.storage import write_json
from ipclip_app.training import checkpoint_names

FORMAT: Final = 1
DESCRIPTION: Final = "run.json"
TITLE: Final = "title.json"
RESULTS: Final = "results.json"
PREDICTIONS: Final = "predictions.json"
HISTORY: Final = "history.json"
MODULE: Final = "module.safetensors"
TRIGGER: Final = "trigger.json"
LOCK: Final = ".lock"
MARKS: Final = frozenset({"format", "program", "fingerprint"})
"""Names by which the description of a run is told from any other file."""
TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
"""How a description writes when the run began, in UTC."""
_CHECKPOINTS: Final = (checkpoint_names.NAME, checkpoint_names.PREVIOUS)
_OWN_FILES: Final = (RESULTS, PREDICTIONS, HISTORY, MODULE, TRIGGER, *_CHECKPOINTS, TITLE, DESCRIPTION)
_LEFTOVER: Final = re.compile(rf"\.{{1,2}}({'|'.join(map(re.escape, _OWN_FILES))})\.(new|(new\.)?\w+\.tmp)")
"""What a killed process leaves of a file that it was writing."""


@dataclass(frozen=True)
class RunFolder:
    """One run on the disk."""

    path: Path

    @property
    def exists(self) -> bool:
        """Whether a run of this program, of whatever version, was begun here."""
        try:
            content = json.loads((self.path / DESCRIPTION).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return False
        return isinstance(content, dict) and content.keys() >= MARKS

    def describe(self, description: Mapping[str, Any]) -> None:
        """Write what the run is about."""
        write_json(self.path / DESCRIPTION, {"format": FORMAT, **description})

    def description(self) -> dict[str, Any]:
        """Read what the run is about.

        Raises:
            RunError: There is no run, or its description is damaged or of another version.
        """
        path = self.path / DESCRIPTION
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError) as error:
            remedy = "give the folder that `ipclip train --out` made"
            raise RunError(self.path, "is not the folder of a run", remedy) from error
        except OSError as error:
            raise RunError(path, f"cannot be read ({error.strerror})", "check that you may read it") from error
        except (ValueError, RecursionError) as error:
            raise RunError(path, f"is damaged ({error})", "train again into another folder") from error
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise RunError(path, "was written by another version", "use the version of the program that wrote it")
        return content

    def require(self) -> None:
        """Find out that the folder of a run in training is still there; writing would make another one, of no use.

        Raises:
            RunError: It is not.
        """
        if not (self.path / DESCRIPTION).is_file():
            reason, remedy = "was removed or renamed during the training", "put it back and go on, or train again"
            raise RunError(self.path, reason, remedy)

    def prepare(self) -> None:
        """Make the folder of a new run, or find out that it holds nothing but a run; changes nothing in it.

        Raises:
            RunError: The path is a file, or the folder holds other files.
            OutputError: The folder cannot be made.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise RunError(self.path, "is a file", "choose a folder") from error
        except OSError as error:
            raise OutputError(self.path, error.strerror or str(error)) from error
        if not self.exists and not all(map(_is_no_obstacle, self._entries())):
            raise RunError(self.path, "holds other files", "choose an empty or a new folder")

    def clear(self) -> None:
        """Remove the files of an earlier run, its description last, and nothing else.

        Raises:
            OutputError: A file cannot be removed.
        """
        self.sweep()
        for name in _OWN_FILES:
            _remove(self.path / name)

    def forget_evaluation(self) -> None:
        """Remove what was found about an earlier module.

        Raises:
            OutputError: A file cannot be removed.
        """
        for name in (RESULTS, PREDICTIONS):
            _remove(self.path / name)

    def sweep(self) -> None:
        """Remove what killed processes left half-written.

        Raises:
            OutputError: A file cannot be removed.
        """
        for leftover in filter(_is_leftover, self._entries()):
            _remove(leftover)

    def _entries(self) -> list[Path]:
        try:
            return list(self.path.iterdir())
        except OSError as error:
            raise OutputError(self.path, error.strerror or str(error)) from error

    @property
    def is_busy(self) -> bool:
        """Whether somebody trains into it; the lock is let go at once, since some systems move no open file."""
        try:
            with self.locked():
                return False
        except RunBusyError:
            return True
        except OutputError:  # gone, or not to be written by anybody
            return False

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder against a second process for as long as the context lasts.

        Raises:
            RunBusyError: Another process holds it.
            OutputError: The folder cannot be written.
        """
        lock = FileLock(self.path / LOCK, timeout=0, thread_local=False)  # a job may be closed by another thread
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


def _is_no_obstacle(path: Path) -> bool:
    """Whether a file may lie in the folder of a new run: nothing that the user put there."""
    return path.name == LOCK or _is_leftover(path) or is_litter(path.name)


def _is_leftover(path: Path) -> bool:
    return _LEFTOVER.fullmatch(path.name) is not None


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
