"""CLIP's objective where several captions are true of a picture."""

import torch
from torch import Tensor
from torch.nn import functional

_MIRRORED = 0.5  # share of a batch


def contrastive_loss(logits: Tensor, truth: Tensor) -> Tensor:
    """Symmetric cross-entropy between pictures and captions (CLIP, arXiv 2103.00020, Figure 3), many-to-many.

    The target of a row or column is uniform over its true partners; a caption that no picture of the batch fits has
    no target and is left out.

    Args:
        logits: Shape (pictures, captions), scaled cosines.
        truth: Shape (pictures, captions), 0 or 1; every picture has a true caption.

    Returns:
        Scalar, at least 0.
    """
    used = truth.sum(dim=0) > 0
    return (_one_way(logits, truth) + _one_way(logits[:, used].T, truth[:, used].T)) / 2


def _one_way(logits: Tensor, truth: Tensor) -> Tensor:
    targets = truth / truth.sum(dim=1, keepdim=True)
    return functional.cross_entropy(logits, targets)


def varied(images: Tensor, generator: torch.Generator) -> Tensor:
    """Shift the batch by a few pixels, mirror half of it, and change brightness and contrast of each picture.

    Args:
        images: Shape (N, 3, size, size), normalized.
        generator: Source of the changes.
    """
    margin = images.shape[-1] // 16
    down, right = (int(step) for step in torch.randint(0, 2 * margin + 1, (2,), generator=generator))
    padded = functional.pad(images, (margin,) * 4, mode="replicate")
    shifted = padded[..., down : down + images.shape[-2], right : right + images.shape[-1]]
    flips = torch.rand(len(images), 1, 1, 1, generator=generator) < _MIRRORED
    contrast = 1 + 0.2 * (2 * torch.rand(len(images), 1, 1, 1, generator=generator) - 1)
    brightness = 0.2 * (2 * torch.rand(len(images), 1, 1, 1, generator=generator) - 1)
    return torch.where(flips, shifted.flip(-1), shifted) * contrast + brightness
