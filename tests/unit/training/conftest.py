"""Small tasks for the tests of training, and the published formulas a second time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
import torch
from torch import Tensor

from ipclip_app.config import TrainConfig
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.statistics import ImageStatistics
from ipclip_app.model.zero_shot import zero_shot_weights
from ipclip_app.training import base_prompt
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.recipes import Recipe
from ipclip_app.training.task import DomainData, Task

NAMES = ("dog", "alarm_clock", "mountain bike")


class Formulas:
    """Tokens, style enhancement and loss terms from their descriptions, in loops and sums."""

    names = NAMES

    @staticmethod
    def domain_tokens(weights: Mapping[str, Tensor], statistics: ImageStatistics, widths: Sequence[int]) -> Tensor:
        """T, (B, M, D_t)."""
        tokens, start = [], 0
        for block, width in enumerate(widths):
            own = slice(start, start := start + width)
            style = (statistics.mean[:, own] + statistics.deviation[:, own]) / 2
            hidden = style @ weights[f"style.{block}.0.weight"].T + weights[f"style.{block}.0.bias"]
            tokens.append(hidden @ weights[f"style.{block}.1.weight"].T + weights[f"style.{block}.1.bias"])
        return torch.stack(tokens, dim=1)

    @staticmethod
    def image_token(weights: Mapping[str, Tensor], statistics: ImageStatistics, widths: Sequence[int]) -> Tensor:
        """The one vector that V repeats, (B, D_t)."""
        token, start = weights["reduce.bias"], 0
        for block, width in enumerate(widths):
            own = statistics.mean[:, start : (start := start + width)]
            content = own @ weights[f"content.{block}.weight"].T + weights[f"content.{block}.bias"]
            token = token + weights["reduce.weight"][0, block] * content
        return token

    @classmethod
    def context(cls, weights: Mapping[str, Tensor], statistics: ImageStatistics, widths: Sequence[int]) -> Tensor:
        """`T T V`, (B, 2M + 4, D_t)."""
        domain = cls.domain_tokens(weights, statistics, widths)
        image = cls.image_token(weights, statistics, widths)
        return torch.cat([domain, domain, *[image[:, None]] * 4], dim=1)

    @staticmethod
    def enhanced(weights: Mapping[str, Tensor], features: Tensor, bank: Tensor) -> Tensor:
        """norm(f + P(A v)), (B, D), with fresh batch statistics for queries and rows."""

        def parts(rows: Tensor) -> list[Tensor]:
            for linear, norm in ((0, 1), (3, 4)):
                rows = rows @ weights[f"shared.{linear}.weight"].T + weights[f"shared.{linear}.bias"]
                centred = rows - rows.mean(0)
                rows = centred / (centred.square().mean(0) + 1e-5).sqrt()
                rows = (rows * weights[f"shared.{norm}.weight"] + weights[f"shared.{norm}.bias"]).clamp(min=0)
            rows = rows @ weights["shared.6.weight"].T + weights["shared.6.bias"]
            return [rows[:, part::3] for part in range(3)]

        query, (_, key, value) = parts(features)[0], parts(bank)
        mixed = features + torch.softmax(0.1 * query @ key.T, dim=1) @ value @ weights["project.weight"].T
        mixed = mixed + weights["project.bias"]
        return mixed / mixed.square().sum(1, keepdim=True).sqrt()

    @staticmethod
    def cross_entropy(logits: Tensor, labels: Tensor, highest: float = float("inf")) -> Tensor:
        """Mean of log sum exp - logit of the label; a constant where it exceeds `highest`."""
        losses = [row.exp().sum().log() - row[label] for row, label in zip(logits, labels.tolist(), strict=True)]
        mean = sum(losses) / len(losses)
        return mean if mean <= highest else torch.full_like(mean, highest)

    @classmethod
    def terms(cls, inputs: Any) -> dict[str, Tensor]:
        """Every term that the given values allow for; `inputs` has the attributes of LossInputs."""
        count, classes = inputs.logits_u.shape
        terms = {
            "L_a": cls.cross_entropy(inputs.logits_a, inputs.labels_a),
            "L_u": cls.cross_entropy(inputs.logits_u, inputs.labels_u, 5),
        }
        for name, style, text in (
            ("L_ai", inputs.enhanced_a, inputs.text_a),
            ("L_ui", inputs.enhanced_u, inputs.text_u),
        ):
            rows = [[inputs.scale * (style[i] @ text[i, c]) for c in range(classes)] for i in range(count)]
            logits = torch.stack([torch.stack(row) for row in rows])
            terms[name] = cls.cross_entropy(logits, inputs.labels_a, 5)
        distance = (inputs.domain_a - inputs.domain_u).square().sum() / inputs.domain_a.numel()
        terms["L_m"] = distance if distance <= 5 else torch.full_like(distance, 5)
        p = inputs.logits_u.exp() / inputs.logits_u.exp().sum(1, keepdim=True)
        p = p / p.square().sum(0, keepdim=True).sqrt()
        terms["L_en"] = -sum((p[i] * (p[i] + 1e-8).log()).sum() for i in range(count)) / count
        q_a, q_u = (text.exp() / text.exp().sum(1, keepdim=True) for text in (inputs.text_a, inputs.text_u))
        terms["L_kl"] = sum((q_u[i] * (q_u[i].log() - q_a[i].log())).sum() for i in range(count)) / count
        return terms

    @staticmethod
    def total(terms: Mapping[str, Tensor], e: float, w_m: float, w_e: float, w_k: float) -> Tensor:
        """The signed sum."""
        classification = terms["L_a"] - terms["L_u"] + e * terms["L_ai"] - terms["L_ui"]
        return classification - w_m * terms["L_m"] + w_e * terms["L_en"] - w_k * terms["L_kl"]


@pytest.fixture(scope="session")
def formulas() -> type[Formulas]:
    """The published formulas, independent of the program."""
    return Formulas


@pytest.fixture(scope="session")
def classifier(tiny_vit: Backbone) -> PromptedClassifier:
    """The tiny ViT with three classes."""
    return PromptedClassifier(tiny_vit, NAMES)


@pytest.fixture(scope="session")
def make_statistics() -> Callable[..., ImageStatistics]:
    """`make_statistics(rows, seed, dtype=torch.float32, width=96)`: statistics, in the tiny ViT's shapes by default."""

    def make(rows: int, seed: int, dtype: torch.dtype = torch.float32, width: int = 96) -> ImageStatistics:
        generator = torch.Generator().manual_seed(seed)
        feature = torch.randn(rows, 24, generator=generator, dtype=torch.float64)
        mean = torch.randn(rows, width, generator=generator, dtype=torch.float64)
        deviation = torch.rand(rows, width, generator=generator, dtype=torch.float64) + 0.1
        feature = feature / feature.norm(dim=1, keepdim=True)
        return ImageStatistics(feature.to(dtype), mean.to(dtype), deviation.to(dtype))

    return make


@pytest.fixture
def make_task(
    tiny_vit: Backbone,
    double_vit: Backbone,
    make_statistics: Callable[..., ImageStatistics],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Task]:
    """`make_task(recipe, **settings)`: 9 authorized and 6 unauthorized images in two views, and 5 + 4 for validation.

    `images` changes the numbers of training images, `unauthorized_seed` the unauthorized images, `labels_seed` their
    labels, `dtype` the precision, `backbone` the tiny ViT; the rest goes into the configuration. A base prompt is
    fitted in five steps.
    """
    monkeypatch.setattr(base_prompt, "STEPS", 5)

    def make(
        recipe: Recipe,
        *,
        images: tuple[int, int] = (9, 6),
        unauthorized_seed: int = 2,
        labels_seed: int = 3,
        dtype: torch.dtype = torch.float32,
        backbone: Backbone = tiny_vit,
        **config: Any,
    ) -> Task:
        if dtype == torch.float64:
            backbone = double_vit

        def data(count: int, seed: int, labels: int, views: int) -> LabelledStatistics:
            generator = torch.Generator().manual_seed(labels)
            classes = torch.randint(len(NAMES), (count,), generator=generator)
            return LabelledStatistics(
                make_statistics(count * views, seed, dtype, sum(backbone.block_widths)), classes, views
            )

        return Task(
            PromptedClassifier(backbone, NAMES),
            zero_shot_weights(backbone, NAMES),
            DomainData(data(images[0], 1, 1, 2), data(5, 11, 11, 2)),
            DomainData(data(images[1], unauthorized_seed, labels_seed, 2), data(4, unauthorized_seed + 20, 12, 1)),
            recipe,
            TrainConfig(**({"epochs": 2, "batch_size": 4} | config)),
        )

    return make
