"""The text tower computes in a faster precision only where that keeps the results."""

from contextlib import nullcontext

import pytest
import torch

from ipclip_app.model import ip_clip
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.ip_clip import PromptedClassifier

NAMES = ("dog", "house", "hot air balloon")


def _bfloat16(device: torch.device) -> torch.autocast:
    return torch.autocast(device.type, dtype=torch.bfloat16)


def test_without_a_faster_precision_features_are_exact(tiny_vit: Backbone):
    assert not PromptedClassifier(tiny_vit, NAMES).reduced


def test_a_faster_precision_is_used_where_features_stay_close(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    context = torch.zeros(2, 2 * len(tiny_vit.block_widths) + 4, tiny_vit.text_width)
    exact = PromptedClassifier(tiny_vit, NAMES).text_features(context)
    monkeypatch.setattr(ip_clip, "text_autocast", _bfloat16)

    classifier = PromptedClassifier(tiny_vit, NAMES)
    features = classifier.text_features(context)

    assert classifier.reduced
    assert features.dtype == torch.float32
    assert 0.999 <= float((features * exact).sum(-1).min()) < 1 - 1e-7


def test_a_precision_that_changes_features_is_left_alone(tiny_vit: Backbone, monkeypatch: pytest.MonkeyPatch):
    exact = PromptedClassifier(tiny_vit, NAMES)
    monkeypatch.setattr(ip_clip, "text_autocast", _bfloat16)
    monkeypatch.setattr(ip_clip, "CLOSE_ENOUGH", 1.1)
    context = torch.zeros(1, 2 * len(tiny_vit.block_widths) + 4, tiny_vit.text_width)

    classifier = PromptedClassifier(tiny_vit, NAMES)

    assert not classifier.reduced
    assert classifier.text_features(context).equal(exact.text_features(context))


def test_the_device_decides_what_is_faster():
    assert isinstance(ip_clip.text_autocast(torch.device("cpu")), nullcontext)
