"""The backbone gives what open_clip gives, and the statistics that the method needs."""

import open_clip
import pytest
import torch
from open_clip import SimpleTokenizer

from ipclip_app.model.backbone import Backbone


@pytest.fixture(params=["tiny_vit", "tiny_resnet"])
def backbone(request: pytest.FixtureRequest) -> Backbone:
    return request.getfixturevalue(request.param)


@pytest.fixture
def original(backbone: Backbone) -> open_clip.CLIP:
    return open_clip.create_model(f"local-dir:{backbone.name}").eval()


@pytest.fixture
def pixels(backbone: Backbone) -> torch.Tensor:
    side = backbone.preprocessing.size
    return torch.randn(3, 3, side, side, generator=torch.Generator().manual_seed(1))


def test_feature_equals_the_image_encoding_of_open_clip(
    backbone: Backbone, original: open_clip.CLIP, pixels: torch.Tensor
):
    with torch.no_grad():
        expected = original.encode_image(pixels, normalize=True)

    torch.testing.assert_close(backbone.statistics(pixels).feature, expected, rtol=0, atol=1e-6)


def test_statistics_are_those_of_every_block(backbone: Backbone, original: open_clip.CLIP, pixels: torch.Tensor):
    outputs = []
    visual = original.visual
    stages = (
        visual.transformer.resblocks
        if hasattr(visual, "transformer")
        else [getattr(visual, f"layer{i}") for i in (1, 2, 3, 4)]
    )
    for stage in stages:
        stage.register_forward_hook(lambda _module, _inputs, output: outputs.append(output))
    with torch.no_grad():
        original.encode_image(pixels)

    statistics = backbone.statistics(pixels)

    start = 0
    for output, width in zip(outputs, backbone.block_widths, strict=True):
        tokens = output if output.ndim == 3 else output.flatten(2).transpose(1, 2)
        mean = tokens.mean(1)
        deviation = ((tokens - mean[:, None]).square().mean(1) + 2.3e-8 / tokens.shape[1]).sqrt()
        torch.testing.assert_close(statistics.mean[:, start : start + width], mean, rtol=1e-5, atol=1e-6)
        torch.testing.assert_close(statistics.deviation[:, start : start + width], deviation, rtol=1e-5, atol=1e-6)
        start += width


def test_statistics_are_as_wide_as_all_blocks_together(backbone: Backbone, pixels: torch.Tensor):
    assert backbone.statistics(pixels).mean.shape == (3, sum(backbone.block_widths))


def test_text_features_equal_the_text_encoding_of_open_clip(backbone: Backbone, original: open_clip.CLIP):
    texts = ["a photo of a dog.", "a sketch of an alarm clock."]
    with torch.no_grad():
        expected = original.encode_text(open_clip.tokenize(texts), normalize=True)

    torch.testing.assert_close(backbone.encode_text(texts), expected, rtol=0, atol=1e-6)


def test_no_text_gives_no_feature(backbone: Backbone):
    assert backbone.encode_text([]).shape == (0, backbone.embed_dim)


def test_outputs_can_be_used_in_a_differentiable_computation(backbone: Backbone, pixels: torch.Tensor):
    weight = torch.ones(backbone.embed_dim, requires_grad=True)

    (backbone.statistics(pixels).feature * weight).sum().backward()

    assert weight.grad is not None


def test_no_weight_asks_for_a_gradient(backbone: Backbone):
    tower = backbone.text

    assert not any(parameter.requires_grad for block in tower.resblocks for parameter in block.parameters())
    assert not tower.token_embedding.weight.requires_grad


def test_an_underscore_in_a_class_name_reads_as_a_space(backbone: Backbone):
    assert backbone.name_tokens("alarm_clock") == tuple(SimpleTokenizer().encode("alarm clock"))


def test_the_suffix_is_the_name_a_full_stop_and_the_end(backbone: Backbone):
    expected = (*SimpleTokenizer().encode("alarm clock."), backbone.text.eos)

    assert backbone.suffix_tokens("alarm_clock") == expected


def test_sizes_are_those_of_the_model(backbone: Backbone):
    assert (backbone.embed_dim, backbone.text_width, backbone.context_length) == (24, 16, 77)


def test_logit_scale_is_the_exponential(backbone: Backbone, original: open_clip.CLIP):
    assert backbone.logit_scale == pytest.approx(original.logit_scale.exp().item())
