"""Runs, their checkpoints and whatever is written."""

from pathlib import Path

from ipclip_app.errors.base import IpclipError


class RunError(IpclipError):
    """A run folder cannot be used."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path


class RunBusyError(RunError):
    """Another process trains into the same folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "another process is training into this folder", "wait for it or choose another --out")


class RunChangedError(RunError):
    """The data, the backbone or the settings are not those that the checkpoint was made with."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            path, f"{what} changed since this run began", "restore it, or start a new run with another --out"
        )


class CheckpointError(RunError):
    """A checkpoint is damaged."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(path, f"the checkpoint is damaged ({cause})", "delete the run folder and train again")


class OutputError(IpclipError):
    """A result cannot be written (read-only folder, full disk)."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"{path}: cannot be written ({cause}); free space there or choose another folder.")
        self.path = path
        self.cause = cause


class OutputBusyError(OutputError):
    """Another process is writing the same file."""

    def __init__(self, path: Path) -> None:
        IpclipError.__init__(self, f"{path}: another process is writing it; wait until it has ended and try again.")
        self.path = path
        self.cause = "another process is writing it"


class OutputExistsError(IpclipError):
    """The output exists already and would be overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: exists already; choose another name or pass --force to replace it.")
        self.path = path
