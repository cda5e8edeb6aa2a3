"""Zero-shot weights are the text features of the classes."""

import pytest
import torch

from ipclip_app.errors import UsageError
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.zero_shot import zero_shot_weights


def test_one_template_gives_the_text_features(tiny_vit: Backbone):
    weights = zero_shot_weights(tiny_vit, ["dog", "alarm_clock"])

    torch.testing.assert_close(weights, tiny_vit.encode_text(["a photo of a dog.", "a photo of a alarm clock."]))


def test_templates_are_averaged_to_unit_rows(tiny_vit: Backbone):
    texts = tiny_vit.encode_text(["a dog", "the dog"])

    (weights,) = zero_shot_weights(tiny_vit, ["dog"], ["a {}", "the {}"])

    torch.testing.assert_close(weights, torch.nn.functional.normalize(texts.mean(0), dim=0))


@pytest.mark.parametrize("templates", [[], ["a photo"], ["a {}", "dog"]])
def test_a_template_without_a_place_for_the_name_is_refused(tiny_vit: Backbone, templates: list[str]):
    with pytest.raises(UsageError):
        zero_shot_weights(tiny_vit, ["dog"], templates)


def test_a_name_with_braces_is_taken_literally(tiny_vit: Backbone):
    weights = zero_shot_weights(tiny_vit, ["{0}"], ["a {}"])

    torch.testing.assert_close(weights, tiny_vit.encode_text(["a {0}"]))
