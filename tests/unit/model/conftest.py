"""Stored statistics for the tests of the feature cache."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.feature_database import FeatureSource
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.model.stored_statistics import StoredStatistics, pack

Rows = dict[tuple[str, str], StoredStatistics]


@pytest.fixture(scope="session")
def some_rows() -> Callable[..., Rows]:
    """`some_rows(count, width=200, seed=0, name="image")`: rows of the plain views of image0, image1, ..."""

    def make(count: int, width: int = 200, seed: int = 0, name: str = "image") -> Rows:
        generator = torch.Generator().manual_seed(seed)
        feature = torch.nn.functional.normalize(torch.randn(count, 16, generator=generator), dim=-1)
        mean, deviation = (torch.rand(count, width, generator=generator) for _ in range(2))
        stored = pack(ImageStatistics(feature, mean, deviation))
        return {(f"{name}{index}", "plain"): row for index, row in enumerate(stored)}

    return make


@pytest.fixture
def cache_path(tmp_path: Path) -> Path:
    """Where a test's cache lies; its folder does not exist yet."""
    return tmp_path / "cache" / "features.sqlite3"


@pytest.fixture
def filled(cache_path: Path, some_rows: Callable[..., Rows]) -> Rows:
    """Twenty rows that the cache at `cache_path` holds for FeatureSource("a" * 64, "recipe")."""
    rows = some_rows(20)
    with FeatureCache(cache_path) as cache:
        cache.put_many(FeatureSource("a" * 64, "recipe"), rows)
    return rows
