"""Reference outputs: what a bundle must answer to a few known statistics, so that it notices where it does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from ipclip_app.data.domains import ImageFile
from ipclip_app.data.splits import Split
from ipclip_app.jobs.dataset import Dataset
from ipclip_app.jobs.protected_model import Judgement, ProtectedModel
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.statistics import ImageStatistics

ROWS: Final = 8
EXACT_TOLERANCE: Final = 1e-3
"""Largest difference between processors, of a cosine or a score; measured are 1e-6 and 1e-5."""
REDUCED_TOLERANCE: Final = 0.02
"""The same where a graphics card computes the text tower in bfloat16."""
GROSS: Final = 0.1
"""Beyond it the bundle is refused: it is not the same model any more."""


@dataclass(frozen=True)
class Deviation:
    """How far recomputed reference outputs are from the stored ones.

    Attributes:
        difference: The largest of all differences, of cosines and of scores relative to their size.
        tolerance: What this device may differ by.
        verdicts: Images whose verdict is another one here.
    """

    difference: float
    tolerance: float
    verdicts: int

    @property
    def acceptable(self) -> bool:
        """Whether nobody needs to be told."""
        return self.difference <= self.tolerance and not self.verdicts


def reference_files(dataset: Dataset) -> tuple[ImageFile, ...]:
    """Up to ROWS different validation images, half of them of either domain, spread evenly."""
    return tuple(dict.fromkeys((*_spread(dataset.authorized), *_spread(dataset.unauthorized))))


def _spread(split: Split) -> tuple[ImageFile, ...]:
    files, wanted = split.validation, ROWS // 2
    return tuple(files[step * len(files) // wanted] for step in range(wanted)) if len(files) > wanted else files


def reference_tensors(model: ProtectedModel, statistics: ImageStatistics) -> dict[str, Tensor]:
    """Statistics of R images, at least one, and what the model says of them."""
    judged = model.judge_statistics(statistics)
    return {
        "feature": statistics.feature,
        "mean": statistics.mean,
        "deviation": statistics.deviation,
        "scores": judged.scores,
        "protected_logits": judged.protected_logits,
        "zero_shot_logits": judged.zero_shot_logits,
    }


def reference_shapes(backbone: Backbone, classes: int) -> dict[str, tuple[int | None, ...]]:
    """Names and shapes of the reference tensors on a backbone, R rows each."""
    style = sum(backbone.block_widths)
    widths = {"feature": backbone.embed_dim, "mean": style, "deviation": style}
    logits = dict.fromkeys(("protected_logits", "zero_shot_logits"), classes)
    return {"scores": (None,), **{name: (None, width) for name, width in (widths | logits).items()}}


def has_equal_rows(stored: Mapping[str, Tensor]) -> bool:
    """Whether every tensor has a row for every image."""
    return len({len(value) for value in stored.values()}) == 1


def compare(model: ProtectedModel, stored: Mapping[str, Tensor]) -> Deviation:
    """Judge the stored statistics again and compare."""
    statistics = ImageStatistics(stored["feature"], stored["mean"], stored["deviation"])
    judged = model.judge_statistics(statistics)
    before = Judgement(stored["scores"], stored["protected_logits"], stored["zero_shot_logits"])
    difference = max(
        _largest(judged.protected_logits, before.protected_logits) / model.classifier.scale,
        _largest(judged.zero_shot_logits, before.zero_shot_logits) / model.classifier.scale,
        _largest(judged.scores, before.scores) / max(1.0, float(before.scores.abs().max())),
    )
    verdicts = [_verdicts(model, each.scores) for each in (judged, before)]
    changed = sum(now != then for now, then in zip(*verdicts, strict=True))
    return Deviation(difference, REDUCED_TOLERANCE if model.classifier.reduced else EXACT_TOLERANCE, changed)


def _largest(now: Tensor, before: Tensor) -> float:
    difference = (now - before).abs().max()
    return float(torch.nan_to_num(difference, nan=torch.inf))


def _verdicts(model: ProtectedModel, scores: Tensor) -> list[str]:
    return [model.thresholds.verdict(score) for score in scores.tolist()]
