"""A projector of two voices: one residual projector per domain, and a gate that decides between them."""

import copy
from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn

from ipclip_app.model.ip_projector import IPTokens, ResidualProjector
from ipclip_app.model.statistics import ImageStatistics

GATES: Final = 2
BETWEEN: Final = 0
"""The gate between two domains."""
AROUND: Final = 1
"""The gate around the authorized domain, its fence."""
_OPEN: Final = 1e4
"""Log-odds of a gate that was not fitted: it takes every image for authorized."""


class GatedProjector(nn.Module):
    """Gives an image the context of its domain: g * authorized + (1 - g) * unauthorized.

    The gate g, 0 to 1, is a fixed decision on the style and the content of the image, linear in both and quadratic in
    the content, or the product of two such; what the branches learn cannot move it. A projector that learns to tell the
    domains apart while it learns what to say would tell apart its training images perfectly, by whatever they happen to
    have in common, and be less sure of others.

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
        self.gate_form: Tensor
        self.gate_bias: Tensor
        self.register_buffer("gate_weight", torch.zeros(GATES, 2 * sum(widths) + embed_dim))
        self.register_buffer("gate_form", torch.zeros(GATES, embed_dim, embed_dim))
        self.register_buffer("gate_bias", torch.full((GATES,), _OPEN))
        self.start: Tensor
        self.strength: Tensor
        self.register_buffer("start", torch.zeros_like(self.authorized.base))
        self.register_buffer("strength", torch.ones(()))

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
    def begin(self, start: Tensor) -> None:
        """Let both branches start from a base, (2M + 4, D_t)."""
        self.start.copy_(start)
        for branch in self.branches:
            branch.base.copy_(start)

    @torch.no_grad()
    def moderate(self, strength: float) -> None:
        """Take back what the authorized branch has learned, to a share from 0 (zero-shot CLIP) to 1 (nothing).

        Weights between those of zero-shot and trained models often know more than either (Wortsman et al. 2022).
        """
        self.authorized.base.copy_(torch.lerp(self.start, self.authorized.base, strength))
        for layer in self.authorized.residuals:
            layer.weight.mul_(strength)
            layer.bias.mul_(strength)
        self.strength.mul_(strength)

    @torch.no_grad()
    def set_gate(self, index: int, weight: Tensor, form: Tensor, bias: float) -> None:
        """Let a gate decide by its log-odds, `inputs @ weight + f_v @ form @ f_v + bias`, that an image is authorized.

        Args:
            index: Which of the GATES.
            weight: For the inputs, (2S + D,).
            form: Symmetric, for the standardized f_v among the inputs, (D, D).
            bias: A number.
        """
        self.gate_weight[index] = weight
        self.gate_form[index] = form
        self.gate_bias[index] = bias

    def openness(self, statistics: ImageStatistics) -> Tensor:
        """The gate g of B images, (B,): the product of what both gates say."""
        return self._log_odds(statistics).sigmoid().prod(dim=1)

    @property
    def has_fence(self) -> bool:
        """Whether a gate around the authorized domain was fitted."""
        return bool(self.gate_weight[AROUND].any() or self.gate_form[AROUND].any())

    def fence(self, statistics: ImageStatistics) -> Tensor:
        """Log-odds that each of B images lies within the fence around the authorized domain, (B,)."""
        return self._log_odds(statistics)[:, AROUND]

    def _log_odds(self, statistics: ImageStatistics) -> Tensor:
        """What each gate says of B images, (B, GATES)."""
        inputs = self.gate_inputs(statistics)
        content = inputs[:, -self.gate_form.shape[-1] :]
        quadratic = torch.einsum("bd,gde,be->bg", content, self.gate_form, content)
        return inputs @ self.gate_weight.T + quadratic + self.gate_bias

    def forward(self, statistics: ImageStatistics, gate: Tensor | None = None) -> tuple[Tensor, IPTokens]:
        """Map B images to their context (B, 2M + 4, D_t) and the residual tokens in it.

        Args:
            statistics: The images.
            gate: g of each image where it is known, as in training, (B,); None for what the gates say.
        """
        gate = (self.openness(statistics) if gate is None else gate)[:, None, None]
        (context_a, tokens_a), (context_u, tokens_u) = (branch(statistics) for branch in self.branches)
        tokens = IPTokens(
            torch.lerp(tokens_u.domain, tokens_a.domain, gate), torch.lerp(tokens_u.image, tokens_a.image, gate)
        )
        return torch.lerp(context_u, context_a, gate), tokens
