"""Trigger files."""

from pathlib import Path

from ipclip_app.errors.base import IpclipError


class TriggerFileError(IpclipError):
    """A trigger file cannot be used."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path
        self.reason = reason


class DamagedTriggerError(TriggerFileError):
    """A file holds no trigger, or not the one that was written."""

    def __init__(self, path: Path, cause: str) -> None:
        remedy = "give a file that `ipclip trigger new` made, or restore it from a backup"
        super().__init__(path, f"is no trigger file or is damaged ({cause})", remedy)


class TriggerVersionError(TriggerFileError):
    """A trigger file was written by a version of the program that this one does not know."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(path, f"has the format {version} of a newer version", "update ipclip-app")
        self.version = version


class TriggerExistsError(TriggerFileError):
    """A trigger would be overwritten."""

    def __init__(self, path: Path) -> None:
        remedy = "choose another name, or pass --force if no model was made with it"
        super().__init__(path, "exists already, and a trigger that is overwritten is lost for good", remedy)
