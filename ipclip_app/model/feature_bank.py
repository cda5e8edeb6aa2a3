"""Feature banks: N rows that stand for the classes of a domain, built once before training."""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class FeatureBank:
    """One row per class (IP-CLIP, arXiv 2503.02393, section 3.3).

    Attributes:
        rows: Mean features, (N, D).
        used: Which rows attention may see, (N,), boolean.
    """

    rows: Tensor
    used: Tensor

    def to(self, device: torch.device | str) -> "FeatureBank":
        """The same bank on `device`."""
        return FeatureBank(self.rows.to(device), self.used.to(device))


def build_bank(
    features: Tensor, logits: Tensor, labels: Tensor | None = None, *, shots: int = 5, zero_padded: bool = False
) -> FeatureBank:
    """Average the K most confident images of each predicted class; confidence is the largest softmax probability.

    Args:
        features: Unit features, (images, D).
        logits: Predictions of the same images, (images, N).
        labels: Classes of an authorized domain: only images predicted as their own class count. Left out for an
            unauthorized domain, whose labels are not used.
        shots: K, images per row, at least 1.
        zero_padded: Empty slots and empty rows count as zeros (released code), instead of averaging the filled slots
            and hiding an empty row.
    """
    confidence, predicted = logits.softmax(dim=1).max(dim=1)
    eligible = torch.ones_like(predicted, dtype=torch.bool) if labels is None else predicted == labels
    rows = features.new_zeros(logits.shape[1], features.shape[1])
    filled = torch.zeros(logits.shape[1], dtype=torch.bool, device=features.device)
    for index in range(logits.shape[1]):
        members = torch.nonzero(eligible & (predicted == index)).flatten()
        # stable, so that ties are broken by the order of the images alone
        ranked = members[torch.sort(confidence[members], descending=True, stable=True).indices][:shots]
        if len(ranked):
            rows[index] = features[ranked].sum(0) / (shots if zero_padded else len(ranked))
            filled[index] = True
    return FeatureBank(rows, torch.ones_like(filled) if zero_padded or not filled.any() else filled)
