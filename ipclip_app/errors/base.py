"""What every foreseen failure has in common, and what may happen anywhere."""

from pathlib import Path


class IpclipError(Exception):
    """A foreseen failure; `str(error)` is the sentence for the user."""

    exit_code = 2


class UsageError(IpclipError):
    """An option or a combination of options that makes no sense."""


class CancelledError(IpclipError):
    """The user stopped the work."""

    exit_code = 130


class IncompleteInstallationError(IpclipError, FileNotFoundError):
    """A file that ships with the program is missing."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: is missing although it ships with the program; reinstall ipclip-app.")
        self.path = path
