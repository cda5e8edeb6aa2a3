"""The steps of one frozen residual attention block, apart, so that each runs on the rows that need it alone."""

from typing import Any, Final

import torch
from open_clip.transformer import QuickGELU
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own convention

QUICK: Final = 1.702
"""QuickGELU(x) = x * sigmoid(QUICK * x)."""


class PackedBlock:
    """Reads an open_clip residual attention block; owns nothing."""

    def __init__(self, block: nn.Module) -> None:
        self._block: Any = block

    def norm(self, rows: Tensor) -> Tensor:
        """What the attention reads of rows (B, L, D_t)."""
        normed: Tensor = self._block.ln_1(rows)
        return normed

    def queries_keys_values(self, normed: Tensor) -> Tensor:
        """Queries, keys and values, (B, L, 3 D_t), of normed rows (B, L, D_t)."""
        return self._project(normed, slice(None))

    def queries(self, normed: Tensor) -> Tensor:
        """Queries alone, (B, L, D_t)."""
        return self._project(normed, slice(None, normed.shape[-1]))

    def keys_values(self, normed: Tensor) -> Tensor:
        """Keys and values alone, (B, L, 2 D_t)."""
        return self._project(normed, slice(normed.shape[-1], None))

    def finish(self, rows: Tensor, attended: Tensor) -> Tensor:
        """Everything after the attention: its output projection, the feed-forward part and both residuals.

        Args:
            rows: The block's input, (B, L, D_t).
            attended: What the attention read for these rows, (B, L, D_t).
        """
        rows = rows + self._block.ls_1(self._block.attn.out_proj(attended))
        finished: Tensor = rows + self._block.ls_2(_feed_forward(self._block.mlp, self._block.ln_2(rows)))
        return finished

    def _project(self, normed: Tensor, part: slice) -> Tensor:
        attention = self._block.attn
        return F.linear(normed, attention.in_proj_weight[part], attention.in_proj_bias[part])


def _feed_forward(mlp: Any, rows: Tensor) -> Tensor:  # noqa: ANN401 - open_clip's sequence of named layers
    """The feed-forward part; QuickGELU as SiLU with its factors inside the products, one pass instead of three."""
    if not isinstance(mlp.gelu, QuickGELU):
        plain: Tensor = mlp(rows)
        return plain
    flat = rows.flatten(0, -2)
    hidden = F.silu(torch.addmm(mlp.c_fc.bias, flat, mlp.c_fc.weight.t(), beta=QUICK, alpha=QUICK))
    return torch.addmm(mlp.c_proj.bias, hidden, mlp.c_proj.weight.t(), alpha=1 / QUICK).view_as(rows)
