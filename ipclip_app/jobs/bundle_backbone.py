"""Finds the backbone that a bundle was made for among those at hand; another one is refused."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import torch

from ipclip_app.bundle.manifest import BackboneInfo
from ipclip_app.errors import BackboneError, BundleBackboneError
from ipclip_app.jobs.backbones import list_backbones
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import DEMO, load_backbone
from ipclip_app.model.preprocessing import Preprocessing

VOCABULARY: Final = "CLIP byte pairs"
_PREPROCESSING: Final = ("mean", "std", "interpolation", "resize_mode", "fill_color")
_SHOWN: Final = 12
"""Digits of an identity that tell one backbone from another."""


def find_backbone(path: Path, wanted: BackboneInfo, device: torch.device, reference: str | None = None) -> Backbone:
    """Load the backbone of a bundle, with the preprocessing that the bundle was made with.

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
        if backbone.identity != wanted.identity:
            raise BundleBackboneError(path, _words(wanted.name, wanted.identity), _words(reference, backbone.identity))
        return _fitted(path, wanted, backbone)
    tried: list[str] = []
    for name in _candidates(wanted):
        tried.append(name)
        with suppress(BackboneError):  # a damaged one among others is not the one that is needed
            backbone = load_backbone(name, device)
            if backbone.identity == wanted.identity:
                return _fitted(path, wanted, backbone)
    raise BundleBackboneError(path, _words(wanted.name, wanted.identity), f"any at hand ({', '.join(tried)})")


def _candidates(wanted: BackboneInfo) -> Iterator[str]:
    """Names of what may be the one, the most likely first; of the added ones the identity is known."""
    if wanted.name == DEMO:  # works whatever became of the list of added ones
        yield DEMO
    entries = [entry for entry in list_backbones() if entry.kind in {"demo", "added", "downloaded"}]
    entries = [entry for entry in entries if not entry.identity or entry.identity == wanted.identity]
    entries.sort(key=lambda entry: (not entry.identity, entry.name != wanted.name))
    yield from (entry.name for entry in entries if entry.name != DEMO or wanted.name != DEMO)


def _fitted(path: Path, wanted: BackboneInfo, backbone: Backbone) -> Backbone:
    """The backbone with the bundle's preprocessing: equal weights may have been added with another one.

    Raises:
        BundleBackboneError: The bundle names sizes that a backbone of this identity cannot have.
    """
    told = (wanted.image_size, wanted.context_length, wanted.vocabulary)
    if told != (backbone.preprocessing.size, backbone.context_length, VOCABULARY):
        words = _words(wanted.name, wanted.identity)
        raise BundleBackboneError(path, f"{words} with other sizes or another tokenizer", f"that of {backbone.name}")
    config = {name: getattr(wanted, name) for name in _PREPROCESSING}
    backbone.preprocessing = Preprocessing.from_config(config, wanted.image_size, str(path))
    return backbone


def _words(name: str, identity: str) -> str:
    return f"{name} (identity {identity[:_SHOWN]})"
