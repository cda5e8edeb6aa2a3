"""Turns a reference into a backbone, strictly: what does not fit exactly is an error that names the remedy."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import torch

from ipclip_app.errors import BackboneConfigError, BackboneNotFoundError
from ipclip_app.model.architecture import build_model, image_side, invisible_traits
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_identity import backbone_identity
from ipclip_app.model.preprocessing import Preprocessing
from ipclip_app.model.weights import State, fill_model, read_weights

DEMO: Final = "demo"
CONFIG_FILE: Final = "open_clip_config.json"
WEIGHTS_FILE: Final = "open_clip_model.safetensors"


def load_backbone(reference: str | Path, device: str | torch.device = "cpu") -> Backbone:
    """Load a backbone.

    Args:
        reference: A folder with open_clip_config.json and open_clip_model.safetensors.
        device: Where to put the weights.

    Raises:
        BackboneError: The reference is unknown or what it names cannot be used; the subclass tells the remedy.
    """
    folder = Path(reference)
    if not folder.is_dir():
        raise BackboneNotFoundError(str(reference), "there is no such backbone", "check the spelling")
    return load_folder(folder).to(device)


def load_folder(folder: Path, name: str | None = None) -> Backbone:
    """Load open_clip_config.json and open_clip_model.safetensors from a folder.

    Raises:
        BackboneError: A file is missing or damaged, or the two do not fit each other.
    """
    config_file = folder / CONFIG_FILE
    config = read_config(config_file)
    preprocess = config.get("preprocess_cfg") or {}
    return assemble(
        name or str(folder.resolve()), config["model_cfg"], preprocess, read_weights(folder / WEIGHTS_FILE), config_file
    )


def read_config(path: Path) -> dict[str, Any]:
    """Read an open_clip_config.json.

    Raises:
        BackboneConfigError: It is missing, no JSON, or has no `model_cfg`.
    """
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BackboneConfigError(
            str(path), f"it cannot be read ({error.strerror})", "add it beside the weights"
        ) from error
    except ValueError as error:
        raise BackboneConfigError(str(path), f"it is not valid JSON ({error})", "correct it") from error
    if not isinstance(config, dict) or not isinstance(config.get("model_cfg"), dict):
        raise BackboneConfigError(str(path), "it has no model_cfg", "write the configuration as open_clip saves it")
    return config


def assemble(
    name: str, model_config: Mapping[str, Any], preprocess: Mapping[str, Any], state: State, source: Path
) -> Backbone:
    """Build, fill and fingerprint a backbone from its parts.

    Args:
        name: Reference by which it is found again.
        model_config: open_clip's `model_cfg`.
        preprocess: open_clip's `preprocess_cfg`.
        state: All weights.
        source: File to name in errors.

    Raises:
        BackboneError: The parts do not fit each other or the method.
    """
    model = build_model(model_config, str(source))
    preprocessing = Preprocessing.from_config(preprocess, image_side(model_config), str(source))
    fill_model(model, state, str(source))
    traits = invisible_traits(model_config) | {"preprocessing": preprocessing.to_json()}
    return Backbone(model, name, backbone_identity(model.state_dict(), traits), preprocessing)
