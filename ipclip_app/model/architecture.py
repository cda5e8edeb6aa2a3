"""Which CLIP architectures the method can use, and how they are built from open_clip's configurations."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Final

import open_clip
import torch
from open_clip.model import CLIP, CLIPTextCfg, CLIPVisionCfg, CustomTextCLIP

from ipclip_app.errors import BackboneConfigError, BackboneUnsupportedError
from ipclip_app.model.preprocessing import square_side
from ipclip_app.model.text_tower import tokenizer

QUICK_GELU_SUFFIX: Final = "-quickgelu"
RESNET_STRIDE: Final = 32
"""Input pixels per position of layer4, on which the attention pooling of a ModifiedResNet depends."""

ModelConfig = Mapping[str, Any]

_CUSTOM_ATTENTION: Final = (
    "qk_norm",
    "scaled_cosine_attn",
    "scale_heads",
    "scale_attn_inner",
    "scale_attn",
    "scale_fc",
)

_VISION_RULES: Final[tuple[tuple[Callable[[CLIPVisionCfg], bool], str], ...]] = (
    (lambda vision: bool(vision.timm_model_name), "its image tower is neither ViT nor ModifiedResNet but one of timm"),
    (
        lambda vision: bool(vision.attentional_pool),
        "its image tower pools by attention, so it has no class token feature",
    ),
    (lambda vision: vision.pool_type != "tok", "its image tower does not pool the class token"),
    (lambda vision: square_side(vision.image_size) is None, "its image tower does not take square images"),
    (
        lambda vision: (
            isinstance(vision.layers, list | tuple) and (square_side(vision.image_size) or 0) % RESNET_STRIDE > 0
        ),
        f"its ResNet does not take images of a multiple of {RESNET_STRIDE} pixels",
    ),
)
_TEXT_RULES: Final[tuple[tuple[Callable[[CLIPTextCfg], bool], str], ...]] = (
    (lambda text: bool(text.hf_model_name), "its text tower is a Hugging Face model, not CLIP's causal transformer"),
    (lambda text: bool(text.no_causal_mask), "its text tower is not causal"),
    (lambda text: bool(text.embed_cls), "its text tower ends in a class token instead of end-of-text pooling"),
    (lambda text: text.pool_type not in {"argmax", "eos"}, "its text tower does not pool at end-of-text"),
    (
        lambda text: bool(text.hf_tokenizer_name or text.tokenizer_mode),
        "its tokenizer is not CLIP's byte-pair tokenizer",
    ),
    (lambda text: bool(text.tokenizer_kwargs), "its tokenizer is a variant of CLIP's"),
    (lambda text: text.vocab_size != tokenizer().vocab_size, "its vocabulary is not that of CLIP's tokenizer"),
    (
        lambda text: text.pool_type == "eos" and text.eos_id != tokenizer().eot_token_id,
        "its end-of-text token is not that of CLIP's tokenizer",
    ),
    (lambda text: bool(text.output_tokens), "its text tower returns its tokens beside the feature"),
    (lambda text: text.proj_type != "linear", "its text tower has no linear projection"),
    (
        lambda text: text.block_type == "custom" or any(getattr(text, flag) for flag in _CUSTOM_ATTENTION),
        "its text tower has a customized attention",
    ),
)


def built_in_config(architecture: str) -> dict[str, Any] | None:
    """open_clip's configuration of that name; `-quickgelu` after any name asks for that activation."""
    config: dict[str, Any] | None = open_clip.get_model_config(architecture)
    if config is None and architecture.endswith(QUICK_GELU_SUFFIX):
        config = open_clip.get_model_config(architecture.removesuffix(QUICK_GELU_SUFFIX))
        if config is not None:
            config["quick_gelu"] = True
    return config


def check_architecture(config: ModelConfig, source: str) -> None:
    """Refuse what the method cannot use.

    Args:
        config: A `model_cfg` of open_clip.
        source: What to name in errors.

    Raises:
        BackboneConfigError: The configuration is malformed.
        BackboneUnsupportedError: The architecture is sound but not usable; the error tells why.
    """
    if "multimodal_cfg" in config:
        raise BackboneUnsupportedError(source, "it is a CoCa, whose text tower is not pooled at end-of-text")
    try:
        vision, text = CLIPVisionCfg(**config["vision_cfg"]), CLIPTextCfg(**config["text_cfg"])
        reasons = [reason for broken, reason in _VISION_RULES if broken(vision)]
        reasons += [reason for unfit, reason in _TEXT_RULES if unfit(text)]
    except (KeyError, TypeError) as error:  # open_clip does not check the types of what it takes
        raise _malformed(source, error) from error
    if reasons:
        raise BackboneUnsupportedError(source, reasons[0])


def build_model(config: ModelConfig, source: str, seed: int = 0) -> CLIP | CustomTextCLIP:
    """Build the checked architecture with random weights from `seed`, leaving the global random state as it was.

    Raises:
        BackboneConfigError: open_clip cannot build it, for instance because sizes do not divide.
        BackboneUnsupportedError: See `check_architecture`.
    """
    check_architecture(config, source)
    arguments = deepcopy(dict(config))
    model_class = CustomTextCLIP if arguments.pop("custom_text", False) else CLIP
    try:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return model_class(**arguments)
    except Exception as error:  # open_clip checks little, so that a bad size can fail in any way
        raise _malformed(source, error) from error


def image_side(config: ModelConfig) -> int:
    """Side of the square images that the image tower takes, in pixels; 0 if the configuration is unusable."""
    return square_side(CLIPVisionCfg(**config["vision_cfg"]).image_size) or 0


def invisible_traits(config: ModelConfig) -> dict[str, Any]:
    """Settings that change the outputs and do not show in the names and shapes of the tensors."""
    vision, text = CLIPVisionCfg(**config["vision_cfg"]), CLIPTextCfg(**config["text_cfg"])
    return {
        "quick_gelu": bool(config.get("quick_gelu", False)),
        "vision": {"head_width": vision.head_width, "act": vision.act_kwargs, "norm": vision.norm_kwargs},
        "text": {"heads": text.heads, "act": text.act_kwargs, "norm": text.norm_kwargs},
    }


def _malformed(source: str, error: Exception) -> BackboneConfigError:
    cause = f"lacks {error}" if isinstance(error, KeyError) else str(error).partition("\n")[0]
    return BackboneConfigError(
        source, f"open_clip cannot build its model_cfg ({cause})", "correct it or fetch the original configuration"
    )
