"""Extraction: a model of the thief's own that has learned to answer as a marked service does (knowledge distillation).

What a student learns from is what it was answered; it never sees W, the pool or a question of the owner.
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn

from ipclip_app.progress import Job, Report
from ipclip_app.watermark.rows import Rows, unit_rows

PHASE: Final = "students"
STEPS: Final = 1500
BATCH: Final = 64
RATE: Final = 2e-3
_DECAY: Final = 1e-4
_REPORT_EVERY: Final = 10
_AT_ONCE: Final = 256
_BUCKETS: Final = 8192
"""Vectors that the tokens of CLIP's vocabulary share; token 0 fills up."""


class HeadStudent(nn.Module):
    """A linear map and a network of two layers beside it, on the frozen features of a public model."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)
        last = nn.Linear(outputs, outputs)
        self.bent = nn.Sequential(nn.Linear(inputs, outputs), nn.GELU(), last)
        nn.init.zeros_(last.weight)  # the linear map is found first
        nn.init.zeros_(last.bias)

    def forward(self, rows: Tensor) -> Tensor:
        """Embeddings (B, outputs) of features (B, inputs)."""
        answers: Tensor = self.linear(rows) + self.bent(rows)
        return answers


class PixelStudent(nn.Sequential):
    """A small convolutional network on (B, 3, 32, 32) pixels between 0 and 1, trained from scratch."""

    def __init__(self, outputs: int) -> None:
        blocks = [layer for sizes in ((3, 16), (16, 32), (32, 64)) for layer in _block(*sizes)]
        super().__init__(*blocks, nn.Flatten(), nn.Linear(64 * 16, outputs))


class TokenStudent(nn.Module):
    """The mean of vectors for the tokens of a text, through a network of two layers, trained from scratch."""

    def __init__(self, outputs: int, width: int = 64) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(_BUCKETS, width, mode="mean", padding_idx=0)
        self.layers = nn.Sequential(nn.Linear(width, outputs), nn.GELU(), nn.Linear(outputs, outputs))

    def forward(self, tokens: Tensor) -> Tensor:
        """Embeddings (B, outputs) of token ids (B, length)."""
        answers: Tensor = self.layers(self.table(tokens % _BUCKETS))
        return answers


@dataclass(frozen=True)
class Distillation:
    """How a student learns.

    Attributes:
        seed: Decides its first weights and the order of what it sees.
        steps: Number of batches.
    """

    seed: int = 0
    steps: int = STEPS


def distil(student: nn.Module, inputs: Tensor, targets: Rows, how: Distillation) -> Job[None]:
    """Let a student learn to answer as the service did: it maximizes the mean cosine.

    Args:
        student: It.
        inputs: What it sees, (n, ...).
        targets: What the service answered, unit rows (n, D).
        how: How it learns.
    """
    answers = torch.from_numpy(targets).float()
    optimizer = torch.optim.AdamW(student.parameters(), RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, how.steps)
    order = torch.Generator().manual_seed(how.seed)
    for step in range(how.steps):
        if step % _REPORT_EVERY == 0:
            yield Report(PHASE, step, how.steps)
        chosen = torch.randint(len(inputs), (min(BATCH, len(inputs)),), generator=order)
        optimizer.zero_grad()
        with torch.enable_grad():
            loss = 1 - nn.functional.cosine_similarity(student(inputs[chosen]), answers[chosen]).mean()
            loss.backward()
        optimizer.step()
        schedule.step()
    yield Report(PHASE, how.steps, how.steps)


@torch.no_grad()
def answers_of(student: nn.Module, inputs: Tensor) -> Rows:
    """What a student answers, unit rows (B, D)."""
    parts = [student(part) for part in inputs.split(_AT_ONCE)]
    return unit_rows(torch.cat(parts).numpy())


def _block(inputs: int, outputs: int) -> tuple[nn.Module, ...]:
    return nn.Conv2d(inputs, outputs, 3, padding=1), nn.GroupNorm(4, outputs), nn.ReLU(), nn.MaxPool2d(2)
