"""Random backbones are reproducible and leave no trace."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from open_clip import factory

from ipclip_app.errors import BackboneNotFoundError
from ipclip_app.model.random_backbone import random_backbone

Config = Callable[[str], dict[str, Any]]


def test_the_seed_decides_the_weights(tiny_config: Config):
    first, again, other = (random_backbone(tiny_config("vit"), seed) for seed in (1, 1, 2))

    assert first.identity == again.identity
    assert first.identity != other.identity


def test_an_architecture_is_given_by_name(monkeypatch: pytest.MonkeyPatch, tiny_config: Config):
    monkeypatch.setitem(factory._MODEL_CONFIGS, "tiny-resnet", tiny_config("resnet"))

    backbone = random_backbone("tiny-resnet")

    assert (backbone.name, backbone.block_widths) == ("tiny-resnet", (32, 64, 128, 256))


def test_an_unknown_architecture_is_an_error():
    with pytest.raises(BackboneNotFoundError, match="ViT-B-16"):
        random_backbone("ViT-Q")


def test_the_global_random_state_is_left_alone(tiny_config: Config):
    before = torch.get_rng_state()

    random_backbone(tiny_config("vit"))

    assert torch.get_rng_state().equal(before)
