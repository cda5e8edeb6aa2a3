"""A projector of two voices: one residual projector per domain, and a gate that decides between them."""

import copy
from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn

from ipclip_app.model.ip_projector import IPTokens, ResidualProjector
from ipclip_app.model.statistics import ImageStatistics

_OPEN: Final = 1e4
"""Log-odds of a gate that was not fitted: it takes every image for authorized."""


class GatedProjector(nn.Module):
    """Gives an image the context of its domain: g * authorized + (1 - g) * unauthorized.

    The gate g, 0 to 1, is a fixed linear decision on the style and the content of the image; what the branches learn
    cannot move it. A projector that learns to tell the domains apart while it learns what to say would tell apart its
    training images perfectly, by whatever they happen to have in common, and be less sure of others.

    Args:
        widths: Width D_v of each block of the image tower.
        text_width: Width D_t of the text tower.
        embed_dim: Width D of the joint embedding.
    """

    def __init__(self, widths: Sequence[int], text_width: int, embed_dim: int) -> None:
        super().__init__()
        self.authorized = ResidualProjector(widths, text_width, embed_dim)
        self.unauthorized = copy.deepcopy(self.authorized)
        self.gate_weight: Tensor
        self.gate_bias: Tensor
        self.register_buffer("gate_weight", torch.zeros(2 * sum(widths) + embed_dim))
        self.register_buffer("gate_bias", torch.tensor(_OPEN))

    @property
    def branches(self) -> tuple[ResidualProjector, ResidualProjector]:
        """What speaks for authorized and for unauthorized images."""
        return self.authorized, self.unauthorized

    @torch.no_grad()
    def standardize(self, *domains: ImageStatistics) -> None:
        """Take mean and deviation of every input from the training views of all domains, at least two rows."""
        self.authorized.standardize(*domains)
        self.unauthorized.load_state_dict(self.authorized.state_dict())

    def gate_inputs(self, statistics: ImageStatistics) -> Tensor:
        """What the gate reads of B images: standardized mu, log sigma and f_v, (B, 2S + D)."""
        return torch.cat(self.authorized.standardized(statistics), dim=1)

    @torch.no_grad()
    def set_gate(self, weight: Tensor, bias: float) -> None:
        """Decide by the log-odds `weight` * inputs + `bias` that an image is authorized."""
        self.gate_weight.copy_(weight)
        self.gate_bias.fill_(bias)

    def forward(self, statistics: ImageStatistics) -> tuple[Tensor, IPTokens]:
        """Map B images to their context (B, 2M + 4, D_t) and the residual tokens in it."""
        gate = (self.gate_inputs(statistics) @ self.gate_weight + self.gate_bias).sigmoid()[:, None, None]
        (context_a, tokens_a), (context_u, tokens_u) = (branch(statistics) for branch in self.branches)
        tokens = IPTokens(
            torch.lerp(tokens_u.domain, tokens_a.domain, gate), torch.lerp(tokens_u.image, tokens_a.image, gate)
        )
        return torch.lerp(context_u, context_a, gate), tokens
