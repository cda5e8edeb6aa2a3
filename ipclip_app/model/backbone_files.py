"""Backbones from the owner's files: a folder as open_clip saves it, or a checkpoint with an architecture."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from open_clip.constants import OPENAI_DATASET_MEAN, OPENAI_DATASET_STD

from ipclip_app.errors import BackboneConfigError, BackboneNotFoundError, QuickGeluMismatchError
from ipclip_app.model.architecture import (
    QUICK_GELU_SUFFIX,
    build_model,
    built_in_config,
    image_side,
    invisible_traits,
)
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_identity import backbone_identity
from ipclip_app.model.preprocessing import Preprocessing
from ipclip_app.model.weights import OPENAI_MARKS, State, fill_model, read_weights
from ipclip_app.paths import real_path

CONFIG_FILE: Final = "open_clip_config.json"
WEIGHTS_FILE: Final = "open_clip_model.safetensors"
CLIP_PREPROCESSING: Final = {"mean": OPENAI_DATASET_MEAN, "std": OPENAI_DATASET_STD}
"""What open_clip takes for a checkpoint that comes without any configuration."""

_AS_SAVED: Final = "write the configuration as open_clip saves it"


@dataclass(frozen=True)
class Recipe:
    """Everything about a backbone but its weights.

    Attributes:
        name: Reference by which it is found again.
        model_config: open_clip's `model_cfg`.
        preprocess: open_clip's `preprocess_cfg`.
        origin: Where both come from, to be named in errors.
    """

    name: str
    model_config: Mapping[str, Any]
    preprocess: Mapping[str, Any]
    origin: str


def load_file(architecture: str, file: Path) -> Backbone:
    """Load a checkpoint file into an architecture of open_clip; preprocessing is CLIP's own.

    A file does not tell its activation, so the architecture decides: `ViT-B-16` computes GELU,
    `ViT-B-16-quickgelu` what OpenAI, MetaCLIP and DFN trained with.

    Raises:
        BackboneNotFoundError: open_clip knows no such architecture.
        BackboneError: See `assemble`.
    """
    name = f"{architecture}={real_path(file)}"
    config = built_in_config(architecture)
    if config is None:
        reason = f"open_clip knows no architecture {architecture}"
        raise BackboneNotFoundError(name, reason, "check the spelling, like ViT-B-16")
    return assemble(Recipe(name, config, CLIP_PREPROCESSING, name), file)


def load_folder(folder: Path, name: str | None = None) -> Backbone:
    """Load open_clip_config.json and open_clip_model.safetensors from a folder.

    Raises:
        BackboneConfigError: The configuration is missing, no JSON, or lacks a part.
        BackboneError: See `assemble`.
    """
    config_file = folder / CONFIG_FILE
    config = _read_config(config_file)
    preprocess = config.get("preprocess_cfg") or {}
    if not isinstance(preprocess, dict):
        raise BackboneConfigError(str(config_file), "its preprocess_cfg is no object", _AS_SAVED)
    recipe = Recipe(name or str(real_path(folder)), config["model_cfg"], preprocess, str(config_file))
    return assemble(recipe, folder / WEIGHTS_FILE)


def assemble(recipe: Recipe, file: Path) -> Backbone:
    """Build a backbone, fill it from a file of weights and fingerprint it.

    Raises:
        BackboneUnsupportedError: The method cannot use the architecture.
        BackboneConfigError: The configuration is wrong or incomplete.
        QuickGeluMismatchError: The weights are one of OpenAI's states and the architecture lacks their activation.
        BackboneWeightsError: The weights are missing, damaged, or do not fit the architecture exactly.
    """
    model = build_model(recipe.model_config, recipe.origin)
    preprocessing = Preprocessing.from_config(recipe.preprocess, image_side(recipe.model_config), recipe.origin)
    state = read_weights(file)
    _require_activation(state, recipe, file)
    fill_model(model, state, str(file))
    traits = invisible_traits(recipe.model_config) | {"preprocessing": preprocessing.to_json()}
    return Backbone(model, recipe.name, backbone_identity(model.state_dict(), traits), preprocessing)


def _require_activation(state: State, recipe: Recipe, file: Path) -> None:
    if state.keys() >= OPENAI_MARKS and not recipe.model_config.get("quick_gelu"):
        raise QuickGeluMismatchError(
            str(file),
            "it is one of OpenAI's states, which were trained with QuickGELU, but the architecture computes GELU",
            f'give it as ARCHITECTURE{QUICK_GELU_SUFFIX}=FILE, or write "quick_gelu": true into the model_cfg',
        )


def _read_config(path: Path) -> dict[str, Any]:
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        json.dumps(config, allow_nan=False)  # infinity and what is not a number could not be fingerprinted
    except OSError as error:
        raise BackboneConfigError(
            str(path), f"it cannot be read ({error.strerror})", "add it beside the weights"
        ) from error
    except (ValueError, RecursionError) as error:
        raise BackboneConfigError(str(path), f"it is not valid JSON ({error})", "correct it") from error
    if not isinstance(config, dict) or not isinstance(config.get("model_cfg"), dict):
        raise BackboneConfigError(str(path), "it has no model_cfg", _AS_SAVED)
    return config
