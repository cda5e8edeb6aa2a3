"""Classification of images from pixels, with the packed and with the padded text tower."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import torch
from torch import Tensor, nn

from ipclip_app.bench.prompt import workload_projector
from ipclip_app.bench.result import ClassifyResult
from ipclip_app.bench.timing import seconds
from ipclip_app.bench.workload import Workload
from ipclip_app.model.ip_clip import PromptedClassifier


@dataclass(frozen=True)
class ClassifyRound:
    """One round: images per second of either text tower."""

    packed_rate: float
    padded_rate: float


class ClassifyBench:
    """Runs image tower, projector and text tower over the same batch.

    Attributes:
        packed: The packed text tower.
        padded: The plain one.
    """

    def __init__(self, workload: Workload) -> None:
        self._backbone = workload.backbone
        self._pixels = workload.pixels(workload.size.batch_size)
        self._classifier = PromptedClassifier(workload.backbone, workload.size.class_names)
        self._projector = workload_projector(workload, self._backbone.statistics(self._pixels))
        self.packed, self.padded = self._classifier.text, workload.padded()

    def round(self) -> ClassifyRound:
        """Time one batch either way."""
        return ClassifyRound(self._rate(self.packed), self._rate(self.padded))

    def result(self, rounds: Sequence[ClassifyRound]) -> ClassifyResult:
        """Put the medians of the rounds together."""
        return ClassifyResult(
            speedup=median(each.packed_rate / each.padded_rate for each in rounds),
            packed_images_per_second=median(each.packed_rate for each in rounds),
            padded_images_per_second=median(each.padded_rate for each in rounds),
        )

    @torch.no_grad()
    def classify(self, text: nn.Module) -> Tensor:
        """Logits (B, N) of the batch with one of the text towers."""
        statistics = self._backbone.statistics(self._pixels)
        context, _ = self._projector(statistics)
        return self._classifier.logits(statistics.feature, text(context))

    def _rate(self, text: nn.Module) -> float:
        return len(self._pixels) / seconds(lambda: self.classify(text), self._backbone.device)
