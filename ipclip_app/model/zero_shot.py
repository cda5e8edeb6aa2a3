"""Zero-shot CLIP: what anyone has who takes the public backbone without the module."""

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn

from ipclip_app.errors import UsageError
from ipclip_app.model.backbone import Backbone

TEMPLATES: Final = ("a photo of a {}.",)


def zero_shot_weights(backbone: Backbone, class_names: Sequence[str], templates: Sequence[str] = TEMPLATES) -> Tensor:
    """Text features of the classes, averaged over the templates (Radford et al. 2021, section 3.1.4).

    Args:
        backbone: Encodes the texts.
        class_names: N names; underscores are read as spaces.
        templates: Sentences with `{}` in the place of the name, at least one.

    Returns:
        Unit rows (N, D).

    Raises:
        UsageError: There is no template, or one has no place for the name.
    """
    if not templates or not all("{}" in template for template in templates):
        raise UsageError("A zero-shot template needs {} in the place of the class name, like 'a photo of a {}.'.")
    names = [name.replace("_", " ") for name in class_names]
    features = [backbone.encode_text([template.replace("{}", name) for name in names]) for template in templates]
    return nn.functional.normalize(torch.stack(features).mean(dim=0), dim=-1)


def zero_shot_classes(features: Tensor, weights: Tensor) -> Tensor:
    """The nearest class of each of B images, (B,), on the CPU.

    Args:
        features: Unit rows (B, D), on the CPU.
        weights: See `zero_shot_weights`, on whatever device.
    """
    return (features @ weights.cpu().T).argmax(dim=1)
