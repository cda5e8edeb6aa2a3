"""What the watermark costs, as a share of the time that a vector takes anyway."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from ipclip_app.bench.timing import seconds
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.trimmed_text import bounded_tokenizer, trimmed_text_features
from ipclip_app.watermark.apply import apply_watermark

ROUNDS: Final = 15
_REPETITIONS: Final = 20


@dataclass(frozen=True)
class Overhead:
    """Times of one batch, the smallest of all rounds: whatever else runs makes only longer ones.

    Attributes:
        texts: Texts of the batch.
        encode_seconds: Of the model.
        mark_seconds: Of the watermark.
    """

    texts: int
    encode_seconds: float
    mark_seconds: float

    @property
    def percent(self) -> float:
        """The watermark's share of the model's time."""
        return 100 * self.mark_seconds / self.encode_seconds


def measure_overhead(
    backbone: Backbone, texts: Sequence[str], matrix: NDArray[np.float32], rounds: int = ROUNDS
) -> Overhead:
    """Encode a batch and mark it, in turns.

    Args:
        backbone: The model.
        texts: The batch.
        matrix: A licensee's W (D, D).
        rounds: How often.
    """
    tokens = [bounded_tokenizer().tokens(text, backbone.context_length) for text in texts]
    rows = trimmed_text_features(backbone, tokens).cpu().numpy()
    encode = [0.0] * rounds
    mark = [0.0] * rounds
    for place in range(rounds):
        encode[place] = seconds(lambda: trimmed_text_features(backbone, tokens).cpu(), backbone.device)
        mark[place] = seconds(lambda: apply_watermark(rows, matrix), torch.device("cpu"), _REPETITIONS)
    return Overhead(len(texts), min(encode), min(mark))
