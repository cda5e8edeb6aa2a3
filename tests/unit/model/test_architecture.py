"""Only architectures that the method can use are built; others are refused with the reason."""

from collections.abc import Callable
from typing import Any

import open_clip
import pytest
import torch

from ipclip_app.errors import BackboneConfigError, BackboneUnsupportedError
from ipclip_app.model.architecture import build_model, built_in_config, check_architecture, invisible_traits

Config = Callable[[str], dict[str, Any]]


@pytest.mark.parametrize(
    ("part", "setting", "reason"),
    [
        ("vision_cfg", {"timm_model_name": "convnext_base"}, "neither ViT nor ModifiedResNet"),
        ("vision_cfg", {"attentional_pool": True}, "pools by attention"),
        ("vision_cfg", {"pool_type": "avg"}, "class token"),
        ("vision_cfg", {"image_size": [32, 64]}, "square"),
        ("text_cfg", {"hf_model_name": "roberta-base"}, "Hugging Face model"),
        ("text_cfg", {"no_causal_mask": True}, "not causal"),
        ("text_cfg", {"embed_cls": True}, "class token"),
        ("text_cfg", {"pool_type": "last"}, "end-of-text"),
        ("text_cfg", {"pool_type": "eos"}, "end-of-text token"),
        ("text_cfg", {"hf_tokenizer_name": "bert-base-uncased"}, "tokenizer"),
        ("text_cfg", {"tokenizer_kwargs": {"clean": "canonicalize"}}, "tokenizer"),
        ("text_cfg", {"vocab_size": 32000}, "vocabulary"),
        ("text_cfg", {"output_tokens": True}, "returns its tokens"),
        ("text_cfg", {"proj_type": "none"}, "projection"),
        ("text_cfg", {"qk_norm": True}, "customized attention"),
    ],
)
def test_an_unusable_architecture_is_refused_with_the_reason(
    tiny_config: Config, part: str, setting: dict[str, Any], reason: str
):
    config = tiny_config("vit")
    config[part] |= setting

    with pytest.raises(BackboneUnsupportedError, match=reason):
        check_architecture(config, "here")


def test_a_coca_is_refused(tiny_config: Config):
    with pytest.raises(BackboneUnsupportedError, match="CoCa"):
        check_architecture(tiny_config("vit") | {"multimodal_cfg": {}}, "here")


def test_a_resnet_for_odd_sizes_is_refused(tiny_config: Config):
    config = tiny_config("resnet")
    config["vision_cfg"]["image_size"] = 50

    with pytest.raises(BackboneUnsupportedError, match="multiple of 32"):
        check_architecture(config, "here")


def test_pooling_at_the_end_token_of_clip_is_accepted(tiny_config: Config):
    config = tiny_config("vit")
    config["text_cfg"] |= {"pool_type": "eos", "eos_id": 49407}

    check_architecture(config, "here")


@pytest.mark.parametrize(
    "wrong",
    [
        {"vision_cfg": {"widht": 3}},
        {"text_cfg": "none"},
        {"text_cfg": {"pool_type": ["argmax"]}},
        {"embed_dim": "many"},
        {"surprise": 1},
    ],
)
def test_a_malformed_configuration_is_an_error_that_names_its_source(tiny_config: Config, wrong: dict[str, Any]):
    with pytest.raises(BackboneConfigError, match="here"):
        build_model(tiny_config("vit") | wrong, "here")


def test_a_missing_part_is_named(tiny_config: Config):
    config = tiny_config("vit")
    del config["text_cfg"]

    with pytest.raises(BackboneConfigError, match="lacks 'text_cfg'"):
        check_architecture(config, "here")


def test_sizes_that_do_not_divide_are_an_error(tiny_config: Config):
    config = tiny_config("vit")
    config["text_cfg"]["heads"] = 3

    with pytest.raises(BackboneConfigError):
        build_model(config, "here")


def test_building_leaves_the_global_random_state_as_it_was(tiny_config: Config):
    before = torch.get_rng_state()

    build_model(tiny_config("vit"), "here", seed=3)

    assert torch.get_rng_state().equal(before)


def test_any_architecture_has_a_quick_gelu_variant():
    assert built_in_config("ViT-B-16-quickgelu") == built_in_config("ViT-B-16") | {"quick_gelu": True}
    assert built_in_config("ViT-S-16-quickgelu") == built_in_config("ViT-S-16") | {"quick_gelu": True}


def test_an_unknown_architecture_has_no_configuration():
    assert built_in_config("ViT-Q-3") is None


def test_every_published_architecture_is_accepted_or_refused_with_a_reason():
    verdicts = set()
    for name in {architecture for architecture, _ in open_clip.list_pretrained()}:
        try:
            check_architecture(built_in_config(name), name)
            verdicts.add((name, True))
        except BackboneUnsupportedError:
            verdicts.add((name, False))

    assert {("ViT-B-16", True), ("RN50", True), ("ViT-L-14", True), ("ViT-B-16-SigLIP", False)} <= verdicts


def test_the_activation_is_an_invisible_trait(tiny_config: Config):
    plain = tiny_config("vit")

    assert invisible_traits(plain) != invisible_traits(plain | {"quick_gelu": True})
