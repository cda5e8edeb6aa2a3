"""Keeps the statistics of images between runs; whatever happens to its file, no run ends because of it."""

import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from filelock import FileLock, Timeout

from ipclip_app.model.feature_database import BUSY_SECONDS, FeatureDatabase, FeatureSource, OtherSchemaError, ViewKey
from ipclip_app.model.stored_statistics import StoredStatistics
from ipclip_app.preferences import cache_limit
from ipclip_app.storage import cache_folder

FILE_NAME: Final = "features.sqlite3"
SET_ASIDE: Final = ".damaged"
LOCK: Final = ".lock"
_LOG_SUFFIXES: Final = ("-wal", "-shm")
_REBUILDS: Final = 2
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT})
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

T = TypeVar("T")


@dataclass(frozen=True)
class CacheContent:
    """What the cache holds.

    Attributes:
        path: The database.
        entries: Stored views of images.
        size: Bytes on the disk, with the write-ahead log and a damaged file that was set aside.
        limit: Bytes that the database may take.
        backbones: Number of stored views by the identity of the backbone.
        notices: What was wrong with the file, one sentence each.
    """

    path: Path
    entries: int
    size: int
    limit: int
    backbones: Mapping[str, int]
    notices: tuple[str, ...] = ()


class FeatureCache:
    """The statistics of views by (backbone, recipe, content digest, view), the least recently used leaving first.

    Several processes and threads may use one file at once. A damaged file is set aside and rebuilt; where the file
    cannot be read or written, the work goes on without it. Each such event leaves a sentence for `take_notices`.
    """

    def __init__(self, path: Path | None = None, limit_bytes: int | None = None) -> None:
        """Name the file; it is opened with the first use.

        Args:
            path: The database; None for the one in the user's cache folder.
            limit_bytes: Size of the database, 0 to store nothing; None for that of `preferences`.

        Raises:
            UsageError: IPCLIP_CACHE_LIMIT_MB is not a number of megabytes.
        """
        self.path = path if path is not None else cache_folder() / FILE_NAME
        self.limit = limit_bytes if limit_bytes is not None else cache_limit()
        self._lock = threading.RLock()
        self._database: FeatureDatabase | None = None
        self._readable = True
        self._writable = self.limit > 0
        self._rebuilds = 0
        self._opened_file: int | None = None
        self._told: set[str] = set()
        self._notices: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a later use opens it again."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def get_many(self, source: FeatureSource, views: Sequence[ViewKey]) -> dict[ViewKey, StoredStatistics]:
        """Those of the views, given as (content digest, view), that are stored; they count as used just now."""
        found = self._attempt(lambda database: database.read(source, views)) or {}
        numbers = [number for number, _ in found.values()]
        if numbers and self._writable:
            self._attempt(lambda database: database.touch(numbers), writes=True)
        return {view: stored for view, (_, stored) in found.items()}

    def put_many(self, source: FeatureSource, rows: Mapping[ViewKey, StoredStatistics]) -> None:
        """Store rows in one transaction; values that are no finite numbers are left out."""
        kept = {view: stored for view, stored in rows.items() if stored.finite}
        if kept and self._writable:
            self._attempt(lambda database: database.write(source, kept, self.limit), writes=True)

    def show(self) -> CacheContent:
        """What the cache holds; a missing file is not created."""
        what = "what it holds cannot be counted now"
        counts = (self._attempt(FeatureDatabase.counts, when_busy=what) if self._present() else None) or {}
        size = sum(_size(self._beside(suffix)) for suffix in ("", SET_ASIDE, *_LOG_SUFFIXES))
        return CacheContent(self.path, sum(counts.values()), size, self.limit, counts, self.take_notices())

    def clear(self) -> None:
        """Delete every row and a damaged file that was set aside; processes that use the cache go on."""
        if self._present():
            self._attempt(FeatureDatabase.clear, when_busy="it was not cleared; try again when that has ended")
        try:
            self._beside(SET_ASIDE).unlink(missing_ok=True)
        except OSError as error:
            self._tell(self._unusable(error))

    def take_notices(self) -> tuple[str, ...]:
        """Sentences for the user since the last call."""
        with self._lock:
            notices, self._notices = tuple(self._notices), []
        return notices

    def _present(self) -> bool:
        try:
            self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            self._tell(self._unusable(error))
            return False
        return True

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)

    def _attempt(
        self,
        work: Callable[[FeatureDatabase], T],
        *,
        writes: bool = False,
        when_busy: str = "some results are not kept",
    ) -> T | None:
        """Do the work, on a rebuilt database where the old one turns out to be damaged; else return None."""
        with self._lock:
            while self._readable:
                try:
                    return work(self._opened())
                except (sqlite3.Error, OSError) as error:
                    self.close()
                    if not self._rebuilt_after(error):
                        self._give_up(error, when_busy, writes=writes)
                        return None
        return None

    def _opened(self) -> FeatureDatabase:
        if self._database is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._alone():
                self._opened_file = _file_number(self.path)
                self._database = FeatureDatabase(self.path)
        return self._database

    def _rebuilt_after(self, error: Exception) -> bool:
        other = isinstance(error, OtherSchemaError)
        if not (other or _code(error) in _DAMAGE) or self._rebuilds == _REBUILDS:
            return False
        self._rebuilds += 1
        try:
            aside = self._set_aside()
        except OSError:
            return False
        if aside:
            reason = "was written by another version of the program" if other else "was damaged"
            self._tell(f"{self.path}: the feature cache {reason} and begins anew; nothing is to be done.")
        return True

    def _set_aside(self) -> bool:
        """Move the file away unless another process has done so in the meantime."""
        with self._alone():
            if self._opened_file != _file_number(self.path):
                return False
            for suffix in _LOG_SUFFIXES:
                self._beside(suffix).unlink(missing_ok=True)
            self.path.replace(self._beside(SET_ASIDE))
            return True

    def _alone(self) -> FileLock:
        """What keeps every other process from opening or replacing the file."""
        return FileLock(self._beside(LOCK), timeout=BUSY_SECONDS)

    def _give_up(self, error: Exception, when_busy: str, *, writes: bool) -> None:
        if _code(error) in _BUSY or isinstance(error, Timeout):
            self._tell(f"{self.path}: the feature cache is busy in another process; {when_busy}.")
            return
        self._writable = False
        self._readable = self._readable and writes
        self._tell(self._unusable(error))

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._notices.append(sentence)

    def _unusable(self, error: Exception) -> str:
        cause = getattr(error, "strerror", None) or str(error)
        way_out = "free space there or set IPCLIP_CACHE_DIR to another folder"
        return f"{self.path}: the feature cache cannot be used ({cause}), the work goes on without it; {way_out}."


def _code(error: Exception) -> Any:  # noqa: ANN401 - an attribute that sqlite3 sets on some errors only
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _file_number(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
