"""The backbone that a bundle was made for: told by the bundle, found among those at hand, any other one refused."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import torch

from ipclip_app.bundle.manifest import BackboneInfo
from ipclip_app.errors import BackboneError, BundleBackboneError
from ipclip_app.jobs.backbones import list_backbones
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import DEMO, load_backbone
from ipclip_app.paths import from_home, is_folder, real_path

VOCABULARY: Final = "CLIP byte pairs"
_SHOWN: Final = 12
"""Digits of an identity that tell one backbone from another."""


def find_backbone(path: Path, wanted: BackboneInfo, device: torch.device, reference: str | None = None) -> Backbone:
    """Load the backbone of a bundle.

    Args:
        path: The bundle, for errors.
        wanted: The backbone that the bundle names.
        device: Where to put the weights.
        reference: Where the user says that it is; None to look among the shipped, added and downloaded ones.

    Raises:
        BundleBackboneError: It is another one, or none at hand is it.
        BackboneError: The one that the user named cannot be loaded.
    """
    if reference is not None:
        backbone = load_backbone(reference, device)
        if not _is(backbone, wanted):
            raise BundleBackboneError(path, _words(wanted.name, wanted.identity), _words(reference, backbone.identity))
        return backbone
    tried: list[str] = []
    for name in at_hand(wanted.identity, wanted.name):
        tried.append(name)
        with suppress(BackboneError):  # a damaged one among others is not the one that is needed
            backbone = load_backbone(name, device)
            if _is(backbone, wanted):
                return backbone
    raise BundleBackboneError(path, _words(wanted.name, wanted.identity), f"any at hand ({', '.join(tried)})")


def at_hand(identity: str, name: str) -> Iterator[str]:
    """Names of the backbones that may be the one, the most likely first; of the added ones the identity is known.

    Args:
        identity: Of the one that is looked for.
        name: What it was called where it was used.

    Raises:
        BackboneConfigError: The list of added backbones is damaged.
    """
    if name == DEMO:  # works whatever became of the list of added ones
        yield DEMO
    entries = [entry for entry in list_backbones() if entry.kind in {"demo", "added", "downloaded"}]
    entries = [entry for entry in entries if not entry.identity or entry.identity == identity]
    entries.sort(key=lambda entry: (not entry.identity, entry.name != name))
    yield from (entry.name for entry in entries if entry.name != DEMO or name != DEMO)


def backbone_info(backbone: Backbone) -> BackboneInfo:
    """What a bundle tells of its backbone."""
    how = backbone.preprocessing
    return BackboneInfo(
        name=public_name(backbone.name),
        identity=backbone.identity,
        image_size=how.size,
        mean=how.mean,
        std=how.std,
        interpolation=how.interpolation,
        resize_mode=how.resize_mode,
        fill_color=how.fill_color,
        context_length=backbone.context_length,
        vocabulary=VOCABULARY,
    )


def public_name(reference: str) -> str:
    """A backbone's name without the owner's folders: a licensee need not know them."""
    architecture, equals, file = reference.partition("=")
    if equals:
        return f"{architecture}={Path(file).name}"
    path = from_home(reference)
    return real_path(path).name if path.is_absolute() or is_folder(path) else reference


def _is(backbone: Backbone, wanted: BackboneInfo) -> bool:
    """Whether weights, preprocessing and tokenizer are those; the identity alone says it, unless a manifest lies."""
    return replace(backbone_info(backbone), name=wanted.name) == wanted


def _words(name: str, identity: str) -> str:
    return f"{name} (identity {identity[:_SHOWN]})"
