"""Backbones with random weights: real shapes for benchmarks and tests, no download."""

from collections.abc import Mapping
from typing import Any

from ipclip_app.errors import BackboneNotFoundError
from ipclip_app.model.architecture import build_model, built_in_config, image_side, invisible_traits
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_identity import backbone_identity
from ipclip_app.model.preprocessing import Preprocessing


def random_backbone(architecture: str | Mapping[str, Any], seed: int = 0) -> Backbone:
    """Build a backbone with open_clip's initial weights, drawn from `seed`; the global random state stays as it was.

    Args:
        architecture: Name of an open_clip architecture, for instance `ViT-B-16`, or a `model_cfg`.
        seed: Seed of the weights.

    Raises:
        BackboneNotFoundError: open_clip knows no architecture of that name.
        BackboneError: The architecture cannot be built or used.
    """
    name = architecture if isinstance(architecture, str) else "random"
    config = built_in_config(architecture) if isinstance(architecture, str) else architecture
    if config is None:
        raise BackboneNotFoundError(name, "open_clip knows no such architecture", "check the spelling, like ViT-B-16")
    model = build_model(config, name, seed)
    preprocessing = Preprocessing(image_side(config))
    traits = invisible_traits(config) | {"preprocessing": preprocessing.to_json()}
    return Backbone(model, name, backbone_identity(model.state_dict(), traits), preprocessing)
