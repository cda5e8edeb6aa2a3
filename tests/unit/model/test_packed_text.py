"""What the packed text tower promises: the padded computation's results, for every shape of tower and names."""

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from ipclip_app.bench.padded_text import PaddedTextTower
from ipclip_app.errors import ClassNameTooLongError
from ipclip_app.model import packed_text
from ipclip_app.model.architecture import build_model
from ipclip_app.model.packed_text import PackedTextTower
from ipclip_app.model.text_tower import TextTower, name_tokens, suffix_tokens

NAMES = ("cat", "Alarm_Clock", "TV", "Postit_Notes", "a very long name of a refrigerator magnet", "bike", "bed")
SUFFIXES = tuple(suffix_tokens(name) for name in NAMES)
CONTEXT = 10


def tower(layers: int = 3, dtype: torch.dtype = torch.float64, quick: bool = False, **text: float) -> TextTower:
    torch.manual_seed(0)
    vision = {"image_size": 8, "patch_size": 4, "width": 8, "layers": 1, "head_width": 4}
    sizes = {"context_length": 40, "vocab_size": 49408, "width": 16, "heads": 4, "layers": layers}
    config = {"embed_dim": 12, "quick_gelu": quick, "vision_cfg": vision, "text_cfg": sizes | text}
    model = build_model(config, "test").to(dtype).eval().requires_grad_(False)
    return amplified(TextTower.of(model))


def amplified(parts: TextTower) -> TextTower:
    """Weights large enough that attention is far from uniform, as in a trained tower."""
    with torch.no_grad():
        for block in parts.resblocks:
            block.attn.in_proj_weight.mul_(4)
            block.attn.in_proj_bias.normal_()
            block.attn.out_proj.bias.normal_(std=0.3)
    return replace(parts, positional_embedding=parts.positional_embedding * 20)


def contexts(batch: int, dtype: torch.dtype = torch.float64) -> Tensor:
    generator = torch.Generator().manual_seed(3)
    return torch.randn(batch, CONTEXT, 16, dtype=dtype, generator=generator)


def features_and_gradient(module: torch.nn.Module, context: Tensor) -> tuple[Tensor, Tensor]:
    leaf = context.clone().requires_grad_()
    features = module(leaf)
    weights = torch.randn(features.shape, dtype=features.dtype, generator=torch.Generator().manual_seed(5))
    (features * weights).sum().backward()
    assert leaf.grad is not None
    return features.detach(), leaf.grad


def relative_error(actual: Tensor, expected: Tensor) -> float:
    return float((actual - expected).norm() / expected.norm())


def assert_equals_padded(parts: TextTower, tolerance: float, dtype: torch.dtype, group_size: int | None = None):
    packed = PackedTextTower(parts, SUFFIXES, CONTEXT, group_size)
    padded = PaddedTextTower(parts, SUFFIXES, CONTEXT)

    actual = features_and_gradient(packed, contexts(2, dtype))
    expected = features_and_gradient(padded, contexts(2, dtype))

    assert relative_error(actual[0], expected[0]) < tolerance
    assert relative_error(actual[1], expected[1]) < tolerance


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("group_size", [None, 1, 20, 1000])
def test_features_and_gradients_equal_the_padded_computation(layers: int, group_size: int | None):
    assert_equals_padded(tower(layers), 1e-10, torch.float64, group_size)


def test_features_and_gradients_equal_the_padded_computation_in_single_precision():
    assert_equals_padded(tower(dtype=torch.float32), 1e-5, torch.float32)


def test_quick_gelu_is_computed_exactly():
    assert_equals_padded(tower(quick=True), 1e-10, torch.float64)


def test_layer_scale_is_applied():
    assert_equals_padded(tower(ls_init_value=0.5), 1e-10, torch.float64)


def test_a_projection_with_bias_is_applied():
    parts = tower()
    parts = replace(parts, text_projection=torch.nn.Linear(16, 12, dtype=torch.float64).requires_grad_(False))

    assert_equals_padded(parts, 1e-10, torch.float64)


def test_the_words_of_a_caption_as_context_give_open_clips_own_text_feature():
    model = build_model(
        {
            "embed_dim": 12,
            "vision_cfg": {"image_size": 8, "patch_size": 4, "width": 8, "layers": 1, "head_width": 4},
            "text_cfg": {"context_length": 40, "vocab_size": 49408, "width": 16, "heads": 4, "layers": 3},
        },
        "test",
    )
    model = model.double().eval().requires_grad_(False)
    parts = TextTower.of(model)
    words = name_tokens("a photo of a")
    captions = torch.zeros(len(NAMES), 40, dtype=torch.long)
    for row, suffix in zip(captions, SUFFIXES, strict=True):
        ids = (parts.sos, *words, *suffix)
        row[: len(ids)] = torch.tensor(ids)

    features = PackedTextTower(parts, SUFFIXES, len(words))(parts.token_embedding(torch.tensor([words])))

    assert torch.allclose(features[0], model.encode_text(captions, normalize=True), atol=1e-12)


def test_a_class_is_encoded_alike_whatever_the_others_are():
    parts = tower()
    every = PackedTextTower(parts, SUFFIXES, CONTEXT)(contexts(1))

    alone = [PackedTextTower(parts, [suffix], CONTEXT)(contexts(1))[:, 0] for suffix in SUFFIXES]

    assert torch.allclose(every, torch.stack(alone, dim=1), atol=1e-12)


def test_an_image_is_encoded_alike_whatever_the_others_in_its_batch_are():
    packed = PackedTextTower(tower(), SUFFIXES, CONTEXT)

    together = packed(contexts(3))

    assert torch.allclose(together, torch.cat([packed(context[None]) for context in contexts(3)]), atol=1e-12)


def test_a_large_batch_without_gradients_is_computed_in_parts(monkeypatch: pytest.MonkeyPatch):
    packed = PackedTextTower(tower(), SUFFIXES, CONTEXT)
    expected = packed(contexts(5))
    batches = []
    monkeypatch.setattr(packed_text, "ROWS_AT_ONCE", 2 * packed.layout.rows)
    encode = packed._encode
    monkeypatch.setattr(packed, "_encode", lambda context: batches.append(len(context)) or encode(context))

    with torch.no_grad():
        features = packed(contexts(5).requires_grad_())

    assert batches == [2, 2, 1]
    assert torch.allclose(features, expected, atol=1e-12)


@pytest.mark.parametrize("quick", [False, True])
def test_bfloat16_autocast_loses_about_as_much_as_in_the_padded_computation(quick: bool):
    parts = tower(dtype=torch.float32, quick=quick)
    errors = {}

    for kind in (PackedTextTower, PaddedTextTower):
        module = kind(parts, SUFFIXES, CONTEXT)
        exact = features_and_gradient(module, contexts(2, torch.float32))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            rough = features_and_gradient(module, contexts(2, torch.float32))
        errors[kind] = [relative_error(*pair) for pair in zip(rough, exact, strict=True)]

    assert all(packed < 2 * padded for packed, padded in zip(*errors.values(), strict=True))


def test_no_images_give_no_features():
    packed = PackedTextTower(tower(), SUFFIXES, CONTEXT)

    assert packed(contexts(0)).shape == (0, len(NAMES), 12)


def test_features_are_unit_rows():
    features = PackedTextTower(tower(), SUFFIXES, CONTEXT)(contexts(2))

    assert torch.allclose(features.norm(dim=-1), torch.ones(2, len(NAMES), dtype=torch.float64))


def test_the_frozen_tower_is_no_part_of_the_modules_state():
    packed = PackedTextTower(tower(), SUFFIXES, CONTEXT)

    assert not list(packed.parameters())
    assert not packed.state_dict()


def kept_for_backward(module: PackedTextTower | PaddedTextTower) -> int:
    """Numbers that a forward pass keeps, the weights aside."""
    frozen = {tensor.untyped_storage().data_ptr() for block in module.tower.resblocks for tensor in block.parameters()}
    kept = {}

    def pack(tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in frozen:
            kept[storage.data_ptr()] = tensor, storage.nbytes() // tensor.element_size()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        module(contexts(1).requires_grad_())
    return sum(size for _, size in kept.values())


def test_a_forward_pass_keeps_a_fifth_of_the_padded_one_at_most():
    parts = tower()

    packed = kept_for_backward(PackedTextTower(parts, SUFFIXES, CONTEXT))

    assert 5 * packed < kept_for_backward(PaddedTextTower(parts, SUFFIXES, CONTEXT))


def test_a_name_that_just_fits_is_encoded():
    room = 40 - 1 - CONTEXT
    suffix = (*[320] * (room - 1), 49407)

    packed = PackedTextTower(tower(), [suffix, SUFFIXES[0]], CONTEXT)

    padded = PaddedTextTower(packed.tower, [suffix, SUFFIXES[0]], CONTEXT)
    assert torch.allclose(packed(contexts(1)), padded(contexts(1)), atol=1e-12)


def test_a_name_that_does_not_fit_is_named_in_the_error():
    suffix = (*[320] * (40 - 1 - CONTEXT), 49407)

    with pytest.raises(ClassNameTooLongError, match="'long one' takes 30 tokens but only 29 are left"):
        PackedTextTower(tower(), [SUFFIXES[0], suffix], CONTEXT, names=["cat", "long one"])


def test_a_nameless_class_is_counted_in_the_error():
    with pytest.raises(ClassNameTooLongError, match="number 2"):
        PackedTextTower(tower(), [SUFFIXES[0], (320,) * 30], CONTEXT)
