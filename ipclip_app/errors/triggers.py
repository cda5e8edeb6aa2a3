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


class UnfairTriggerError(IpclipError):
    """A trigger harms even a model that knows no trigger, so that nothing follows from its harm."""

    def __init__(self, identity: str, trigger: float, control: float, p_value: float) -> None:
        super().__init__(
            f"The trigger {identity} proves nothing: even zero-shot CLIP, which does not know it, is right on "
            f"{trigger:.0f}% of the images with it and on {control:.0f}% with its controls (p = {p_value:.1g}), so "
            "innocent models would be accused; make another one with `ipclip trigger new` and train with that."
        )
        self.identity = identity
        self.p_value = p_value
