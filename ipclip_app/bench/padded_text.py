"""The plain way to encode prompts: one sequence of full context length for every image and class."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from ipclip_app.model.text_tower import TextTower


class PaddedTextTower(nn.Module):
    """What PackedTextTower computes, as CLIP itself would, through open_clip's own blocks; the benchmarks' reference.

    Args:
        tower: The frozen parts.
        suffixes: Token ids of each of the N classes after the context, end-of-text last.
        context_tokens: Vectors between start-of-text and the suffix.
    """

    tokens: Tensor
    ends: Tensor
    mask: Tensor

    def __init__(self, tower: TextTower, suffixes: Sequence[tuple[int, ...]], context_tokens: int) -> None:
        super().__init__()
        self.tower = tower
        length, device = tower.context_length, tower.positional_embedding.device
        tokens = torch.zeros(len(suffixes), length, dtype=torch.long)
        for row, suffix in zip(tokens, suffixes, strict=True):
            sequence = (tower.sos, *[0] * context_tokens, *suffix)
            row[: len(sequence)] = torch.tensor(sequence)
        ends = torch.tensor([context_tokens + len(suffix) for suffix in suffixes])
        mask = torch.full((length, length), float("-inf"), dtype=tower.positional_embedding.dtype).triu(1)
        for name, tensor in (("tokens", tokens), ("ends", ends), ("mask", mask)):
            self.register_buffer(name, tensor.to(device), persistent=False)

    def forward(self, context: Tensor) -> Tensor:
        """Encode all classes behind every image's context, one image after the other.

        Args:
            context: (B, context_tokens, D_t).

        Returns:
            Unit text features (B, N, D).
        """
        return torch.stack([self._encode(vectors) for vectors in context])

    def _encode(self, context: Tensor) -> Tensor:
        embedded = self.tower.token_embedding(self.tokens)
        vectors = context.expand(len(embedded), -1, -1)
        rows = torch.cat([embedded[:, :1], vectors, embedded[:, 1 + len(context) :]], dim=1)
        rows = rows + self.tower.positional_embedding
        for block in self.tower.resblocks:
            rows = block(rows, attn_mask=self.mask)
        normed = self.tower.ln_final(rows)
        ends = normed[torch.arange(len(normed), device=normed.device), self.ends]
        return nn.functional.normalize(self.tower.project(ends), dim=-1)
