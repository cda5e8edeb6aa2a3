"""STAM, the style-enhancement branch: image features attend to the feature banks of both domains."""

from typing import Final

import torch
from torch import Tensor, nn

from ipclip_app.model.feature_bank import FeatureBank

_TEMPERATURE: Final = 0.1
_PARTS: Final = 3
_REDUCTION: Final = 8


class Stam(nn.Module):
    """Style-enhanced features s_a and s_u (IP-CLIP, arXiv 2503.02393, section 3.3).

    One shared stack of layers gives query, key and value parts of query features and of bank rows alike; BatchNorm
    takes its statistics from each pass by itself. A = softmax(0.1 q k^T) over bank rows, s = norm(f + P(A v)).

    Args:
        embed_dim: Width D of the joint embedding, at least 8.
    """

    def __init__(self, embed_dim: int) -> None:
        super().__init__()
        inner = embed_dim // _REDUCTION
        self.shared = nn.Sequential(
            nn.Linear(embed_dim, inner),
            nn.BatchNorm1d(inner),
            nn.ReLU(),
            nn.Linear(inner, inner),
            nn.BatchNorm1d(inner),
            nn.ReLU(),
            nn.Linear(inner, _PARTS * embed_dim),
        )
        self.project = nn.Linear(embed_dim, embed_dim)

    def forward(self, features: Tensor, authorized: FeatureBank, unauthorized: FeatureBank) -> tuple[Tensor, Tensor]:
        """Enhance features (B, D) by the authorized bank (s_a) and by the unauthorized one (s_u), (B, D) each."""
        query = self._parts(features)[0]
        enhanced = [self._enhance(features, query, bank) for bank in (authorized, unauthorized)]
        return enhanced[0], enhanced[1]

    def _parts(self, rows: Tensor) -> tuple[Tensor, ...]:
        # the 3D outputs are interleaved: index d * 3 + j belongs to part j
        parts: Tensor = self.shared(rows).view(len(rows), -1, _PARTS)
        return parts.unbind(-1)

    def _enhance(self, features: Tensor, query: Tensor, bank: FeatureBank) -> Tensor:
        _, key, value = self._parts(bank.rows)
        scores = (_TEMPERATURE * query @ key.T).masked_fill(~bank.used, torch.finfo(query.dtype).min)
        attended = torch.softmax(scores, dim=1) @ value
        return nn.functional.normalize(features + self.project(attended), dim=-1)
