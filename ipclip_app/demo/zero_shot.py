"""Measures a backbone by name alone: zero-shot accuracy in each style."""

from collections.abc import Mapping

import torch
from open_clip.model import CLIP
from torch.nn import functional

from ipclip_app.demo.captions import readable
from ipclip_app.demo.drawing import STYLE_NAMES
from ipclip_app.demo.drawn_set import DrawnSet
from ipclip_app.demo.scenes import CLASS_NAMES
from ipclip_app.demo.small_clip import normalized, tokens

TEMPLATE = "a photo of a {name}."
_BATCH = 256


@torch.no_grad()
def zero_shot_accuracy(model: CLIP, drawn: DrawnSet, template: str = TEMPLATE) -> Mapping[str, float]:
    """Percent of pictures whose nearest class name is theirs, by style (CLIP, arXiv 2103.00020, section 3.1.2)."""
    texts = tokens([template.format(name=readable(name)) for name in CLASS_NAMES], model)
    names = functional.normalize(model.encode_text(texts), dim=-1)
    chosen = [
        (model.encode_image(normalized(images)) @ names.T).argmax(dim=1) for images in torch.split(drawn.images, _BATCH)
    ]
    right = (torch.cat(chosen) == drawn.classes).float()
    return {style: 100 * right[drawn.styles == i].mean().item() for i, style in enumerate(STYLE_NAMES)}
