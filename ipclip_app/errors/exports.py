"""The list of what was exported."""

from pathlib import Path

from ipclip_app.errors.base import IpclipError


class ExportRecordsError(IpclipError):
    """The list of exports cannot be used, or does not hold what was asked for."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}; {remedy}.")
        self.path = path
