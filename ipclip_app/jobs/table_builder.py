"""A feature table in the making: rows arrive in any order, equal images share theirs."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import torch

from ipclip_app.data.domains import ImageFile
from ipclip_app.errors import ImageError
from ipclip_app.jobs.feature_table import FeatureTable
from ipclip_app.model.feature_database import ViewKey
from ipclip_app.model.statistics import ImageStatistics


class TableBuilder:
    """Takes the rows of a table whose memory is reserved at once.

    Attributes:
        paths: The files of each different content, by digest.
        done: Views of different images that are settled.
        total: Views of different images in all.
    """

    def __init__(
        self, files: Sequence[ImageFile], views: Sequence[str], embed_dim: int, block_widths: Sequence[int]
    ) -> None:
        """Reserve (files * views) rows of D and twice S numbers."""
        self._files, self._views = tuple(files), tuple(views)
        self.paths: dict[str, list[Path]] = {}
        self._first: dict[str, int] = {}
        for index, file in enumerate(self._files):
            self.paths.setdefault(file.digest, []).append(file.path)
            self._first.setdefault(file.digest, index)
        rows = len(self._files) * len(self._views)
        feature = torch.empty(rows, embed_dim)
        mean, deviation = (torch.empty(rows, sum(block_widths)) for _ in range(2))
        self._statistics = ImageStatistics(feature, mean, deviation)
        self._failures: list[ImageError] = []
        self._failed: set[str] = set()
        self.done, self.total = 0, len(self.paths) * len(self._views)

    @property
    def views(self) -> int:
        """Number of views of an image."""
        return len(self._views)

    def keys(self) -> list[ViewKey]:
        """Digest and view of everything that is needed."""
        return [(digest, view) for digest in self.paths for view in self._views]

    def place(self, keys: Iterable[ViewKey], rows: ImageStatistics) -> None:
        """Fill in the rows of views."""
        width = len(self._views)
        numbers = [self._first[digest] * width + self._views.index(view) for digest, view in keys]
        for column, values in zip(_columns(self._statistics), _columns(rows), strict=True):
            column[numbers] = values
        self.done += len(numbers)

    def leave_out(self, digest: str, views: int, errors: Iterable[ImageError]) -> None:
        """Give an image up of which `views` views were still open."""
        self._failed.add(digest)
        self._failures.extend(errors)
        self.done += views

    def table(self) -> FeatureTable:
        """The finished table; the builder must not be used afterwards."""
        usable = [index for index, file in enumerate(self._files) if file.digest not in self._failed]
        for index in usable:
            self._copy(self._first[self._files[index].digest], index)
        for target, index in enumerate(usable):
            self._copy(index, target)
        statistics = self._statistics[: len(usable) * len(self._views)]
        return FeatureTable(
            tuple(self._files[index] for index in usable), self._views, statistics, tuple(self._failures)
        )

    def _copy(self, source: int, target: int) -> None:
        if source != target:
            width = len(self._views)
            for column in _columns(self._statistics):
                column[target * width : (target + 1) * width] = column[source * width : (source + 1) * width]


def _columns(statistics: ImageStatistics) -> tuple[torch.Tensor, ...]:
    return statistics.feature, statistics.mean, statistics.deviation
