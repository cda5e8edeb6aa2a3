"""A training epoch from cached statistics against one that runs the image tower at every step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from ipclip_app.bench.prompt import workload_projector
from ipclip_app.bench.result import EpochResult
from ipclip_app.bench.timing import seconds
from ipclip_app.bench.workload import Workload
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.statistics import ImageStatistics

TRAINED: Final = "ResidualProjector, the default preset's, with Adam"
LEARNING_RATE: Final = 5e-4
CLAMP: Final = 5.0


@dataclass(frozen=True)
class EpochRound:
    """One round: seconds of an epoch either way."""

    cached_seconds: float
    uncached_seconds: float


class EpochBench:
    """Trains on as many authorized as unauthorized images of noise.

    Both ways run the same packed text tower; they differ in where a batch's statistics come from: memory, where
    training keeps what the cache gave it, or the image tower. Decoding and augmentation of images, which an epoch
    without cached statistics needs too, are left out of both.
    """

    def __init__(self, workload: Workload) -> None:
        self._workload = workload
        self._pixels = workload.pixels(2 * workload.size.images)
        self._statistics = ImageStatistics.concat(
            [workload.backbone.statistics(part) for part in self._pixels.split(workload.size.batch_size)]
        )
        self._classifier = PromptedClassifier(workload.backbone, workload.size.class_names)
        self._projector = workload_projector(workload, self._statistics)
        self._adam = torch.optim.Adam(self._projector.parameters(), lr=LEARNING_RATE)

    def round(self) -> EpochRound:
        """Time one epoch either way."""
        device = self._workload.device
        return EpochRound(
            seconds(lambda: self.epoch(lambda rows: self._statistics[rows]), device),
            seconds(lambda: self.epoch(lambda rows: self._workload.backbone.statistics(self._pixels[rows])), device),
        )

    def result(self, rounds: Sequence[EpochRound]) -> EpochResult:
        """Put the medians of the rounds together."""
        return EpochResult(
            speedup=median(each.uncached_seconds / each.cached_seconds for each in rounds),
            cached_seconds=median(each.cached_seconds for each in rounds),
            uncached_seconds=median(each.uncached_seconds for each in rounds),
            images=len(self._pixels),
            trained=TRAINED,
        )

    def epoch(self, source: Callable[[Tensor], ImageStatistics]) -> list[float]:
        """One epoch with the statistics of the given rows from `source`; the loss of every step."""
        images, batch = self._workload.size.images, self._workload.size.batch_size
        pairs = (torch.arange(start, start + batch) for start in range(0, images, batch))
        return [self._step(source(rows), source(images + rows), rows) for rows in pairs]

    def _step(self, authorized: ImageStatistics, unauthorized: ImageStatistics, rows: Tensor) -> float:
        labels = (rows % len(self._workload.size.class_names)).to(self._workload.device)
        right, wrong = (
            functional.cross_entropy(self._classifier.predict(self._projector, each).logits, labels)
            for each in (authorized, unauthorized)
        )
        loss = right - wrong.clamp(max=CLAMP)
        self._adam.zero_grad()
        loss.backward()
        self._adam.step()
        return float(loss.detach())
