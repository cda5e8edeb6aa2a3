"""The frozen text tower over all classes of an image at once: the shared prefix once, then every class's own tokens.

CLIP's text tower is causal and reads only the output at end-of-text. Padding after it therefore changes nothing, and
the tokens before the class name are computed alike for all classes. So `[SOS] context | name . [EOS] | name . [EOS] |
...` replaces one padded sequence a class; each suffix sees the prefix and itself, at its own positions. The results are
those of the padded sequences up to rounding.
"""

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn

from ipclip_app.errors import ClassNameTooLongError
from ipclip_app.model.packed_attention import causal_mask, prefix_attention, split_heads, suffix_attention
from ipclip_app.model.packed_block import PackedBlock
from ipclip_app.model.packed_layout import PackedLayout
from ipclip_app.model.text_tower import TextTower

ROWS_AT_ONCE: Final = 4096
"""Rows computed together where nothing is kept for a backward pass: it bounds the memory of large batches, and twice as
many were a fifth slower on a CPU."""


class PackedTextTower(nn.Module):
    """Text features of every class for prompts that share their class names (IP-CLIP, arXiv 2503.02393, section 3.2).

    The tower stays the backbone's: it is neither among this module's parameters nor in its state. The module's buffers
    lie on the tower's device.

    Args:
        tower: The frozen parts.
        suffixes: Token ids of each of the N classes after the context, end-of-text last.
        context_tokens: Vectors between start-of-text and the suffix; 2 M + 4 for the IP prompt.
        group_size: Rows of a group of suffixes; None chooses it. It changes speed, not results.
        names: What to call the classes in errors; by default their numbers.

    Raises:
        ClassNameTooLongError: A suffix does not fit behind the context.
    """

    start_row: Tensor
    context_positions: Tensor
    suffix_rows: Tensor
    first_projections: Tensor
    causal: Tensor
    visible: Tensor
    visible_slots: Tensor
    end_rows: Tensor
    slot_rows: Tensor
    slot_of: Tensor

    def __init__(
        self,
        tower: TextTower,
        suffixes: Sequence[tuple[int, ...]],
        context_tokens: int,
        group_size: int | None = None,
        names: Sequence[str] | None = None,
    ) -> None:
        super().__init__()
        _require_room(tower, suffixes, context_tokens, names)
        self.tower = tower
        self.layout = PackedLayout.pack(1 + context_tokens, [len(suffix) for suffix in suffixes], group_size)
        self._blocks = tuple(PackedBlock(block) for block in tower.resblocks)
        with torch.no_grad():
            self._keep_rows(suffixes)
            self._keep_masks()

    def forward(self, context: Tensor) -> Tensor:
        """Encode all classes behind every image's context, differentiably with respect to the context.

        Args:
            context: (B, context_tokens, D_t).

        Returns:
            Unit text features (B, N, D).
        """
        if torch.is_grad_enabled() and context.requires_grad:
            return self._encode(context)
        images = max(1, ROWS_AT_ONCE // self.layout.rows)
        return torch.cat([self._encode(part) for part in torch.split(context, images)])

    def _encode(self, context: Tensor) -> Tensor:
        prefix = torch.cat([self.start_row.expand(len(context), 1, -1), context + self.context_positions], dim=1)
        rows = torch.cat([prefix, self.suffix_rows.expand(len(context), -1, -1)], dim=1)
        if len(self._blocks) > 1:
            rows = self._first_block(prefix, rows)
        for block in self._blocks[1:-1]:
            projected = block.queries_keys_values(block.norm(rows))
            rows = block.finish(rows, self._attend(*torch.split(projected, self._parts, dim=1)))
        ends = self._last_block(rows)
        return nn.functional.normalize(self.tower.project(self.tower.ln_final(ends)), dim=-1)

    def _first_block(self, prefix: Tensor, rows: Tensor) -> Tensor:
        """The suffixes enter the first block as constants, so their projections are constants too."""
        block = self._blocks[0]
        projected = block.queries_keys_values(block.norm(prefix))
        return block.finish(rows, self._attend(projected, self.first_projections.expand(len(prefix), -1, -1)))

    def _last_block(self, rows: Tensor) -> Tensor:
        """Outputs at every end-of-text (B, N, D_t): nothing else of the last block is read by anyone."""
        block, heads = self._blocks[-1], self.tower.heads
        normed = block.norm(rows)
        query = block.queries(normed.index_select(1, self.slot_rows))
        prefix, suffixes = torch.split(block.keys_values(normed), self._parts, dim=1)
        attended = suffix_attention(
            split_heads(query, heads, 1)[0],
            split_heads(prefix, heads, 2),
            split_heads(suffixes, heads, 2),
            self.visible_slots,
        )
        return block.finish(rows.index_select(1, self.end_rows), attended.index_select(1, self.slot_of))

    def _attend(self, prefix: Tensor, suffixes: Tensor) -> Tensor:
        """Attend with the projections (B, P, 3 D_t) of the prefix and (B, G * W, 3 D_t) of the groups."""
        first, key, value = split_heads(prefix, self.tower.heads, 3)
        query, *rest = split_heads(suffixes, self.tower.heads, 3)
        in_prefix = prefix_attention(first, key, value, self.causal)
        return torch.cat([in_prefix, suffix_attention(query, (key, value), rest, self.visible)], dim=1)

    @property
    def _parts(self) -> list[int]:
        return [self.layout.prefix, self.layout.rows - self.layout.prefix]

    def _keep_rows(self, suffixes: Sequence[tuple[int, ...]]) -> None:
        layout, positions = self.layout, self.tower.positional_embedding
        ids, places = _suffix_rows(layout, suffixes)
        table = self.tower.token_embedding.weight
        rows = table[torch.tensor(ids, device=table.device)] + positions[torch.tensor(places, device=table.device)]
        block = self._blocks[0]
        self._keep("start_row", table[self.tower.sos] + positions[0])
        self._keep("context_positions", positions[1 : layout.prefix].clone())
        self._keep("suffix_rows", rows)
        self._keep("first_projections", block.queries_keys_values(block.norm(rows[None])))

    def _keep_masks(self) -> None:
        layout, like = self.layout, self.suffix_rows
        visible = _visible(layout, like)
        ends = torch.tensor(layout.ends, device=like.device)
        slots = torch.tensor(layout.slots, device=like.device)
        within = (ends % layout.width)[slots]
        self._keep("causal", causal_mask(layout.prefix, like))
        self._keep("visible", visible)
        self._keep("visible_slots", visible.gather(1, within[..., None].expand(-1, -1, layout.width)))
        self._keep("end_rows", layout.prefix + ends)
        self._keep("slot_rows", layout.prefix + ends[slots.flatten()])
        self._keep("slot_of", torch.tensor(layout.slot_of, device=like.device))

    def _keep(self, name: str, tensor: Tensor) -> None:
        self.register_buffer(name, tensor, persistent=False)


def _require_room(
    tower: TextTower, suffixes: Sequence[tuple[int, ...]], context_tokens: int, names: Sequence[str] | None
) -> None:
    room = tower.context_length - 1 - context_tokens
    for number, suffix in enumerate(suffixes):
        if len(suffix) > room:
            name = names[number] if names else f"number {number + 1}"
            raise ClassNameTooLongError(name, len(suffix), room)


def _suffix_rows(layout: PackedLayout, suffixes: Sequence[tuple[int, ...]]) -> tuple[list[int], list[int]]:
    """Token id and position of every row of the groups; unused rows repeat end-of-text at the suffixes' first place."""
    count = layout.rows - layout.prefix
    ids, places = [suffixes[0][-1]] * count, [layout.prefix] * count
    for start, suffix in zip(layout.starts, suffixes, strict=True):
        ids[start : start + len(suffix)] = suffix
        places[start : start + len(suffix)] = range(layout.prefix, layout.prefix + len(suffix))
    return ids, places


def _visible(layout: PackedLayout, like: Tensor) -> Tensor:
    """Additive mask (G, W, W): a row sees itself and its own suffix's rows before it; an unused row itself."""
    owners = torch.arange(layout.groups * layout.width).neg() - 1
    for suffix, (start, length) in enumerate(zip(layout.starts, layout.lengths, strict=True)):
        owners[start : start + length] = suffix
    owners = owners.view(layout.groups, layout.width)
    hidden = (owners[:, :, None] != owners[:, None, :]).to(like.device)
    return causal_mask(layout.width, like).masked_fill(hidden, float("-inf"))
