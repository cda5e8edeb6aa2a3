"""The count of operations against what torch itself counts."""

import pytest
from torch.utils.flop_counter import FlopCounterMode

from ipclip_app.bench.flops import TowerShape, backward_flops, forward_flops
from ipclip_app.bench.workload import Workload
from ipclip_app.model.packed_layout import PackedLayout

SHAPE = TowerShape(layers=12, width=512, hidden=2048, embed_dim=512)


def test_the_shape_is_read_from_the_tower(workload: Workload):
    assert TowerShape.of(workload.backbone.text) == TowerShape(layers=3, width=64, hidden=256, embed_dim=32)


def test_the_count_never_exceeds_what_is_executed(workload: Workload):
    tower = workload.packed()
    context = workload.contexts(1).requires_grad_()
    with FlopCounterMode(display=False) as counter:
        tower(context).sum().backward()

    shape = TowerShape.of(workload.backbone.text)
    counted = forward_flops(shape, tower.layout) + backward_flops(shape, tower.layout)

    assert 0.85 * counter.get_total_flops() <= counted <= counter.get_total_flops()


def test_the_forward_count_is_exact_where_nothing_is_masked_or_unused(workload: Workload):
    backbone = workload.backbone
    layout = PackedLayout.pack(1, [1, 1, 1], group_width=1)
    shape = TowerShape.of(backbone.text)
    blocks, width = shape.layers, shape.width

    projections = 2 * (4 * (blocks - 1) + 1) * 3 * width**2 - 2 * width**2
    finishing = 2 * (4 * (blocks - 1) + 3) * 9 * width**2 + 2 * 3 * width * shape.embed_dim
    pairs = 4 * width * ((blocks - 1) * (1 + 3 + 3) + 3 + 3)

    assert forward_flops(shape, layout) == projections + finishing + pairs


def test_backward_costs_about_as_much_as_forward_because_weights_are_frozen():
    layout = PackedLayout.pack(29, [4] * 65)

    assert backward_flops(SHAPE, layout) == pytest.approx(forward_flops(SHAPE, layout), rel=0.02)


def test_the_count_is_linear_in_the_number_of_classes():
    few, more, most = (forward_flops(SHAPE, PackedLayout.pack(29, [4] * count)) for count in (100, 200, 300))

    assert more - few == most - more


def test_a_single_block_has_no_constant_projections():
    shape = TowerShape(layers=1, width=8, hidden=16, embed_dim=4)
    layout = PackedLayout.pack(2, [3])
    projections = 2 * (5 * 3 * 64 - 4 * 64)
    finishing = 2 * (64 + 2 * 8 * 16) + 2 * 8 * 4
    pairs = 4 * 8 * (2 + 3)

    assert forward_flops(shape, layout) == projections + finishing + pairs
