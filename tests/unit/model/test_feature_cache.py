"""The cache gives back what was stored, within its limit."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import torch

from ipclip_app.model import feature_cache
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.feature_database import FeatureSource
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.model.stored_statistics import StoredStatistics, pack

Rows = dict[tuple[str, str], StoredStatistics]
MakeRows = Callable[..., Rows]

SOURCE = FeatureSource("a" * 64, "recipe")


def stored_at(path: Path, rows: Iterable[tuple[str, str]], source: FeatureSource = SOURCE) -> Rows:
    with FeatureCache(path) as cache:
        return cache.get_many(source, list(rows))


def test_rows_come_back_in_another_process_as_they_were_stored(cache_path: Path, filled: Rows):
    assert stored_at(cache_path, filled) == filled


def test_what_was_not_stored_is_missing(cache_path: Path, filled: Rows):
    assert stored_at(cache_path, [("image0", "flip"), ("other", "plain")]) == {}


@pytest.mark.parametrize("source", [FeatureSource("b" * 64, "recipe"), FeatureSource("a" * 64, "other")])
def test_another_backbone_or_recipe_finds_nothing(cache_path: Path, filled: Rows, source: FeatureSource):
    assert stored_at(cache_path, filled, source) == {}


def test_storing_again_replaces_the_row(cache_path: Path, filled: Rows, some_rows: MakeRows):
    newer = some_rows(20, seed=1)
    with FeatureCache(cache_path) as cache:
        cache.put_many(SOURCE, newer)
        assert cache.get_many(SOURCE, list(filled)) == newer
        assert cache.show().entries == 20


def test_rows_beyond_half_precision_come_back_finite(cache_path: Path):
    values = torch.full((1, 4), 1e6)
    rows = {("image", "plain"): pack(ImageStatistics(torch.ones(1, 1), values, values))[0]}
    with FeatureCache(cache_path) as cache:
        cache.put_many(SOURCE, rows)
    assert stored_at(cache_path, rows) == rows


def test_rows_that_are_not_finite_are_not_kept(cache_path: Path, some_rows: MakeRows):
    rows = some_rows(1)
    broken = pack(ImageStatistics(torch.ones(1, 1), torch.full((1, 4), float("nan")), torch.ones(1, 4)))[0]
    with FeatureCache(cache_path) as cache:
        cache.put_many(SOURCE, {**rows, ("broken", "plain"): broken})
        assert cache.show().entries == 1


def test_the_file_stays_within_its_limit_and_forgets_the_least_recently_used(cache_path: Path, some_rows: MakeRows):
    limit = 2**20
    with FeatureCache(cache_path, limit) as cache:
        for index in range(40):
            cache.put_many(SOURCE, some_rows(10, width=1000, seed=index, name=f"{index}-"))
            assert cache.get_many(SOURCE, [("0-0", "plain")])
        entries = cache.show().entries
        assert 100 < entries < 400
        kept = [index for index in range(40) if cache.get_many(SOURCE, [(f"{index}-5", "plain")])]
    assert cache_path.stat().st_size <= limit + 2**16  # remembering a use may take a page or two
    assert kept == list(range(kept[0], 40))
    assert kept[0] > 0


def test_a_lower_limit_shrinks_the_file(cache_path: Path, some_rows: MakeRows):
    with FeatureCache(cache_path) as cache:
        cache.put_many(SOURCE, some_rows(300, width=1000))
    before = cache_path.stat().st_size
    with FeatureCache(cache_path, before // 4) as cache:
        cache.put_many(SOURCE, some_rows(1, name="new"))
        assert cache.get_many(SOURCE, [("new0", "plain")])
    assert cache_path.stat().st_size <= before // 4


def test_a_limit_of_nothing_stores_nothing(cache_path: Path, some_rows: MakeRows):
    with FeatureCache(cache_path, 0) as cache:
        cache.put_many(SOURCE, some_rows(3))
        assert cache.get_many(SOURCE, list(some_rows(3))) == {}
        assert cache.take_notices() == ()


def test_the_limit_is_the_one_that_holds_for_the_process(cache_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IPCLIP_CACHE_LIMIT_MB", "3")
    assert FeatureCache(cache_path).limit == 3 * 2**20


def test_the_file_lies_in_the_users_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IPCLIP_CACHE_DIR", str(tmp_path))
    assert FeatureCache().path == tmp_path / feature_cache.FILE_NAME


def test_showing_counts_entries_by_backbone(cache_path: Path, filled: Rows, some_rows: MakeRows):
    with FeatureCache(cache_path, 10**9) as cache:
        cache.put_many(FeatureSource("b" * 64, "one"), some_rows(2))
        cache.put_many(FeatureSource("b" * 64, "two"), some_rows(3))
    with FeatureCache(cache_path, 10**9) as cache:
        content = cache.show()
    assert (content.path, content.entries, content.limit) == (cache_path, 25, 10**9)
    assert content.backbones == {"a" * 64: 20, "b" * 64: 5}
    assert content.size >= cache_path.stat().st_size


def test_showing_a_cache_that_does_not_exist_creates_nothing(cache_path: Path):
    content = FeatureCache(cache_path).show()
    assert (content.entries, content.size, content.notices) == (0, 0, ())
    assert not cache_path.parent.exists()


def test_clearing_removes_everything_and_the_file_shrinks(cache_path: Path, some_rows: MakeRows):
    with FeatureCache(cache_path) as cache:
        cache.put_many(SOURCE, some_rows(300, width=1000))
    cache_path.with_name("features.sqlite3.damaged").write_bytes(bytes(1000))
    with FeatureCache(cache_path) as cache:
        cache.clear()
        assert cache.show().entries == 0
    assert sum(file.stat().st_size for file in cache_path.parent.iterdir()) < 300_000


def test_a_cleared_cache_serves_those_who_have_it_open(cache_path: Path, filled: Rows):
    with FeatureCache(cache_path) as user:
        user.get_many(SOURCE, list(filled))
        FeatureCache(cache_path).clear()
        assert user.get_many(SOURCE, list(filled)) == {}
        user.put_many(SOURCE, filled)
        assert user.get_many(SOURCE, list(filled)) == filled
        assert user.take_notices() == ()
