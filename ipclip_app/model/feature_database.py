"""The SQLite file beneath the feature cache: safe against crashes and against several processes at once."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, Final, Self

from ipclip_app.model.stored_statistics import StoredStatistics

ViewKey = tuple[str, str]

SCHEMA_VERSION: Final = 1
BUSY_SECONDS: Final = 5.0
KEEP_AFTER_EVICTION: Final = 0.9  # evict a tenth at a time, not a row with every write
_PAGE_BYTES: Final = 16384  # for rows of 2 kB (small backbones) to 40 kB (ViT-B/16), little of a page stays empty
_WAL_BYTES: Final = 8 * 2**20

# `used` stands apart from the values, so that remembering a use does not write them anew.
_SCHEMA: Final = f"""
CREATE TABLE sources (
    id INTEGER PRIMARY KEY, backbone TEXT NOT NULL, recipe TEXT NOT NULL,
    UNIQUE (backbone, recipe)
);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, digest TEXT NOT NULL, view TEXT NOT NULL, used INTEGER NOT NULL,
    UNIQUE (source, digest, view)
);
CREATE INDEX entries_by_use ON entries (used, id);
CREATE TABLE contents (
    id INTEGER PRIMARY KEY, feature BLOB NOT NULL, mean BLOB NOT NULL, deviation BLOB NOT NULL, wide INTEGER NOT NULL,
    checksum BLOB NOT NULL
);
PRAGMA user_version = {SCHEMA_VERSION}
"""
_SELECT: Final = (
    "SELECT e.id, c.feature, c.mean, c.deviation, c.wide, c.checksum FROM entries e JOIN contents c ON c.id = e.id"
    " WHERE e.source = ? AND e.digest = ? AND e.view = ?"
)
_ENTER: Final = (
    "INSERT INTO entries (source, digest, view, used) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (source, digest, view) DO UPDATE SET used = excluded.used RETURNING id"
)
_STORE: Final = "INSERT OR REPLACE INTO contents VALUES (?, ?, ?, ?, ?, ?)"
_OLDEST: Final = "SELECT id FROM entries ORDER BY used, id LIMIT ?"


@dataclass(frozen=True)
class FeatureSource:
    """What computed the statistics.

    Attributes:
        backbone: Identity of the backbone, 64 hex digits.
        recipe: Everything else that decides the values: preprocessing, how images are read, kind of device.
    """

    backbone: str
    recipe: str

    def key(self, view: ViewKey) -> str:
        """The full key of a view, for its checksum."""
        return "\n".join((self.backbone, self.recipe, *view))


class OtherSchemaError(sqlite3.DatabaseError):
    """The file is a database, but not of this version of the program."""


class FeatureDatabase:
    """One connection to the file; every method is one transaction and raises sqlite3.Error when it fails."""

    def __init__(self, path: Path) -> None:
        """Open the file, or create it, while no other process does (SQLite does not wait in this one case).

        Raises:
            OtherSchemaError: The database has other tables.
            sqlite3.Error: The file is damaged, or cannot be opened or created.
        """
        self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the connection; the last one of all processes also folds the write-ahead log into the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, source: FeatureSource, views: Sequence[ViewKey]) -> dict[ViewKey, tuple[int, StoredStatistics]]:
        """Row number and statistics of those of the views that are stored and undamaged."""
        number = self._source_number(source)
        found: dict[ViewKey, tuple[int, StoredStatistics]] = {}
        for view in views if number is not None else ():
            row = self._connection.execute(_SELECT, (number, *view)).fetchone()
            stored = _checked(source.key(view), row) if row is not None else None
            if stored is not None:
                found[view] = (row[0], stored)
        return found

    def touch(self, numbers: Sequence[int]) -> None:
        """Remember that rows were used just now."""
        with self._writing():
            now = self._tick()
            self._connection.executemany("UPDATE entries SET used = ? WHERE id = ?", [(now, row) for row in numbers])

    def write(self, source: FeatureSource, rows: Mapping[ViewKey, StoredStatistics], limit: int) -> None:
        """Store rows, then delete the least recently used ones until the file is below `limit` bytes."""
        with self._writing():
            number = self._source_number(source, create=True)
            now = self._tick()
            for view, stored in rows.items():
                (row,) = self._connection.execute(_ENTER, (number, *view, now)).fetchone()
                self._connection.execute(_STORE, (row, *_columns(stored, source.key(view))))
            self._evict(limit)
        self._shrink(limit)

    def counts(self) -> dict[str, int]:
        """Number of stored views by backbone."""
        rows = self._connection.execute(
            "SELECT s.backbone, count(*) FROM entries e JOIN sources s ON s.id = e.source GROUP BY s.backbone"
        )
        return dict(rows.fetchall())

    def clear(self) -> None:
        """Delete every row and give the space back."""
        with self._writing():
            for table in ("contents", "entries", "sources"):
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _prepare(self) -> None:
        if self._pragma("user_version") != SCHEMA_VERSION:
            self._connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            self._connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            self._connection.execute("PRAGMA journal_mode = WAL").fetchall()
            with self._writing():
                self._create()
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES}")

    def _create(self) -> None:
        version = self._pragma("user_version")
        if version == SCHEMA_VERSION:
            return  # another process was faster
        (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if version or tables:
            raise OtherSchemaError(f"schema version {version}")
        for statement in _SCHEMA.split(";"):
            self._connection.execute(statement)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    def _pragma(self, name: str) -> int:
        (value,) = self._connection.execute(f"PRAGMA {name}").fetchone()
        return int(value)

    def _source_number(self, source: FeatureSource, *, create: bool = False) -> int | None:
        names = (source.backbone, source.recipe)
        if create:
            self._connection.execute("INSERT OR IGNORE INTO sources (backbone, recipe) VALUES (?, ?)", names)
        row = self._connection.execute("SELECT id FROM sources WHERE backbone = ? AND recipe = ?", names).fetchone()
        return None if row is None else int(row[0])

    def _tick(self) -> int:
        (latest,) = self._connection.execute("SELECT max(used) FROM entries").fetchone()
        return int(latest or 0) + 1

    def _evict(self, limit: int) -> None:
        if self._used_bytes() <= limit:
            return
        target = int(limit * KEEP_AFTER_EVICTION)
        (entries,) = self._connection.execute("SELECT count(*) FROM entries").fetchone()
        while (used := self._used_bytes()) > target:
            doomed = self._connection.execute(_OLDEST, (ceil(entries * (used - target) / used),)).fetchall()
            if not doomed:
                return
            for table in ("contents", "entries"):
                self._connection.executemany(f"DELETE FROM {table} WHERE id = ?", doomed)  # noqa: S608 - as above
            entries -= len(doomed)

    def _used_bytes(self) -> int:
        return (self._pragma("page_count") - self._pragma("freelist_count")) * self._pragma("page_size")

    def _shrink(self, limit: int) -> None:
        surplus = self._pragma("page_count") - limit // self._pragma("page_size")
        if surplus > 0:
            # a script, because `execute` would stop after the first of the steps, which is one page
            self._connection.executescript(f"PRAGMA incremental_vacuum({surplus})")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _columns(stored: StoredStatistics, key: str) -> tuple[Any, ...]:
    return (stored.feature, stored.mean, stored.deviation, int(stored.wide), stored.checksum(key))


def _checked(key: str, row: tuple[Any, ...]) -> StoredStatistics | None:
    _, feature, mean, deviation, wide, checksum = row
    if not all(isinstance(part, bytes) for part in (feature, mean, deviation)):
        return None
    stored = StoredStatistics(feature, mean, deviation, bool(wide))
    return stored if stored.checksum(key) == checksum else None
