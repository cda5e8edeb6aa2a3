"""What the method reads of an image: its feature and the style of every block."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import torch
from torch import Tensor

VARIANCE_FLOOR: Final = 2.3e-8
"""Added to the variance as VARIANCE_FLOOR / tokens, so that a constant block has a finite gradient."""

Rows = Tensor | slice | Sequence[int]


@dataclass(frozen=True, eq=False)
class ImageStatistics:
    """Features and block statistics of B images (IP-CLIP, arXiv 2503.02393, section 3.2).

    Attributes:
        feature: L2-normalized image features f_v, (B, D).
        mean: Token means mu of all blocks side by side, (B, S) with S the sum of the block widths.
        deviation: Token deviations sigma in the same layout, (B, S), positive.
    """

    feature: Tensor
    mean: Tensor
    deviation: Tensor

    def __post_init__(self) -> None:
        """Check that the three parts describe the same images.

        Raises:
            ValueError: The shapes contradict each other.
        """
        if self.mean.shape != self.deviation.shape or len(self.feature) != len(self.mean):
            shapes = [tuple(part.shape) for part in self._parts()]
            raise ValueError(f"feature, mean and deviation have contradicting shapes {shapes}")

    def __len__(self) -> int:
        return len(self.feature)

    def __getitem__(self, rows: Rows) -> Self:
        return type(self)(*(part[rows] for part in self._parts()))

    def to(self, device: torch.device | str) -> Self:
        """The same rows on `device`."""
        return type(self)(*(part.to(device) for part in self._parts()))

    @classmethod
    def concat(cls, parts: Sequence[Self]) -> Self:
        """Put the rows of at least one part below each other."""
        return cls(
            torch.cat([part.feature for part in parts]),
            torch.cat([part.mean for part in parts]),
            torch.cat([part.deviation for part in parts]),
        )

    def _parts(self) -> tuple[Tensor, Tensor, Tensor]:
        return self.feature, self.mean, self.deviation


def blocks(values: Tensor, widths: Sequence[int]) -> tuple[Tensor, ...]:
    """Cut (B, S) side-by-side statistics into one (B, width) piece per block."""
    return torch.split(values, list(widths), dim=-1)


def token_statistics(hidden: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and deviation over the tokens of one block.

    sigma = sqrt(mean((h - mu)^2) + 2.3e-8 / L), the style statistics of IP-CLIP (arXiv 2503.02393, section 3.2).

    Args:
        hidden: The block's output, (B, L, width).

    Returns:
        mu and sigma, (B, width) each.
    """
    variance, mean = torch.var_mean(hidden, dim=1, correction=0)
    return mean, (variance + VARIANCE_FLOOR / hidden.shape[1]).sqrt()
