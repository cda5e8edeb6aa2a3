"""Floating-point operations that the packed text tower cannot do without, counted from its shapes."""

from dataclasses import dataclass

from ipclip_app.model.packed_layout import PackedLayout
from ipclip_app.model.text_tower import TextTower


@dataclass(frozen=True)
class TowerShape:
    """Sizes that the count depends on.

    Attributes:
        layers: Blocks of the tower.
        width: D_t.
        hidden: Width of the feed-forward part.
        embed_dim: D.
    """

    layers: int
    width: int
    hidden: int
    embed_dim: int

    @classmethod
    def of(cls, tower: TextTower) -> "TowerShape":
        """Read the sizes of a tower."""
        hidden = next(
            parameter.shape[0] for name, parameter in tower.resblocks[0].named_parameters() if name == "mlp.c_fc.weight"
        )
        return cls(len(tower.resblocks), tower.width, hidden, tower.embed_dim)


def forward_flops(shape: TowerShape, layout: PackedLayout) -> int:
    """Forward pass over one image.

    Counted are the matrix products over real tokens and the pairs of tokens that see each other; norms, activations,
    softmax, unused rows and masked pairs are not, so that a share of the machine's rate is never flattered.
    """
    return _linear_flops(shape, layout) + _pair_flops(shape.width) * _pairs(shape, layout)


def backward_flops(shape: TowerShape, layout: PackedLayout) -> int:
    """Backward pass into the context alone: a product for each frozen weight, and four for each pair instead of two.

    In the first of several blocks the suffixes' queries, keys and values are constants: their pairs among themselves
    need the gradient of the weights only, one product, and those with the prefix three.
    """
    pairs = 2 * _pairs(shape, layout)
    constants = _pair_flops(shape.width) // 2 * (_prefix_pairs(layout) + 3 * _own_pairs(layout))
    saved = constants if shape.layers > 1 else 0
    return _linear_flops(shape, layout) + _pair_flops(shape.width) * pairs - saved


def _linear_flops(shape: TowerShape, layout: PackedLayout) -> int:
    """All blocks without their attention; the first projects the prefix only, the last finishes the ends only."""
    project, finish = 3 * shape.width**2, shape.width**2 + 2 * shape.width * shape.hidden
    tokens, ends = layout.tokens, len(layout.lengths)
    projected = tokens * project * (shape.layers - 1) - (tokens - ends) * shape.width**2
    projected += (layout.prefix if shape.layers > 1 else tokens) * project
    finished = (tokens * (shape.layers - 1) + ends) * finish
    return 2 * (projected + finished + ends * shape.width * shape.embed_dim)


def _pair_flops(width: int) -> int:
    """One query and one key over all heads: the score, and the value weighted by it."""
    return 4 * width


def _pairs(shape: TowerShape, layout: PackedLayout) -> int:
    within_prefix = layout.prefix * (layout.prefix + 1) // 2
    last = len(layout.lengths) * layout.prefix + sum(layout.lengths)
    return (shape.layers - 1) * (within_prefix + _prefix_pairs(layout) + _own_pairs(layout)) + last


def _prefix_pairs(layout: PackedLayout) -> int:
    return layout.prefix * sum(layout.lengths)


def _own_pairs(layout: PackedLayout) -> int:
    return sum(length * (length + 1) // 2 for length in layout.lengths)
