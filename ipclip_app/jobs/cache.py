"""Shows and clears the cache of image statistics."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ipclip_app.model.feature_cache import CacheContent, FeatureCache


@dataclass(frozen=True)
class CacheSummary:
    """The cache in figures.

    Attributes:
        path: The database file.
        entries: Stored views of images.
        bytes: What the files take on the disk.
        limit: Bytes that the database may take.
        backbones: Stored views by the identity of the backbone that computed them.
        notices: What was wrong with the file, one sentence each.
    """

    path: str
    entries: int
    bytes: int
    limit: int
    backbones: Mapping[str, int]
    notices: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The summary as plain JSON values."""
        return asdict(self) | {"notices": list(self.notices)}


@dataclass(frozen=True)
class ClearedCache:
    """What clearing removed.

    Attributes:
        path: The database file.
        entries: Removed views of images.
        bytes: Freed bytes.
        notices: What was wrong with the file, one sentence each.
    """

    path: str
    entries: int
    bytes: int
    notices: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The result as plain JSON values."""
        return asdict(self) | {"notices": list(self.notices)}


def show_cache() -> CacheSummary:
    """Look into the user's cache.

    Raises:
        UsageError: IPCLIP_CACHE_LIMIT_MB is not a number of megabytes.
    """
    content = _content()
    return CacheSummary(
        str(content.path), content.entries, content.size, content.limit, content.backbones, content.notices
    )


def clear_cache() -> ClearedCache:
    """Remove everything from the user's cache; a run that is using it goes on and fills it again.

    Raises:
        UsageError: IPCLIP_CACHE_LIMIT_MB is not a number of megabytes.
    """
    before = _content()
    with FeatureCache() as cache:
        cache.clear()
        notices = cache.take_notices()
    after = _content()
    return ClearedCache(
        str(before.path),
        max(0, before.entries - after.entries),  # another process may add some meanwhile
        max(0, before.size - after.size),
        before.notices + notices,
    )


def _content() -> CacheContent:
    with FeatureCache() as cache:
        return cache.show()
