"""The cache is shown and cleared without harm to anybody who uses it."""

import json
from pathlib import Path

import pytest
import torch

from ipclip_app.jobs.cache import clear_cache, show_cache
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.feature_database import FeatureSource
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.model.stored_statistics import pack


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IPCLIP_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("IPCLIP_CACHE_LIMIT_MB", "7")
    return tmp_path / "features.sqlite3"


@pytest.fixture
def filled(path: Path) -> None:
    rows = pack(ImageStatistics(torch.ones(200, 1), torch.rand(200, 500), torch.rand(200, 500)))
    with FeatureCache() as cache:
        cache.put_many(
            FeatureSource("a" * 64, "recipe"), {(str(index), "plain"): row for index, row in enumerate(rows)}
        )


def test_the_summary_tells_place_size_limit_and_backbones(path: Path, filled: None):
    summary = json.loads(json.dumps(show_cache().to_json()))
    assert summary == {
        "path": str(path),
        "entries": 200,
        "bytes": summary["bytes"],
        "limit": 7 * 2**20,
        "backbones": {"a" * 64: 200},
        "notices": [],
    }
    assert summary["bytes"] >= 400_000


def test_a_cache_that_was_never_used_is_empty(path: Path):
    assert (show_cache().entries, show_cache().bytes) == (0, 0)
    assert (clear_cache().entries, clear_cache().bytes) == (0, 0)
    assert not path.exists()


def test_clearing_tells_what_it_freed(path: Path, filled: None):
    before = path.stat().st_size
    cleared = json.loads(json.dumps(clear_cache().to_json()))
    assert cleared == {"path": str(path), "entries": 200, "bytes": before - path.stat().st_size, "notices": []}
    assert cleared["bytes"] > 300_000
    assert show_cache().entries == 0


def test_what_others_add_while_clearing_is_not_counted_as_removed(
    path: Path, filled: None, monkeypatch: pytest.MonkeyPatch
):
    rows = pack(ImageStatistics(torch.ones(1, 1), torch.rand(1, 500), torch.rand(1, 500)))

    def add(cache: FeatureCache) -> None:
        cache.put_many(FeatureSource("b" * 64, "recipe"), {("new", "plain"): rows[0]})

    monkeypatch.setattr(FeatureCache, "clear", add)

    assert clear_cache().entries == 0


def test_a_damaged_cache_is_shown_and_cleared_with_a_notice(path: Path, filled: None):
    path.write_bytes(b"\x5a" * 5000)
    assert len(show_cache().notices) == 1
    path.write_bytes(b"\x5a" * 5000)
    cleared = clear_cache()
    assert cleared.entries == 0
    assert len(cleared.notices) == 1
    assert not path.with_name("features.sqlite3.damaged").exists()


def test_a_cache_folder_that_cannot_be_looked_at_is_shown_and_cleared_with_a_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("IPCLIP_CACHE_DIR", str(tmp_path / ("n" * 300)))

    shown, cleared = show_cache(), clear_cache()

    assert (shown.entries, cleared.entries) == (0, 0)
    assert all("cannot be used" in content.notices[0] for content in (shown, cleared))
