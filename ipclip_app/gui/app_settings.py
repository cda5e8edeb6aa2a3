"""What the owner set, as versioned JSON in his data folder; geometry alone is Qt's."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, Literal, TypeGuard

from PySide6.QtCore import QObject, Signal

from ipclip_app.errors import OutputError
from ipclip_app.preferences import preferences
from ipclip_app.storage import data_folder, write_json

FORMAT: Final = 1
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "theme": ("system", "light", "dark"),
    "language": ("system", "en", "de"),
}
MOST: Final[Mapping[str, int]] = {"threads": 1024, "cache_limit_mb": 1_000_000}
"""The largest numbers; far larger ones are more than the libraries beneath take."""


@dataclass(frozen=True)
class AppSettings:
    """The settings, each with what a new user gets.

    Attributes:
        theme: `system`, `light` or `dark`.
        language: `system`, `en` or `de`.
        runs_folder: Folder of new runs; empty for `runs` in the data folder.
        cache_limit_mb: Most megabytes of cached statistics, 0 for the default.
        threads: Threads for computing, 0 for as many as there are cores.
        offline: Whether the program never asks the network.
        welcomed: Whether the first start is over.
    """

    theme: Literal["system", "light", "dark"] = "system"
    language: Literal["system", "en", "de"] = "system"
    runs_folder: str = ""
    cache_limit_mb: int = 0
    threads: int = 0
    offline: bool = False
    welcomed: bool = False

    @property
    def runs(self) -> Path:
        """Folder of new runs."""
        return Path(self.runs_folder) if self.runs_folder else data_folder() / "runs"

    @classmethod
    def from_json(cls, content: object) -> "AppSettings":
        """Read what is understood of a stored document; anything else is taken as never set."""
        if not _is_understood(content):
            return cls()
        defaults = cls()
        known: dict[str, Any] = {}
        for item in fields(cls):
            value = content.get(item.name)
            if type(value) is type(getattr(defaults, item.name)) and _allowed(item.name, value):
                known[item.name] = value
        return cls(**known)


def _is_understood(content: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(content, dict) and content.get("format") == FORMAT


def _allowed(name: str, value: Any) -> bool:  # noqa: ANN401 - whatever the file holds
    if name in _CHOICES:
        return value in _CHOICES[name]
    if name in MOST:
        return bool(0 <= value <= MOST[name])
    return isinstance(value, bool) or _is_place(value)


def _is_place(text: str) -> bool:
    """Whether the system can be asked about a path, or it is empty."""
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


class SettingsStore(QObject):
    """Holds the settings, writes them at every change and lets the engine know those that concern it.

    Args:
        path: The file; None for `settings.json` in the data folder.
        parent: Owner.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or data_folder() / "settings.json"
        stored = _read(self.path)
        self._settings = AppSettings.from_json(stored)
        self._spare = not _is_understood(stored)
        self._hold()

    @property
    def now(self) -> AppSettings:
        """The settings in force."""
        return self._settings

    def change(self, **values: object) -> None:
        """Set some of them; the window keeps them even where they cannot be written, and `failed` says so."""
        settings = replace(self._settings, **values)  # type: ignore[arg-type]
        if settings == self._settings:
            return
        self._settings = settings
        self._hold()
        self.changed.emit()
        if self._spare:  # damaged, or another version's, to whom it may mean something
            self._spare = False
            with suppress(OSError):
                self.path.replace(self.path.with_name(f"{self.path.name}.old"))
        try:
            write_json(self.path, {"format": FORMAT, **asdict(settings)})
        except OutputError as error:
            self.failed.emit(str(error))

    def _hold(self) -> None:
        preferences.offline = self._settings.offline
        preferences.cache_limit_mb = self._settings.cache_limit_mb


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
