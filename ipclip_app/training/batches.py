"""Which image and view is seen in which step: a pure function of seed and epoch."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from ipclip_app.model.statistics import ImageStatistics


@dataclass(frozen=True, eq=False)
class LabelledStatistics:
    """Cached statistics with classes.

    Attributes:
        statistics: Rows of image i are i * views to i * views + views - 1.
        labels: Class of each image, (images,).
        views: Number of views per image.
    """

    statistics: ImageStatistics
    labels: Tensor
    views: int = 1

    def __len__(self) -> int:
        return len(self.labels)

    def row_labels(self) -> Tensor:
        """Class of each row, (images * views,)."""
        return self.labels.repeat_interleave(self.views)

    def plain(self) -> ImageStatistics:
        """The first view of every image."""
        return self.statistics[slice(None, None, self.views)]


@dataclass(frozen=True, eq=False)
class Batch:
    """B images of one domain: their rows in the statistics and their classes."""

    rows: Tensor
    labels: Tensor


def steps_per_epoch(authorized: int, unauthorized: int, batch_size: int) -> int:
    """max(1, floor(max(n_a, n_u) / B)) full batches."""
    return max(1, max(authorized, unauthorized) // batch_size)


def epoch_batches(data: LabelledStatistics, batch_size: int, steps: int, seed: int, salt: str) -> Iterator[Batch]:
    """Draw `steps` batches in random order with a random view each; a domain that runs out is reshuffled and goes on.

    Args:
        data: One domain.
        batch_size: B, images per batch.
        steps: Batches to draw.
        seed: The run's seed.
        salt: Names epoch and domain, so that each has an order of its own.
    """
    generator = torch.Generator().manual_seed(derived_seed(seed, salt))
    rounds = -(-steps * batch_size // len(data))
    order = torch.cat([torch.randperm(len(data), generator=generator) for _ in range(rounds)])
    views = torch.randint(data.views, (len(order),), generator=generator)
    for step in range(steps):
        chosen = slice(step * batch_size, (step + 1) * batch_size)
        images = order[chosen]
        yield Batch(images * data.views + views[chosen], data.labels[images])


def derived_seed(seed: int, salt: str) -> int:
    """A seed for one purpose of a run, 0 to 2^63 - 1, independent of those for other purposes."""
    digest = hashlib.sha256(f"{seed}:{salt}".encode()).digest()
    return int.from_bytes(digest[:8]) >> 1
