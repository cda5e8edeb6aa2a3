"""One pass of the image tower that yields the feature and the style of every block."""

from contextlib import AbstractContextManager
from typing import Any, TypeAlias

import torch
from open_clip.modified_resnet import ModifiedResNet
from open_clip.transformer import VisionTransformer
from torch import Tensor, nn

from ipclip_app.model.statistics import ImageStatistics, token_statistics

ImageTower: TypeAlias = VisionTransformer | ModifiedResNet
Styles = list[tuple[Tensor, Tensor]]


def block_widths(visual: ImageTower) -> tuple[int, ...]:
    """Width of every block: the residual blocks of a ViT, layer1..layer4 of a ModifiedResNet."""
    if isinstance(visual, VisionTransformer):
        return (visual.transformer.width,) * len(visual.transformer.resblocks)
    return tuple(layer[-1].bn3.num_features for layer in _layers(visual))


def image_statistics(visual: ImageTower, pixels: Tensor) -> ImageStatistics:
    """Feature and block statistics of preprocessed images (IP-CLIP, arXiv 2503.02393, section 3.2).

    A block's tokens are all tokens of a ViT, the class token included, before the final norm; in a ResNet the positions
    of the feature map. Only one block's tokens are held at a time.

    Args:
        visual: A ViT with class-token pooling or a ModifiedResNet, in evaluation mode.
        pixels: (B, 3, H, W).
    """
    run = _run_vit if isinstance(visual, VisionTransformer) else _run_resnet
    with _exact_convolutions():
        styles, feature = run(visual, pixels)
    means, deviations = zip(*styles, strict=True)
    unit = nn.functional.normalize(feature, dim=-1)
    return ImageStatistics(unit, torch.cat(means, dim=-1), torch.cat(deviations, dim=-1))


def _exact_convolutions() -> AbstractContextManager[None]:
    """Single precision where NVIDIA's default keeps 10 bits of a convolution's inputs; all other switches as they are.

    Statistics are kept for every later run, which may compute elsewhere.
    """
    cudnn = torch.backends.cudnn
    context: AbstractContextManager[None] = cudnn.flags(
        enabled=cudnn.enabled, benchmark=cudnn.benchmark, deterministic=cudnn.deterministic, allow_tf32=False
    )
    return context


def _run_vit(visual: VisionTransformer, pixels: Tensor) -> tuple[Styles, Tensor]:
    styles = []
    hidden = _vit_tokens(visual, pixels)
    for block in visual.transformer.resblocks:
        hidden = block(hidden)
        styles.append(token_statistics(hidden))
    return styles, visual.ln_post(hidden[:, 0]) @ visual.proj


def _vit_tokens(visual: VisionTransformer, pixels: Tensor) -> Tensor:
    patches = visual.conv1(pixels).flatten(2).transpose(1, 2)
    first = visual.class_embedding.expand(len(patches), 1, -1)
    tokens: Tensor = visual.ln_pre(torch.cat([first, patches], dim=1) + visual.positional_embedding)
    return tokens


def _run_resnet(visual: ModifiedResNet, pixels: Tensor) -> tuple[Styles, Tensor]:
    styles = []
    hidden = visual.stem(pixels)
    for layer in _layers(visual):
        hidden = layer(hidden)
        styles.append(token_statistics(hidden.flatten(2).transpose(1, 2)))
    return styles, visual.attnpool(hidden)


def _layers(visual: ModifiedResNet) -> tuple[Any, ...]:
    return visual.layer1, visual.layer2, visual.layer3, visual.layer4
