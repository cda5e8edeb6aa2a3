"""Every scenario works with a ModifiedResNet, and with a ViT as deep as ViT-L/14 whose widths all differ."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from open_clip.model import CLIP
from safetensors.torch import save_file

from ipclip_app.config import PAIRED, SCENARIOS, Preset, Scenario, SplitConfig, TrainConfig, ViewConfig
from ipclip_app.jobs.evaluation import Evaluation
from ipclip_app.jobs.protect import protect
from ipclip_app.jobs.train import TrainRequest
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.progress import run_to_end

LARGE_DEPTH = 24
Config = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def deep_vit(tmp_path_factory: pytest.TempPathFactory, tiny_config: Config, tiny_clip_folder: Any) -> Backbone:
    """24 blocks as ViT-L/14 has, so that the context takes 52 of the 77 positions."""
    folder: Path = tiny_clip_folder(tmp_path_factory.mktemp("deep") / "vit")
    config = tiny_config("vit")
    config["vision_cfg"]["layers"] = LARGE_DEPTH
    stored = json.loads((folder / "open_clip_config.json").read_text())
    (folder / "open_clip_config.json").write_text(json.dumps(stored | {"model_cfg": config}))
    save_file(CLIP(**config).state_dict(), folder / "open_clip_model.safetensors")
    return load_backbone(folder)


@pytest.fixture
def result_of(photo: Path, sketch: Path, run_folder: Path) -> Callable[..., Evaluation]:
    def protected(backbone: Backbone, scenario: Scenario, preset: Preset) -> Evaluation:
        views = ViewConfig(crops=0, styles=2, controls=1)
        config = TrainConfig(scenario, preset, epochs=1, batch_size=4, split=SplitConfig(50, 25, 25), views=views)
        unauthorized = sketch if scenario in PAIRED else None
        request = TrainRequest(photo, unauthorized, backbone.name, run_folder, config, "cpu")
        return run_to_end(protect(request)).evaluation

    return protected


def accuracies(result: Evaluation) -> set[float | None]:
    return {value for side in (result.authorized, result.unauthorized) for value in vars(side.accuracy).values()}


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("preset", ["default", "reference"])
def test_scenario_works_with_a_resnet(result_of: Any, tiny_resnet: Backbone, scenario: Scenario, preset: Preset):
    result = result_of(tiny_resnet, scenario, preset)
    assert (result.scenario, result.preset) == (scenario, preset)
    assert all(value is not None and 0 <= value <= 100 for value in accuracies(result))


@pytest.mark.parametrize(("scenario", "preset"), [("target-specified", "reference"), ("authorization", "default")])
def test_scenario_works_with_a_deep_vit(result_of: Any, deep_vit: Backbone, scenario: Scenario, preset: Preset):
    result = result_of(deep_vit, scenario, preset)
    assert deep_vit.block_widths == (32,) * LARGE_DEPTH
    assert all(value is not None and 0 <= value <= 100 for value in accuracies(result))
