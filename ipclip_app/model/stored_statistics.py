"""Image statistics as they lie on the disk: half precision, guarded by a checksum."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from ipclip_app.model.statistics import ImageStatistics

CHECKSUM_BYTES: Final = 8
_HALF: Final = "<f2"
_SINGLE: Final = "<f4"
_HALF_LIMIT: Final = 65520.0  # from here on float16 rounds to infinity

Values = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class StoredStatistics:
    """The statistics of one view, little-endian float16.

    Attributes:
        feature: Image feature, D values; its length is 1 up to rounding.
        mean: Token means of all blocks, S values.
        deviation: Token deviations of all blocks, S values.
        wide: Whether the values are float32 because one of them lies outside of float16's range.
    """

    feature: bytes
    mean: bytes
    deviation: bytes
    wide: bool

    def checksum(self, key: str) -> bytes:
        """Digest of the values together with the key that they belong to."""
        digest = hashlib.blake2b(f"{key}\n{int(self.wide)}\n{len(self.feature)}\n".encode(), digest_size=CHECKSUM_BYTES)
        for part in (self.feature, self.mean, self.deviation):
            digest.update(part)
        return digest.digest()

    @property
    def finite(self) -> bool:
        """Whether no value is infinite or not a number."""
        return all(bool(np.isfinite(self.values(part)).all()) for part in (self.feature, self.mean, self.deviation))

    def values(self, part: bytes) -> Values:
        """The numbers of one of the parts, in the precision in which they are stored."""
        return np.frombuffer(part, dtype=_SINGLE if self.wide else _HALF)


def pack(statistics: ImageStatistics) -> list[StoredStatistics]:
    """Round every row to what the disk holds.

    A row with a value outside of float16's range is kept in float32 as a whole, so that nothing becomes infinite.
    """
    parts = (statistics.feature, statistics.mean, statistics.deviation)
    arrays = [part.detach().to("cpu", torch.float32).numpy() for part in parts]
    return [_pack_row(*row) for row in zip(*arrays, strict=True)]


def unpack(rows: Sequence[StoredStatistics]) -> ImageStatistics:
    """Read at least one row back in float32, each by itself, so that a value never depends on its neighbours.

    `unpack(pack(statistics))` is what every caller works with, stored or not: results do not depend on whether the
    cache was warm.
    """
    feature = np.stack([_normalized(row.values(row.feature)) for row in rows])
    mean = np.stack([row.values(row.mean) for row in rows], dtype=np.float32)
    deviation = np.stack([row.values(row.deviation) for row in rows], dtype=np.float32)
    return ImageStatistics(*(torch.from_numpy(part) for part in (feature, mean, deviation)))


def _pack_row(*parts: Values) -> StoredStatistics:
    wide = not all(bool((np.abs(part) < _HALF_LIMIT).all()) for part in parts)
    feature, mean, deviation = (part.astype(_SINGLE if wide else _HALF).tobytes() for part in parts)
    return StoredStatistics(feature, mean, deviation, wide)


def _normalized(values: Values) -> Values:
    precise = values.astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore"):  # a broken model's infinities stay what they are
        length = np.sqrt(np.square(precise).sum())
        normalized: Values = (precise / max(length, np.finfo(np.float32).tiny)).astype(np.float32)
    return normalized
