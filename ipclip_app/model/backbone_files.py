"""Backbones from the owner's files: a folder as open_clip saves it, or a checkpoint with an architecture."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from open_clip.constants import OPENAI_DATASET_MEAN, OPENAI_DATASET_STD

from ipclip_app.errors import BackboneConfigError, BackboneNotFoundError, QuickGeluMismatchError
from ipclip_app.model.architecture import (
    QUICK_GELU_SUFFIX,
    build_model,
    built_in_config,
    check_architecture,
    image_side,
    invisible_traits,
)
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_identity import backbone_identity
from ipclip_app.model.preprocessing import Preprocessing
from ipclip_app.model.weights import OPENAI_MARKS, State, fill_model, read_weights

CONFIG_FILE: Final = "open_clip_config.json"
WEIGHTS_FILE: Final = "open_clip_model.safetensors"
CLIP_PREPROCESSING: Final = {"mean": OPENAI_DATASET_MEAN, "std": OPENAI_DATASET_STD}
"""What open_clip takes for a checkpoint that comes without any configuration."""


def load_file(architecture: str, file: Path) -> Backbone:
    """Load a checkpoint file into an architecture of open_clip; preprocessing is CLIP's own.

    A file does not tell its activation, so the architecture decides: `ViT-B-16` computes GELU,
    `ViT-B-16-quickgelu` what OpenAI, MetaCLIP and DFN trained with.

    Raises:
        BackboneNotFoundError: open_clip knows no such architecture.
        QuickGeluMismatchError: The file is one of OpenAI's states and the architecture lacks their activation.
        BackboneError: The file is missing, damaged, or does not fit the architecture.
    """
    config = built_in_config(architecture)
    if config is None:
        raise BackboneNotFoundError(
            f"{architecture}={file}",
            f"open_clip knows no architecture {architecture}",
            "check the spelling, like ViT-B-16",
        )
    check_architecture(config, str(file))
    state = read_weights(file)
    if state.keys() >= OPENAI_MARKS and not config.get("quick_gelu"):
        raise QuickGeluMismatchError(
            str(file),
            "it is one of OpenAI's, which were trained with QuickGELU",
            f"load it as {architecture}{QUICK_GELU_SUFFIX}={file}",
        )
    return assemble(
        f"{architecture}={file.resolve()}",
        config,
        CLIP_PREPROCESSING,
        state,
        file,
    )


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
