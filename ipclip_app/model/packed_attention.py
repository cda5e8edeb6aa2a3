"""Attention in a packed text sequence: causal in the prefix; a suffix sees the prefix and itself."""

from collections.abc import Sequence

import torch
from torch import Tensor


def split_heads(projected: Tensor, heads: int, parts: int) -> tuple[Tensor, ...]:
    """Part concatenated projections (B, L, parts * D_t) into `parts` tensors (B, heads, L, D_t / heads).

    One copy serves all parts, so that no product copies again.
    """
    batch, length, width = projected.shape
    view = projected.view(batch, length, parts, heads, width // (parts * heads))
    return view.permute(2, 0, 3, 1, 4).contiguous().unbind(0)


def causal_mask(length: int, like: Tensor) -> Tensor:
    """Additive mask (length, length): a row sees itself and the rows before it."""
    return torch.full((length, length), float("-inf"), dtype=like.dtype, device=like.device).triu(1)


def prefix_attention(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """Attend within the prefix.

    Args:
        query: (B, H, P, d).
        key: Likewise.
        value: Likewise.
        mask: Additive, (P, P).

    Returns:
        (B, P, H * d).
    """
    scores = (query * query.shape[-1] ** -0.5) @ key.mT + mask
    return _merge_heads(scores.softmax(-1) @ value)


def suffix_attention(query: Tensor, prefix: Sequence[Tensor], suffixes: Sequence[Tensor], mask: Tensor) -> Tensor:
    """Attend from the rows of every group to the prefix and to the group's own rows that the mask leaves visible.

    The prefix is one dense product for all rows; the groups are a batched product each, so that work and memory grow
    with the number of groups, not with its square.

    Args:
        query: (B, H, G * Q, d), Q rows of every group.
        prefix: Keys and values of the prefix, (B, H, P, d) each.
        suffixes: Keys and values of the groups, (B, H, G * W, d) each.
        mask: Additive, (G, Q, W).

    Returns:
        (B, G * Q, H * d).
    """
    groups, width = mask.shape[0], prefix[0].shape[-2]
    query = query * query.shape[-1] ** -0.5
    to_prefix = _by_group(query @ prefix[0].mT, groups)
    to_group = _by_group(query, groups) @ _by_group(suffixes[0], groups).mT + mask
    weights = torch.cat([to_prefix, to_group], dim=-1).softmax(-1)
    on_prefix, on_group = torch.split(weights, [width, mask.shape[-1]], dim=-1)
    from_group = (on_group @ _by_group(suffixes[1], groups)).flatten(-3, -2)
    return _merge_heads(on_prefix.flatten(-3, -2) @ prefix[1] + from_group)


def _by_group(rows: Tensor, groups: int) -> Tensor:
    batch, heads, length, width = rows.shape
    return rows.view(batch, heads, groups, length // groups, width)


def _merge_heads(attended: Tensor) -> Tensor:
    return attended.transpose(1, 2).flatten(-2)
