"""The owner's own files become a backbone, or an error that names the file and the remedy."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import open_clip
import pytest
import torch
from open_clip import factory
from safetensors.torch import load_file, save_file

from ipclip_app.errors import (
    BackboneConfigError,
    BackboneNotFoundError,
    BackboneUnsupportedError,
    BackboneWeightsError,
    QuickGeluMismatchError,
)
from ipclip_app.model.backbone_files import load_file as load_checkpoint
from ipclip_app.model.backbone_files import load_folder

Write = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path, tiny_clip_folder: Write) -> Path:
    return tiny_clip_folder(tmp_path / "own")


@pytest.fixture
def known_architecture(monkeypatch: pytest.MonkeyPatch, tiny_config: Callable[[str], dict[str, Any]]) -> str:
    monkeypatch.setitem(factory._MODEL_CONFIGS, "tiny-vit", tiny_config("vit"))
    return "tiny-vit"


def change(folder: Path, **parts: object) -> None:
    path = folder / "open_clip_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | parts))


def test_the_name_of_a_folder_is_its_absolute_path(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder.parent)

    assert load_folder(Path("own")).name == str(folder.resolve())


def test_the_same_weights_have_the_same_identity_wherever_they_are(tmp_path: Path, tiny_clip_folder: Write):
    identities = {load_folder(tiny_clip_folder(tmp_path / name)).identity for name in ("a", "b")}

    assert len(identities) == 1


def test_other_weights_have_another_identity(tmp_path: Path, tiny_clip_folder: Write):
    identities = {load_folder(tiny_clip_folder(tmp_path / f"{seed}", seed=seed)).identity for seed in (1, 2)}

    assert len(identities) == 2


def test_other_preprocessing_or_activation_is_another_identity(folder: Path):
    before = load_folder(folder).identity
    change(folder, preprocess_cfg={"mean": 0.5, "std": 0.5})
    after = load_folder(folder).identity
    model = json.loads((folder / "open_clip_config.json").read_text())["model_cfg"]
    change(folder, model_cfg=model | {"quick_gelu": True})

    assert len({before, after, load_folder(folder).identity}) == 3


def test_quick_gelu_of_the_configuration_is_computed(folder: Path):
    model = json.loads((folder / "open_clip_config.json").read_text())["model_cfg"]
    change(folder, model_cfg=model | {"quick_gelu": True})
    original = open_clip.create_model(f"local-dir:{folder}").eval()
    pixels = torch.rand(2, 3, 32, 32)
    with torch.no_grad():
        expected = original.encode_image(pixels, normalize=True)

    torch.testing.assert_close(load_folder(folder).statistics(pixels).feature, expected, rtol=0, atol=1e-6)


def test_half_precision_on_the_disk_is_computed_in_single_precision(folder: Path):
    path = folder / "open_clip_model.safetensors"
    save_file({name: tensor.half() for name, tensor in load_file(path).items()}, path)

    backbone = load_folder(folder)

    assert backbone.statistics(torch.rand(1, 3, 32, 32)).feature.dtype == torch.float32


@pytest.mark.parametrize("key", ["mean", "std"])
def test_missing_mean_or_std_is_an_error_that_names_the_file(folder: Path, key: str):
    change(folder, preprocess_cfg={"mean": 0.5, "std": 0.5} | {key: None})

    with pytest.raises(BackboneConfigError, match=rf"open_clip_config\.json.*no {key}"):
        load_folder(folder)


def test_a_folder_without_preprocessing_is_an_error(folder: Path):
    change(folder, preprocess_cfg=None)

    with pytest.raises(BackboneConfigError, match="no mean"):
        load_folder(folder)


@pytest.mark.parametrize("preprocess", [[1], "CLIP", {"mean": 10**400, "std": 0.5}])
def test_malformed_preprocessing_is_an_error_that_names_the_file(folder: Path, preprocess: object):
    change(folder, preprocess_cfg=preprocess)

    with pytest.raises(BackboneConfigError, match=r"open_clip_config\.json: its (preprocess_cfg|mean)"):
        load_folder(folder)


def test_a_folder_without_configuration_is_an_error(folder: Path):
    (folder / "open_clip_config.json").unlink()

    with pytest.raises(BackboneConfigError, match="cannot be read"):
        load_folder(folder)


@pytest.mark.parametrize("text", ["{", "[" * 9**5, "[]", "{}", '{"model_cfg": 3}', '{"model_cfg": {"a": NaN}}'])
def test_a_damaged_configuration_is_an_error(folder: Path, text: str):
    (folder / "open_clip_config.json").write_text(text)

    with pytest.raises(BackboneConfigError, match="own"):
        load_folder(folder)


def test_a_folder_without_weights_is_an_error(folder: Path):
    (folder / "open_clip_model.safetensors").unlink()

    with pytest.raises(BackboneWeightsError, match=r"open_clip_model\.safetensors"):
        load_folder(folder)


def test_unsound_weights_are_an_error_that_names_their_file(folder: Path):
    path = folder / "open_clip_model.safetensors"
    state = load_file(path)
    state["logit_scale"].fill_(float("nan"))
    save_file(state, path)

    with pytest.raises(BackboneWeightsError, match=r"open_clip_model\.safetensors.*logit_scale"):
        load_folder(folder)


def test_an_unusable_architecture_is_refused_before_its_weights_are_read(folder: Path):
    model = json.loads((folder / "open_clip_config.json").read_text())["model_cfg"]
    model["text_cfg"]["no_causal_mask"] = True
    change(folder, model_cfg=model)
    (folder / "open_clip_model.safetensors").unlink()

    with pytest.raises(BackboneUnsupportedError, match="not causal"):
        load_folder(folder)


def test_a_checkpoint_with_its_architecture_equals_the_folder(folder: Path, known_architecture: str):
    backbone = load_checkpoint(known_architecture, folder / "open_clip_model.safetensors")

    assert backbone.identity == load_folder(folder).identity
    assert backbone.name == f"tiny-vit={(folder / 'open_clip_model.safetensors').resolve()}"


def test_the_architecture_decides_the_activation_of_a_checkpoint(folder: Path, known_architecture: str):
    file, pixels = folder / "open_clip_model.safetensors", torch.rand(1, 3, 32, 32)

    plain, quick = (load_checkpoint(known_architecture + suffix, file) for suffix in ("", "-quickgelu"))

    assert plain.identity != quick.identity
    assert not torch.allclose(plain.statistics(pixels).feature, quick.statistics(pixels).feature, atol=1e-4)


def test_a_state_of_openai_is_not_loaded_into_the_wrong_activation(folder: Path, known_architecture: str):
    path = folder / "openai.safetensors"
    marks = {name: torch.tensor(1) for name in ("input_resolution", "context_length", "vocab_size")}
    save_file(load_file(folder / "open_clip_model.safetensors") | marks, path)

    with pytest.raises(QuickGeluMismatchError, match="-quickgelu=FILE"):
        load_checkpoint(known_architecture, path)
    assert load_checkpoint(f"{known_architecture}-quickgelu", path).embed_dim == 24


def test_a_checkpoint_of_another_architecture_is_an_error(folder: Path):
    with pytest.raises(BackboneWeightsError, match=r"open_clip_model\.safetensors"):
        load_checkpoint("ViT-S-32-alt", folder / "open_clip_model.safetensors")


def test_an_unknown_architecture_is_an_error(folder: Path):
    with pytest.raises(BackboneNotFoundError, match="no architecture ViT-Q"):
        load_checkpoint("ViT-Q", folder / "open_clip_model.safetensors")


def test_loading_gives_no_warning_and_leaves_the_random_state(folder: Path, recwarn: pytest.WarningsRecorder):
    before = torch.get_rng_state()

    load_folder(folder)

    assert torch.get_rng_state().equal(before)
    assert not recwarn.list
