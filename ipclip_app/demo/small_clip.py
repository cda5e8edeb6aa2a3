"""The demo backbone's architecture: open_clip's own CLIP, small; a folder with its configuration and weights."""

import json
from pathlib import Path
from typing import Any, Final

import open_clip
import torch
from open_clip.model import CLIP
from safetensors.torch import load_file, save_file
from torch import Tensor

CONFIG_FILE: Final = "open_clip_config.json"
WEIGHTS_FILE: Final = "open_clip_model.safetensors"

ARCHITECTURE: Final[dict[str, Any]] = {
    "embed_dim": 96,
    "vision_cfg": {"image_size": 48, "layers": 4, "width": 128, "head_width": 32, "patch_size": 8},
    "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 64, "heads": 2, "layers": 3},
}
PREPROCESSING: Final[dict[str, Any]] = {
    "size": 48,
    "mode": "RGB",
    "mean": [0.5, 0.5, 0.5],
    "std": [0.25, 0.25, 0.25],
    "interpolation": "bicubic",
    "resize_mode": "shortest",
}


def build_clip(architecture: dict[str, Any]) -> CLIP:
    """A CLIP with random weights from torch's global generator, in single precision."""
    return CLIP(**architecture)


def save_backbone(model: CLIP, architecture: dict[str, Any], folder: Path) -> None:
    """Write configuration and half precision weights into `folder`, as open_clip's `local-dir:` reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {"model_cfg": architecture, "preprocess_cfg": PREPROCESSING}
    (folder / CONFIG_FILE).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    weights = {name: value.detach().half().contiguous() for name, value in model.state_dict().items()}
    save_file(weights, folder / WEIGHTS_FILE, metadata={"format": "pt"})


def load_backbone(folder: Path) -> CLIP:
    """The CLIP that `save_backbone` wrote, in single precision and evaluation mode."""
    config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
    model = build_clip(config["model_cfg"])
    model.load_state_dict({name: value.float() for name, value in load_file(folder / WEIGHTS_FILE).items()})
    return model.eval()


def normalized(images: Tensor) -> Tensor:
    """Bytes of shape (N, 3, size, size) as the image tower takes them."""
    mean, std = (torch.tensor(PREPROCESSING[name]).view(3, 1, 1) for name in ("mean", "std"))
    result: Tensor = (images.float() / 255 - mean) / std
    return result


def tokens(texts: list[str], model: CLIP) -> Tensor:
    """Token ids from CLIP's own tokenizer, shape (texts, context length)."""
    result: Tensor = open_clip.SimpleTokenizer(context_length=model.context_length)(texts)
    return result
