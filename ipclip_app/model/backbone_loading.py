"""Turns a reference into a backbone, strictly: what does not fit exactly is an error that names the remedy."""

from pathlib import Path
from typing import Final

import torch

from ipclip_app.errors import BackboneNotDownloadedError, BackboneNotFoundError, BackboneWeightsError
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_download import downloaded_weights
from ipclip_app.model.backbone_files import Recipe, assemble, load_file, load_folder
from ipclip_app.model.backbone_registry import RegisteredBackbone, registered
from ipclip_app.model.pretrained import PublishedBackbone, find_published
from ipclip_app.paths import from_home, is_file, is_folder, real_path
from ipclip_app.resources import resource_path

DEMO: Final = "demo"


def load_backbone(reference: str | Path, device: str | torch.device = "cpu") -> Backbone:
    """Load a backbone.

    Args:
        reference: One of `demo`; a registered name; a folder with open_clip_config.json and
            open_clip_model.safetensors; `ARCHITECTURE=FILE`; `ARCHITECTURE/TAG` of open_clip, downloaded before.
            They are tried in this order, so write `./demo` for a folder of that name.
        device: Where to put the weights.

    Raises:
        BackboneError: The reference is unknown or what it names cannot be used; the subclass tells the remedy.
    """
    if isinstance(reference, Path) and is_folder(reference):
        reference = real_path(reference)  # a path is a path even if it is spelt like a name
    return _load(str(reference)).to(device)


def _load(reference: str) -> Backbone:
    if reference == DEMO:  # works whatever became of the list of registered backbones
        return _load_demo()
    entry = registered().get(reference)
    if entry is not None:
        return _load_registered(entry)
    architecture, equals, file = reference.partition("=")
    if equals and not is_folder(Path(reference)):
        return load_file(architecture, from_home(file))
    return _load_path_or_published(reference)


def _load_path_or_published(reference: str) -> Backbone:
    path = from_home(reference)
    if is_folder(path):
        return load_folder(path)
    if is_file(path):
        remedy = f"write it as ViT-B-16={reference}, with the architecture that it was trained in"
        raise BackboneNotFoundError(reference, "a checkpoint file does not tell its architecture", remedy)
    if path.is_absolute() or reference.startswith("."):
        raise BackboneNotFoundError(reference, "there is no such folder", "check the path")
    return _load_published(find_published(reference))


def _load_demo() -> Backbone:
    try:
        return load_folder(resource_path("backbones/demo"), DEMO)
    except FileNotFoundError as error:
        raise BackboneNotFoundError(
            DEMO, f"the installation is incomplete ({error})", "reinstall ipclip-app"
        ) from error


def _load_registered(entry: RegisteredBackbone) -> Backbone:
    backbone = _load(entry.reference)
    if backbone.identity != entry.identity:
        reason = f"{entry.reference} is no longer the backbone that was added under this name"
        raise BackboneWeightsError(entry.name, reason, "restore the files, or add it again")
    backbone.name = entry.name
    return backbone


def _load_published(published: PublishedBackbone) -> Backbone:
    config = published.model_config()
    file = downloaded_weights(published)
    if file is None:
        raise BackboneNotDownloadedError(published.name)
    return assemble(Recipe(published.name, config, published.settings, published.name), file)
