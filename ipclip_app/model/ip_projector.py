"""IP projectors: from the frozen statistics of an image to its domain tokens and image tokens."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from ipclip_app.model.statistics import ImageStatistics, blocks

IMAGE_TOKENS: Final = 4
REFERENCE_HIDDEN: Final = 256
_SMALLEST_DEVIATION: Final = 1e-6
_STANDARD_RANGE: Final = 5.0
_SLICE: Final = 32
"""Rows whose double-precision copies fit into the cache of a processor."""


@dataclass(frozen=True, eq=False)
class IPTokens:
    """Tokens of B images.

    Attributes:
        domain: Domain tokens T, one per block, (B, M, D_t).
        image: Image tokens V, (B, 4, D_t).
    """

    domain: Tensor
    image: Tensor


def context_tokens(block_count: int) -> int:
    """Number of context vectors of an IP prompt, T twice and V once: 2M + 4."""
    return 2 * block_count + IMAGE_TOKENS


def prompt_context(tokens: IPTokens) -> Tensor:
    """The context vectors `T T V` between start-of-text and class name, (B, 2M + 4, D_t).

    IP-CLIP (arXiv 2503.02393), section 3.2.
    """
    return torch.cat([tokens.domain, tokens.domain, tokens.image], dim=1)


class ReferenceProjector(nn.Module):
    """The projector of the released code (IP-CLIP, arXiv 2503.02393, section 3.2).

    Domain tokens: T_m = Linear(256, D_t)(Linear(D_v, 256)((mu_m + sigma_m) / 2)), own weights per block. Image tokens:
    Linear(D_v, D_t)(mu_m) stacked over the M blocks, reduced by one Linear(M, 1), and used four times.

    Args:
        widths: Width D_v of each block of the image tower.
        text_width: Width D_t of the text tower.
    """

    def __init__(self, widths: Sequence[int], text_width: int) -> None:
        super().__init__()
        self.widths = tuple(widths)
        self.style = nn.ModuleList(
            nn.Sequential(nn.Linear(width, REFERENCE_HIDDEN), nn.Linear(REFERENCE_HIDDEN, text_width))
            for width in self.widths
        )
        self.content = nn.ModuleList(nn.Linear(width, text_width) for width in self.widths)
        self.reduce = nn.Linear(len(self.widths), 1)

    def forward(self, statistics: ImageStatistics) -> tuple[Tensor, IPTokens]:
        """Map B images to their context (B, 2M + 4, D_t) and the tokens that it is made of."""
        styles = blocks((statistics.mean + statistics.deviation) / 2, self.widths)
        domain = torch.stack([layer(style) for layer, style in zip(self.style, styles, strict=True)], dim=1)
        means = blocks(statistics.mean, self.widths)
        stacked = torch.stack([layer(mean) for layer, mean in zip(self.content, means, strict=True)], dim=2)
        image = self.reduce(stacked).transpose(1, 2).expand(-1, IMAGE_TOKENS, -1)
        tokens = IPTokens(domain, image)
        return prompt_context(tokens), tokens


class ResidualProjector(nn.Module):
    """A projector that starts as zero-shot CLIP and learns how images deviate from it.

    The context is a base, fitted once to reproduce the zero-shot text features, plus `T T V`, which starts at zero.
    mu and log sigma are standardized over the training views and kept apart; V, four different tokens, comes from f_v
    and the style of all blocks, so that a prompt can depend on what is shown and on how at once.
    Base and tokens are in units of the backbone's own token vectors, so that one learning rate serves every backbone.

    Args:
        widths: Width D_v of each block of the image tower.
        text_width: Width D_t of the text tower.
        embed_dim: Width D of the joint embedding.
        hidden: Width of the hidden layers.
    """

    def __init__(self, widths: Sequence[int], text_width: int, embed_dim: int, hidden: int = 64) -> None:
        super().__init__()
        self.widths = tuple(widths)
        self.base = nn.Parameter(torch.zeros(context_tokens(len(self.widths)), text_width))
        self.style_in = nn.ModuleList(nn.Linear(2 * width, hidden) for width in self.widths)
        self.style_out = nn.ModuleList(_zero_linear(hidden, text_width) for _ in self.widths)
        total = sum(self.widths)
        self.content_in = nn.Linear(embed_dim + 2 * total, hidden)
        self.content_out = _zero_linear(hidden, IMAGE_TOKENS * text_width)
        self.style_share = math.sqrt(embed_dim / (2 * total))
        self.unit: Tensor
        self.register_buffer("unit", torch.ones(()))
        self.style_location: Tensor
        self.style_scale: Tensor
        self.content_location: Tensor
        self.content_scale: Tensor
        for name, width in (("style", 2 * total), ("content", embed_dim)):
            self.register_buffer(f"{name}_location", torch.zeros(width))
            self.register_buffer(f"{name}_scale", torch.ones(width))

    @property
    def branches(self) -> "tuple[ResidualProjector]":
        """What speaks for images: itself."""
        return (self,)

    @torch.no_grad()
    def begin(self, start: Tensor) -> None:
        """Start from a base, (2M + 4, D_t)."""
        self.base.copy_(start)

    @property
    def residuals(self) -> tuple[nn.Linear, ...]:
        """The last layers, from which all tokens come; they start at zero."""
        return (*cast("list[nn.Linear]", list(self.style_out)), self.content_out)

    @torch.no_grad()
    def standardize(self, *domains: ImageStatistics) -> None:
        """Take mean and deviation of every input from the training views of all domains, at least two rows."""
        for name, values in (("style", _style), ("content", _content)):
            location, scale = _moments(domains, values)
            getattr(self, f"{name}_location").copy_(location)
            getattr(self, f"{name}_scale").copy_(scale.clamp_min(_SMALLEST_DEVIATION))

    def standardized(self, statistics: ImageStatistics) -> tuple[Tensor, Tensor]:
        """Style (B, 2S), where an outlier counts for no more than five deviations, and content (B, D)."""
        style = (_style(statistics) - self.style_location) / self.style_scale
        content = (statistics.feature - self.content_location) / self.content_scale
        return style.clamp(-_STANDARD_RANGE, _STANDARD_RANGE), content

    def forward(self, statistics: ImageStatistics) -> tuple[Tensor, IPTokens]:
        """Map B images to their context (B, 2M + 4, D_t) and the residual tokens in it."""
        style, content = self.standardized(statistics)
        mean, deviation = (blocks(half, self.widths) for half in style.chunk(2, dim=1))
        parts = (torch.cat(pair, dim=1) for pair in zip(mean, deviation, strict=True))
        layers = zip(self.style_in, self.style_out, parts, strict=True)
        domain = torch.stack([outer(inner(part)) for inner, outer, part in layers], dim=1)
        # scaled down so that the many style inputs together weigh as much as f_v
        joined = torch.cat([content, self.style_share * style], dim=1)
        image = self.content_out(functional.gelu(self.content_in(joined)))
        tokens = IPTokens(domain, image.view(len(statistics), IMAGE_TOKENS, -1))
        return self.unit * (self.base + prompt_context(tokens)), tokens


def _style(statistics: ImageStatistics) -> Tensor:
    return torch.cat([statistics.mean, statistics.deviation.log()], dim=1)


def _content(statistics: ImageStatistics) -> Tensor:
    return statistics.feature


def _moments(parts: Sequence[ImageStatistics], values: Callable[[ImageStatistics], Tensor]) -> tuple[Tensor, Tensor]:
    """Mean and deviation of the values over all rows, (width,) each, in double precision on the CPU.

    A slice at a time: there may be more rows than a device can hold, and a copy of them all is the largest thing of a
    run. Values are counted from those of the first row, so that the squares do not cancel.
    """
    origin = values(parts[0][:1]).cpu().double()
    sums, squares = torch.zeros_like(origin[0]), torch.zeros_like(origin[0])
    for part in parts:
        for start in range(0, len(part), _SLICE):
            shifted = values(part[start : start + _SLICE]).cpu().double() - origin
            sums += shifted.sum(0)
            squares += shifted.square().sum(0)
    count = sum(map(len, parts))
    variance = (squares - sums.square() / count) / (count - 1)
    return origin[0] + sums / count, variance.clamp_min(0).sqrt()


def _zero_linear(inputs: int, outputs: int) -> nn.Linear:
    layer = nn.Linear(inputs, outputs)
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer
