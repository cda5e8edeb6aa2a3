import json
from pathlib import Path

import open_clip
import pytest
import torch
from open_clip.model import CLIP
from safetensors.torch import load_file

from ipclip_app.demo.drawing import STYLE_NAMES
from ipclip_app.demo.drawn_set import DrawnSet, Purpose, draw_set
from ipclip_app.demo.scenes import CLASS_NAMES
from ipclip_app.demo.small_clip import CONFIG_FILE, WEIGHTS_FILE, load_backbone, save_backbone
from ipclip_app.demo.zero_shot import zero_shot_accuracy
from ipclip_app.resources import resource_path

SHIPPED = resource_path("backbones/demo")


@pytest.fixture(scope="module")
def backbone():
    return load_backbone(SHIPPED)


@pytest.fixture(scope="module")
def drawn():
    return draw_set(4, Purpose.TEST, seed=123, size=48)


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_shipped_backbone_knows_the_classes_by_name(backbone: CLIP, drawn: DrawnSet, style: str):
    assert zero_shot_accuracy(backbone, drawn)[style] >= 85


def test_shipped_weights_are_half_precision_finite_and_small(backbone: CLIP):
    weights = load_file(SHIPPED / WEIGHTS_FILE)

    assert {value.dtype for value in weights.values()} == {torch.float16}
    assert all(torch.isfinite(value).all() for value in weights.values())
    assert (SHIPPED / WEIGHTS_FILE).stat().st_size <= 10_000_000


def test_shipped_configuration_tells_how_to_prepare_images():
    config = json.loads((SHIPPED / CONFIG_FILE).read_text())

    assert {"size", "mean", "std", "interpolation", "resize_mode"} <= set(config["preprocess_cfg"])
    assert config["preprocess_cfg"]["size"] == config["model_cfg"]["vision_cfg"]["image_size"]


def test_open_clip_itself_loads_the_shipped_folder(backbone: CLIP):
    model, _, preprocess = open_clip.create_model_and_transforms(f"local-dir:{SHIPPED}")

    images = torch.rand(2, 3, 48, 48)
    with torch.no_grad():
        assert torch.allclose(model.eval().encode_image(images), backbone.encode_image(images), atol=1e-5)
    assert preprocess.transforms[0].size in (48, (48, 48), [48, 48])


def test_saved_backbone_loads_with_the_same_weights(backbone: CLIP, tmp_path: Path):
    architecture = json.loads((SHIPPED / CONFIG_FILE).read_text())["model_cfg"]

    save_backbone(backbone, architecture, tmp_path / "copy")

    loaded = load_backbone(tmp_path / "copy").state_dict()
    assert all(torch.equal(value, loaded[name]) for name, value in backbone.state_dict().items())


def test_model_card_names_classes_and_measured_accuracies():
    card = (SHIPPED / "README.md").read_text()

    assert all(name.replace("_", " ") in card for name in CLASS_NAMES)
    assert all(f"| {style} |" in card for style in STYLE_NAMES)


def test_purposes_and_seeds_never_share_a_picture():
    sets = [draw_set(1, purpose, seed, 48) for purpose in Purpose for seed in (0, 1)]

    pictures = [image.numpy().tobytes() for drawn in sets for image in drawn.images]
    assert len(set(pictures)) == len(pictures)
