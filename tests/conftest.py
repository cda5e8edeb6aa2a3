"""Tiny random CLIP models that every test may use."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from open_clip.constants import OPENAI_DATASET_MEAN, OPENAI_DATASET_STD
from safetensors.torch import save_file

from ipclip_app.model.architecture import build_model
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone

TEXT = {"context_length": 77, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 2}
VIT = {
    "embed_dim": 24,
    "vision_cfg": {"image_size": 32, "patch_size": 8, "layers": 3, "width": 32, "head_width": 16},
    "text_cfg": TEXT,
}
RESNET = {
    "embed_dim": 24,
    "vision_cfg": {"image_size": 64, "layers": [1, 2, 1, 1], "width": 8, "head_width": 64},
    "text_cfg": TEXT,
}
PREPROCESS = {"mean": list(OPENAI_DATASET_MEAN), "std": list(OPENAI_DATASET_STD)}


@pytest.fixture(scope="session")
def tiny_config() -> Callable[[str], dict[str, Any]]:
    """`tiny_config("vit" | "resnet")`: a fresh open_clip `model_cfg`."""
    return lambda kind: json.loads(json.dumps({"vit": VIT, "resnet": RESNET}[kind]))


@pytest.fixture(scope="session")
def tiny_state(tiny_config: Callable[[str], dict[str, Any]]) -> Callable[..., dict[str, torch.Tensor]]:
    """`tiny_state(kind="vit", seed=0)`: random weights in which no norm is trivial."""

    def build(kind: str = "vit", seed: int = 0) -> dict[str, torch.Tensor]:
        state = build_model(tiny_config(kind), kind, seed).state_dict()
        generator = torch.Generator().manual_seed(seed)
        for name, tensor in state.items():
            if tensor.ndim == 1 and tensor.is_floating_point():
                tensor.add_(0.3 * torch.rand(tensor.shape, generator=generator) + 0.2 * name.endswith("bn3.weight"))
        return state

    return build


@pytest.fixture(scope="session")
def tiny_clip_folder(
    tiny_config: Callable[[str], dict[str, Any]], tiny_state: Callable[..., dict[str, torch.Tensor]]
) -> Callable[..., Path]:
    """`tiny_clip_folder(path, kind="vit", seed=0)`: write a folder backbone there and return the path."""

    def write(path: Path, kind: str = "vit", seed: int = 0) -> Path:
        path.mkdir(parents=True, exist_ok=True)
        config = {"model_cfg": tiny_config(kind), "preprocess_cfg": PREPROCESS}
        (path / "open_clip_config.json").write_text(json.dumps(config))
        save_file(tiny_state(kind, seed), path / "open_clip_model.safetensors")
        return path

    return write


@pytest.fixture(scope="session")
def tiny_vit(tmp_path_factory: pytest.TempPathFactory, tiny_clip_folder: Callable[..., Path]) -> Backbone:
    """A ViT of 3 blocks of width 32, D = 24, D_t = 16, for images of 32 pixels."""
    return load_backbone(tiny_clip_folder(tmp_path_factory.mktemp("tiny") / "vit", "vit"))


@pytest.fixture(scope="session")
def tiny_resnet(tmp_path_factory: pytest.TempPathFactory, tiny_clip_folder: Callable[..., Path]) -> Backbone:
    """A ModifiedResNet with layers of width 32, 64, 128 and 256, D = 24, D_t = 16, for images of 64 pixels."""
    return load_backbone(tiny_clip_folder(tmp_path_factory.mktemp("tiny") / "resnet", "resnet"))
