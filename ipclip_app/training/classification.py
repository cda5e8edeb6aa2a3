"""Classifies any number of images outside of training, in parts that shrink when memory runs out."""

from collections.abc import Callable
from typing import Final

import torch
from torch import Tensor

from ipclip_app.errors import TooLittleMemoryError
from ipclip_app.model.device import is_out_of_memory, release_memory
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.projectors import Projector
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.progress import Job, Report

EVALUATION_ROWS: Final = 64
"""Images classified at once; bounds memory and the latency of a cancellation."""


def classify_all(
    classifier: PromptedClassifier,
    projector: Projector,
    statistics: ImageStatistics,
    report: Callable[[int], Report],
) -> Job[Tensor]:
    """Logits (images, N) on the CPU, without gradients.

    Args:
        classifier: The frozen side.
        projector: The module to classify with.
        statistics: At least one image.
        report: What to yield before each part, given the number of images that are done.

    Raises:
        TooLittleMemoryError: Not even one image at a time fits.
    """
    parts: list[Tensor] = []
    done, size = 0, EVALUATION_ROWS
    while done < len(statistics):
        yield report(done)
        rows = statistics[slice(done, done + size)]
        part = _classify(classifier, projector, rows)
        if part is None:
            size = len(rows) // 2
        else:
            parts.append(part)
            done += len(part)
    return torch.cat(parts)


def _classify(classifier: PromptedClassifier, projector: Projector, rows: ImageStatistics) -> Tensor | None:
    """The logits, or None when memory ran out (leaving the exception frees what its frames hold)."""
    try:
        return classifier.classify(projector, rows)
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        if len(rows) == 1:
            raise TooLittleMemoryError("classifying even one image", str(classifier.device)) from error
    release_memory(classifier.device)
    return None
