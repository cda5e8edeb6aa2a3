"""Whatever happens to the file of the cache, no run ends and no number is wrong."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import torch
from filelock import FileLock

from ipclip_app.model import feature_cache, feature_database
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.feature_database import FeatureDatabase, FeatureSource
from ipclip_app.model.stored_statistics import StoredStatistics

Rows = dict[tuple[str, str], StoredStatistics]
MakeRows = Callable[..., Rows]

SOURCE = FeatureSource("a" * 64, "recipe")


def stored_at(path: Path, rows: Iterable[tuple[str, str]], source: FeatureSource = SOURCE) -> Rows:
    with FeatureCache(path) as cache:
        return cache.get_many(source, list(rows))


@pytest.mark.parametrize("damage", ["half", "garbage", "header", "empty"])
def test_a_damaged_file_is_rebuilt_with_a_notice(cache_path: Path, filled: Rows, damage: str):
    content = cache_path.read_bytes()
    cache_path.write_bytes(
        {
            "half": content[: len(content) // 2],
            "garbage": b"\x5a" * len(content),
            "header": bytes(100) + content[100:],
            "empty": b"",
        }[damage]
    )
    with FeatureCache(cache_path) as cache:
        assert cache.get_many(SOURCE, list(filled)) == {}
        cache.put_many(SOURCE, filled)
        notices = cache.take_notices()
    assert stored_at(cache_path, filled) == filled
    assert [str(cache_path) in notice and "damaged" in notice for notice in notices] == [True] * (damage != "empty")


def test_damage_that_shows_while_working_is_repaired_too(cache_path: Path, filled: Rows):
    with FeatureCache(cache_path) as cache:
        cache.get_many(SOURCE, list(filled))
        cache._database._connection.execute("DROP TABLE contents")
        assert cache.get_many(SOURCE, list(filled)) == {}
        cache.put_many(SOURCE, filled)
        assert cache.get_many(SOURCE, list(filled)) == filled
        assert len(cache.take_notices()) == 1


def test_a_file_of_another_version_is_rebuilt_with_a_notice(cache_path: Path, filled: Rows):
    connection = sqlite3.connect(cache_path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with FeatureCache(cache_path) as cache:
        assert cache.get_many(SOURCE, list(filled)) == {}
        cache.put_many(SOURCE, filled)
        assert cache.get_many(SOURCE, list(filled)) == filled
        assert "another version" in cache.take_notices()[0]


def test_a_foreign_database_is_set_aside_and_not_written(cache_path: Path, some_rows: MakeRows):
    cache_path.parent.mkdir()
    connection = sqlite3.connect(cache_path)
    connection.execute("CREATE TABLE precious (id)")
    connection.close()
    with FeatureCache(cache_path) as cache:
        cache.put_many(SOURCE, some_rows(1))
    aside = sqlite3.connect(cache_path.with_name("features.sqlite3.damaged"))
    assert aside.execute("SELECT name FROM sqlite_master").fetchall() == [("precious",)]
    aside.close()


@pytest.mark.parametrize("part", ["feature", "mean", "deviation"])
def test_a_flipped_byte_is_a_miss_and_never_a_wrong_number(cache_path: Path, filled: Rows, part: str):
    content = bytearray(cache_path.read_bytes())
    place = content.index(getattr(filled["image7", "plain"], part)) + 5
    content[place] ^= 0x10
    cache_path.write_bytes(content)
    with FeatureCache(cache_path) as cache:
        found = cache.get_many(SOURCE, list(filled))
        assert set(filled) - set(found) == {("image7", "plain")}
        assert all(found[key] == filled[key] for key in found)
        cache.put_many(SOURCE, filled)
        assert cache.get_many(SOURCE, list(filled)) == filled


def test_a_row_that_slipped_to_another_image_is_a_miss(cache_path: Path, filled: Rows):
    connection = sqlite3.connect(cache_path)
    connection.execute("UPDATE entries SET digest = 'other' WHERE digest = 'image3'")
    connection.execute("UPDATE contents SET mean = 5 WHERE id = (SELECT id FROM entries WHERE digest = 'image4')")
    connection.commit()
    connection.close()
    assert stored_at(cache_path, [("other", "plain"), ("image4", "plain")]) == {}


def test_any_flipped_bit_gives_right_numbers_or_none(cache_path: Path, filled: Rows):
    content = cache_path.read_bytes()
    generator = torch.Generator().manual_seed(0)
    for place in torch.randint(len(content), (40,), generator=generator).tolist():
        cache_path.write_bytes(content[:place] + bytes([content[place] ^ 0x04]) + content[place + 1 :])
        found = stored_at(cache_path, filled)
        assert all(found[key] == filled[key] for key in found)


def test_where_the_file_cannot_be_opened_the_work_goes_on_with_one_notice(cache_path: Path, some_rows: MakeRows):
    cache_path.mkdir(parents=True)
    rows = some_rows(3)
    with FeatureCache(cache_path) as cache:
        cache.put_many(SOURCE, rows)
        assert cache.get_many(SOURCE, list(rows)) == {}
        cache.put_many(SOURCE, rows)
        (notice,) = cache.take_notices()
    assert "goes on without it" in notice
    assert str(cache_path) in notice


def test_a_folder_that_cannot_be_created_is_no_failure(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with FeatureCache(tmp_path / "file" / "features.sqlite3") as cache:
        assert cache.get_many(SOURCE, [("image", "plain")]) == {}
        assert len(cache.take_notices()) == 1


@pytest.mark.parametrize("pragma", ["PRAGMA query_only = 1", "PRAGMA max_page_count = 1"])
def test_where_nothing_can_be_written_what_is_stored_still_serves(
    cache_path: Path, filled: Rows, monkeypatch: pytest.MonkeyPatch, pragma: str, some_rows: MakeRows
):
    prepare = feature_database.FeatureDatabase._prepare

    def limited(database: FeatureDatabase):
        prepare(database)
        database._connection.execute(pragma).fetchall()

    monkeypatch.setattr(feature_database.FeatureDatabase, "_prepare", limited)
    with FeatureCache(cache_path) as cache:
        cache.put_many(SOURCE, some_rows(50, name="new"))
        assert cache.get_many(SOURCE, list(filled)) == filled
        assert cache.get_many(SOURCE, list(some_rows(50, name="new"))) == {}
        (notice,) = cache.take_notices()
    assert "IPCLIP_CACHE_DIR" in notice


def test_a_full_disk_is_tried_once(
    cache_path: Path, filled: Rows, monkeypatch: pytest.MonkeyPatch, some_rows: MakeRows
):
    tried: list[int] = []

    def full(_database: FeatureDatabase, _source: FeatureSource, rows: Rows, _limit: int):
        tried.append(len(rows))
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(FeatureDatabase, "write", full)
    with FeatureCache(cache_path) as cache:
        for count in (3, 4):
            cache.put_many(SOURCE, some_rows(count))
        assert cache.get_many(SOURCE, list(filled)) == filled
    assert tried == [3]


def test_a_busy_file_costs_a_batch_and_not_the_cache(
    cache_path: Path, filled: Rows, monkeypatch: pytest.MonkeyPatch, some_rows: MakeRows
):
    monkeypatch.setattr(feature_database, "BUSY_SECONDS", 0)
    other = sqlite3.connect(cache_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with FeatureCache(cache_path) as cache:
        assert cache.get_many(SOURCE, list(filled)) == filled
        cache.put_many(SOURCE, some_rows(1, name="lost"))
        notices = cache.take_notices()
        other.execute("ROLLBACK")
        other.close()
        cache.put_many(SOURCE, some_rows(1, name="kept"))
        assert cache.show().entries == 21
    (notice,) = notices
    assert "busy" in notice


def test_a_busy_file_that_is_to_be_cleared_is_said_to_be_as_it_was(
    cache_path: Path, filled: Rows, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feature_cache, "BUSY_SECONDS", 0)
    with FileLock(cache_path.with_name("features.sqlite3.lock")), FeatureCache(cache_path) as cache:
        cache.clear()
        (notice,) = cache.take_notices()
    assert notice.endswith("busy in another process; it was not cleared; try again when that has ended.")
    assert stored_at(cache_path, filled) == filled


def test_while_another_process_opens_the_file_the_work_goes_on(
    cache_path: Path, filled: Rows, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feature_cache, "BUSY_SECONDS", 0)
    with FileLock(cache_path.with_name("features.sqlite3.lock")), FeatureCache(cache_path) as cache:
        assert cache.get_many(SOURCE, list(filled)) == {}
        assert "busy" in cache.take_notices()[0]
    assert stored_at(cache_path, filled) == filled


def test_a_file_that_another_process_rebuilt_is_used_and_not_set_aside(cache_path: Path, filled: Rows):
    with FeatureCache(cache_path) as cache:
        cache.get_many(SOURCE, list(filled))
        cache_path.rename(cache_path.with_name("moved"))
        with FeatureCache(cache_path) as other:
            other.put_many(SOURCE, filled)
        cache._database._connection.execute("DROP TABLE contents")
        assert cache.get_many(SOURCE, list(filled)) == filled
        assert cache.take_notices() == ()


@pytest.mark.parametrize("content", [None, bytes(5000)])
def test_threads_that_meet_at_a_new_or_damaged_file_lose_nothing(
    cache_path: Path, content: bytes | None, some_rows: MakeRows
):
    cache_path.parent.mkdir()
    if content:
        cache_path.write_bytes(content)
    start = threading.Barrier(6)

    def write(number: int):
        start.wait()
        with FeatureCache(cache_path) as cache:
            for index in range(5):
                cache.put_many(SOURCE, some_rows(5, seed=number, name=f"{number}-{index}-"))
            notices.extend(cache.take_notices())

    notices: list[str] = []
    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected: Rows = {}
    for number in range(6):
        for index in range(5):
            expected |= some_rows(5, seed=number, name=f"{number}-{index}-")
    assert len(notices) == (content is not None)
    assert stored_at(cache_path, expected) == expected


ROOT = str(Path(__file__).parents[3])
WRITER = """
import sys
from pathlib import Path
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.feature_database import FeatureSource
from ipclip_app.model.stored_statistics import StoredStatistics
row = StoredStatistics(bytes(32), bytes(400), bytes(400), False)
with FeatureCache(Path(sys.argv[1])) as cache:
    for index in range(200):
        cache.put_many(FeatureSource("a" * 64, "recipe"), {(f"other{index}", "plain"): row})
    sys.exit(" ".join(cache.take_notices()) or 0)
"""


def test_processes_write_one_file_at_once(cache_path: Path, some_rows: MakeRows):
    rows = some_rows(50)
    other = subprocess.Popen([sys.executable, "-c", WRITER, str(cache_path)], env=os.environ | {"PYTHONPATH": ROOT})
    with FeatureCache(cache_path) as cache:
        while other.poll() is None:
            cache.put_many(SOURCE, rows)
        assert cache.take_notices() == ()
        assert cache.show().entries == 250
    assert other.returncode == 0


def test_a_crash_in_the_middle_of_a_write_leaves_the_old_rows(
    cache_path: Path, filled: Rows, monkeypatch: pytest.MonkeyPatch, some_rows: MakeRows
):
    with FeatureCache(cache_path) as cache:
        monkeypatch.setattr(feature_database, "_columns", interrupted)
        with pytest.raises(KeyboardInterrupt):
            cache.put_many(SOURCE, some_rows(20, seed=1))
        monkeypatch.undo()
        assert cache.get_many(SOURCE, list(filled)) == filled
        cache.put_many(SOURCE, some_rows(1, name="new"))
        assert cache.show().entries == 21


def interrupted(_stored: object, _key: str):
    raise KeyboardInterrupt
