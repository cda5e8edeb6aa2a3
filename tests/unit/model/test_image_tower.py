"""Block statistics are those of the outputs of open_clip's own blocks, and the feature is open_clip's own."""

import copy
from collections.abc import Sequence

import pytest
import torch
from torch import Tensor, nn

from ipclip_app.model.backbone import Backbone


@pytest.fixture(scope="module")
def double_resnet(tiny_resnet: Backbone) -> Backbone:
    backbone = copy.deepcopy(tiny_resnet)
    backbone._model.double()
    return backbone


def _pixels(side: int, dtype: torch.dtype = torch.float64) -> Tensor:
    return torch.randn(3, 3, side, side, generator=torch.Generator().manual_seed(5), dtype=torch.float64).to(dtype)


@torch.no_grad()
def _watched(backbone: Backbone, layers: Sequence[nn.Module], pixels: Tensor) -> tuple[list[Tensor], Tensor]:
    """Outputs of the layers and the image feature while open_clip encodes the images."""
    outputs: list[Tensor] = []
    handles = [layer.register_forward_hook(lambda *call: outputs.append(call[-1])) for layer in layers]
    feature = backbone._model.encode_image(pixels)
    for handle in handles:
        handle.remove()
    return outputs, feature


def _resnet_layers(backbone: Backbone) -> list[nn.Module]:
    visual = backbone._model.visual
    return [visual.layer1, visual.layer2, visual.layer3, visual.layer4]


def _expected(tokens: Tensor) -> tuple[Tensor, Tensor]:
    """mu and sigma of (B, L, width), one sum after the other."""
    count = tokens.shape[1]
    mean = sum(tokens[:, place] for place in range(count)) / count
    variance = sum((tokens[:, place] - mean) ** 2 for place in range(count)) / count
    return mean, (variance + 2.3e-8 / count) ** 0.5


def test_vit_blocks_are_read_with_all_their_tokens(double_vit: Backbone):
    pixels = _pixels(32)
    outputs, feature = _watched(double_vit, double_vit._model.visual.transformer.resblocks, pixels)

    statistics = double_vit.statistics(pixels)

    assert [tuple(output.shape) for output in outputs] == [(3, 17, 32)] * 3
    means, deviations = zip(*(_expected(output) for output in outputs), strict=True)
    torch.testing.assert_close(statistics.mean, torch.cat(means, 1), rtol=1e-10, atol=1e-13)
    torch.testing.assert_close(statistics.deviation, torch.cat(deviations, 1), rtol=1e-10, atol=1e-13)
    unit = feature / (feature**2).sum(1, keepdim=True) ** 0.5
    torch.testing.assert_close(statistics.feature, unit, rtol=1e-10, atol=1e-13)


def test_resnet_layers_are_read_with_positions_as_tokens(double_resnet: Backbone):
    pixels = _pixels(64)
    maps, feature = _watched(double_resnet, _resnet_layers(double_resnet), pixels)

    statistics = double_resnet.statistics(pixels)

    outputs = [values.permute(0, 2, 3, 1).reshape(3, -1, values.shape[1]) for values in maps]
    assert [tuple(output.shape) for output in outputs] == [(3, 256, 32), (3, 64, 64), (3, 16, 128), (3, 4, 256)]
    means, deviations = zip(*(_expected(output) for output in outputs), strict=True)
    torch.testing.assert_close(statistics.mean, torch.cat(means, 1), rtol=1e-10, atol=1e-13)
    torch.testing.assert_close(statistics.deviation, torch.cat(deviations, 1), rtol=1e-10, atol=1e-13)
    unit = feature / (feature**2).sum(1, keepdim=True) ** 0.5
    torch.testing.assert_close(statistics.feature, unit, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("kind", ["vit", "resnet"])
def test_single_precision_differs_by_rounding_only(
    kind: str, tiny_vit: Backbone, tiny_resnet: Backbone, double_vit: Backbone, double_resnet: Backbone
):
    single, double = {"vit": (tiny_vit, double_vit), "resnet": (tiny_resnet, double_resnet)}[kind]
    pixels = _pixels({"vit": 32, "resnet": 64}[kind], torch.float32)

    rounded, exact = single.statistics(pixels), double.statistics(pixels.double())

    for part in ("feature", "mean", "deviation"):
        torch.testing.assert_close(getattr(rounded, part).double(), getattr(exact, part), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("tower", "side"), [("tiny_vit", 32), ("tiny_resnet", 64)])
def test_convolutions_keep_single_precision_and_the_other_switches(
    tower: str, side: int, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
):
    backbone: Backbone = request.getfixturevalue(tower)
    cudnn, inside = torch.backends.cudnn, []
    monkeypatch.setattr(cudnn, "benchmark", True)
    handle = backbone._model.visual.conv1.register_forward_hook(
        lambda *_: inside.append((cudnn.allow_tf32, cudnn.benchmark, cudnn.deterministic, cudnn.enabled))
    )
    before = cudnn.allow_tf32, cudnn.benchmark, cudnn.deterministic, cudnn.enabled

    backbone.statistics(_pixels(side, torch.float32))
    handle.remove()

    assert inside == [(False, *before[1:])]
    assert (cudnn.allow_tf32, cudnn.benchmark, cudnn.deterministic, cudnn.enabled) == before


def test_widths_are_those_of_the_blocks(tiny_vit: Backbone, tiny_resnet: Backbone):
    assert tiny_vit.block_widths == (32, 32, 32)
    assert tiny_resnet.block_widths == (32, 64, 128, 256)
