"""Folders, domains and classes that do not make a task."""

from collections.abc import Sequence
from pathlib import Path

from ipclip_app.errors.base import IpclipError


class FolderError(IpclipError):
    """A folder of images cannot be used."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path


class NoCommonClassError(IpclipError):
    """Two domains share no class name."""

    def __init__(self, authorized: Path, unauthorized: Path) -> None:
        super().__init__(
            f"{authorized} and {unauthorized} have no class folder in common; "
            "name the class subfolders of both alike, or give an unauthorized folder without subfolders."
        )


class ClassCollisionError(IpclipError):
    """Two class folders have the same name once underscores and case are normalized."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        super().__init__(
            f"{path}: the class folders {', '.join(names)} mean the same name to CLIP; merge them or rename one."
        )
        self.names = tuple(names)


class TooFewImagesError(IpclipError):
    """A class or domain has too few images to be split or to fill a batch."""

    def __init__(self, what: str, count: int, minimum: int) -> None:
        super().__init__(f"{what} has {count} usable image(s), at least {minimum} are needed; add images.")


class TooFewClassesError(TooFewImagesError):
    """Fewer classes than a classifier needs are left."""

    def __init__(self, what: str, count: int, minimum: int, remedy: str) -> None:
        IpclipError.__init__(self, f"{what} share {count} usable class(es), at least {minimum} are needed; {remedy}.")


class ProtocolImagesError(TooFewImagesError):
    """A domain has fewer images than a published protocol takes."""

    def __init__(self, path: Path, title: str, count: int, minimum: int) -> None:
        IpclipError.__init__(
            self,
            f"{path}: has {count} different image(s) of the classes of {title}, but the protocol takes {minimum}; "
            "complete the data set, or choose a split instead of a protocol.",
        )
        self.path = path


class ClassNameTooLongError(IpclipError):
    """A class name does not fit behind the IP prompt into the text tower's context."""

    def __init__(self, name: str, tokens: int, available: int) -> None:
        super().__init__(
            f"The class name '{name}' takes {tokens} tokens but only {available} are left behind the prompt; "
            "rename its folder to something shorter."
        )
        self.name = name
