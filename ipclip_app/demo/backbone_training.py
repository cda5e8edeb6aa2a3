"""Trains the small CLIP on drawn pictures and their captions."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import torch
from open_clip.model import CLIP
from torch import Tensor, nn

from ipclip_app.demo.caption_tower import CaptionTower
from ipclip_app.demo.captions import all_captions, truth_table
from ipclip_app.demo.contrastive import contrastive_loss, varied
from ipclip_app.demo.drawn_set import DrawnSet, Purpose, draw_set
from ipclip_app.demo.small_clip import ARCHITECTURE, build_clip, normalized
from ipclip_app.progress import Job, Report, StepReport

_MAX_LOGIT_SCALE = math.log(100)
_WARMUP_SHARE = 0.08


@dataclass(frozen=True)
class BackboneTraining:
    """How the demo backbone is trained.

    Attributes:
        seed: Of pictures, weights and order.
        per_cell: Pictures of each class in each style.
        epochs: Passes over them.
        batch_size: Pictures a step; every step sees all captions.
        learning_rate: Peak of a cosine with warm-up.
        weight_decay: On matrices of the two towers alone.
        architecture: Arguments of open_clip's CLIP.
    """

    seed: int = 0
    per_cell: int = 300
    epochs: int = 14
    batch_size: int = 64
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    architecture: dict[str, Any] = field(default_factory=lambda: ARCHITECTURE)


def train_backbone(config: BackboneTraining) -> Job[CLIP]:
    """Draw the training pictures, then train; the result is in evaluation mode.

    The same configuration and number of threads give the same weights.
    """
    yield Report("drawing", 0, 1)
    drawn = draw_set(config.per_cell, Purpose.TRAINING, config.seed, config.architecture["vision_cfg"]["image_size"])
    yield Report("drawing", 1, 1)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(config.seed)
        model = build_clip(config.architecture)
    yield from _optimize(model.train(), drawn, config)
    return model.eval()


def _optimize(model: CLIP, drawn: DrawnSet, config: BackboneTraining) -> Iterator[Report]:
    captions = all_captions()
    tower, table = CaptionTower(model, [caption.text for caption in captions]), truth_table(captions)
    generator = torch.Generator().manual_seed(config.seed)
    per_epoch = math.ceil(len(drawn.images) / config.batch_size)
    total = config.epochs * per_epoch
    optimizer = _optimizer(model, tower, config)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _pace(step, total))
    for step, chosen in enumerate(_batches(len(drawn.images), config, generator), 1):
        images = varied(normalized(drawn.images[chosen]), generator)
        truth = table[drawn.classes[chosen], drawn.styles[chosen]]
        texts = tower.encode(tower.random_words(generator))
        loss = contrastive_loss(_logits(model, images, texts), truth)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_([*model.parameters(), tower.table], 1.0)
        optimizer.step()
        schedule.step()
        model.logit_scale.data.clamp_(max=_MAX_LOGIT_SCALE)
        yield StepReport("training", step, total, (step - 1) // per_epoch + 1, {"contrastive": loss.item()})
    tower.store()


def _logits(model: CLIP, images: Tensor, texts: Tensor) -> Tensor:
    scaled: Tensor = model.logit_scale.exp() * model.encode_image(images, normalize=True) @ texts.T
    return scaled


def _batches(count: int, config: BackboneTraining, generator: torch.Generator) -> Iterator[Tensor]:
    for _ in range(config.epochs):
        yield from torch.split(torch.randperm(count, generator=generator), config.batch_size)


def _optimizer(model: CLIP, tower: CaptionTower, config: BackboneTraining) -> torch.optim.AdamW:
    """AdamW that shrinks matrices alone, not embeddings, biases or norms."""
    matrices: list[nn.Parameter] = []
    others: list[nn.Parameter] = [tower.table]
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            is_matrix = parameter.ndim > 1 and "embedding" not in name
            (matrices if is_matrix else others).append(parameter)
    groups = [{"params": matrices, "weight_decay": config.weight_decay}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.98))


def _pace(step: int, total: int) -> float:
    """Share of the peak learning rate: a linear rise, then half a cosine."""
    warmup = max(1, round(total * _WARMUP_SHARE))
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, total - warmup)))
