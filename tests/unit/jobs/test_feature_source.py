"""What is kept of an image serves again only where the same would be computed."""

import pytest
import torch

from ipclip_app.jobs.features import feature_source
from ipclip_app.model.backbone import Backbone


def test_the_same_backbone_finds_its_entries_again(tiny_vit: Backbone):
    assert feature_source(tiny_vit) == feature_source(tiny_vit)


def test_another_backbone_or_preprocessing_uses_no_old_entry(tiny_vit: Backbone, tiny_resnet: Backbone):
    darker = type(tiny_vit.preprocessing)(32, (0.0, 0.0, 0.0))
    narrow = Backbone(tiny_vit._model, "x", tiny_vit.identity, darker)
    assert len({feature_source(backbone) for backbone in (tiny_vit, tiny_resnet, narrow)}) == 3


def test_another_kind_of_device_uses_no_old_entry(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    here = feature_source(tiny_vit)
    monkeypatch.setattr(Backbone, "device", torch.device("cuda"))
    assert feature_source(tiny_vit) != here


def test_a_second_card_of_a_kind_uses_the_entries_of_the_first(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Backbone, "device", torch.device("cuda:0"))
    first = feature_source(tiny_vit)
    monkeypatch.setattr(Backbone, "device", torch.device("cuda:1"))
    assert feature_source(tiny_vit) == first
