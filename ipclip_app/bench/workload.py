"""What the benchmarks compute with: a CLIP of real shape with random weights, class names, images and contexts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import torch
from torch import Tensor, nn

from ipclip_app.bench.made_up_names import made_up_names
from ipclip_app.bench.padded_text import PaddedTextTower
from ipclip_app.data.protocol_names import OFFICE_HOME
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.ip_projector import context_tokens
from ipclip_app.model.packed_text import PackedTextTower
from ipclip_app.model.random_backbone import random_backbone

CONTEXT_SCALE: Final = 0.02
"""Deviation of CLIP's own token vectors before training."""


@dataclass(frozen=True)
class WorkloadSize:
    """How much is computed.

    Attributes:
        architecture: An open_clip architecture or `model_cfg`.
        class_names: Names of the N classes.
        class_counts: Numbers of classes for the scaling measurement.
        images: Images of each domain in an epoch.
        batch_size: Images of each domain in a step, and of a batch to classify.
        rounds: Repetitions of every measurement, of which the median counts.
    """

    architecture: str | Mapping[str, Any]
    class_names: tuple[str, ...]
    class_counts: tuple[int, ...]
    images: int
    batch_size: int
    rounds: int = 3


FULL: Final = WorkloadSize("ViT-B-16", OFFICE_HOME, (65, 345, 1000), images=8, batch_size=4)
QUICK: Final = WorkloadSize(
    {
        "embed_dim": 32,
        "vision_cfg": {"image_size": 32, "patch_size": 8, "width": 64, "layers": 3, "head_width": 16},
        "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 64, "heads": 4, "layers": 3},
    },
    OFFICE_HOME[:10],
    (10, 20, 40),
    images=4,
    batch_size=2,
)


@dataclass(frozen=True, eq=False)
class Workload:
    """A size, and the backbone built for it.

    Attributes:
        size: How much is computed.
        backbone: The frozen CLIP.
    """

    size: WorkloadSize
    backbone: Backbone

    @classmethod
    def build(cls, device: torch.device, *, quick: bool) -> "Workload":
        """Build the full workload, or the small one that checks the benchmark itself."""
        size = QUICK if quick else FULL
        return cls(size, random_backbone(size.architecture).to(device))

    @property
    def device(self) -> torch.device:
        """Where the backbone computes."""
        return self.backbone.device

    @property
    def context_tokens(self) -> int:
        """Context vectors of an IP prompt, 2 M + 4."""
        return context_tokens(len(self.backbone.block_widths))

    def packed(self, class_count: int | None = None) -> PackedTextTower:
        """The packed text tower over the workload's classes, or over so many made-up ones."""
        names = self.size.class_names if class_count is None else made_up_names(class_count)
        return PackedTextTower(self.backbone.text, self._suffixes(names), self.context_tokens, names=names)

    def padded(self) -> PaddedTextTower:
        """The plain text tower over the workload's classes."""
        return PaddedTextTower(self.backbone.text, self._suffixes(self.size.class_names), self.context_tokens)

    def contexts(self, count: int) -> Tensor:
        """Contexts (count, 2 M + 4, D_t), always the same."""
        shape = (count, self.context_tokens, self.backbone.text_width)
        return CONTEXT_SCALE * normal(shape).to(self.device)

    def pixels(self, count: int) -> Tensor:
        """Preprocessed images (count, 3, H, W) of noise, always the same."""
        side = self.backbone.preprocessing.size
        return normal((count, 3, side, side)).to(self.device)

    def _suffixes(self, names: tuple[str, ...]) -> list[tuple[int, ...]]:
        return [self.backbone.suffix_tokens(name) for name in names]


def forward_backward(tower: nn.Module, context: Tensor) -> tuple[Tensor, Tensor]:
    """One step of the text tower.

    Args:
        tower: A packed or padded text tower.
        context: (B, C, D_t).

    Returns:
        The text features (B, N, D) and the gradient with respect to the context of a fixed weighted sum of them.
    """
    leaf = context.detach().clone().requires_grad_()
    features: Tensor = tower(leaf)
    weights = normal(features.shape).to(features)
    (gradient,) = torch.autograd.grad(features, leaf, weights)
    return features.detach(), gradient


def normal(shape: Sequence[int]) -> Tensor:
    """Standard normal numbers of that shape, always the same."""
    return torch.randn(tuple(shape), generator=torch.Generator().manual_seed(0))
