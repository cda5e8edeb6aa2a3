"""Weights come complete and sound into the model, or not at all."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from ipclip_app.errors import BackboneWeightsError
from ipclip_app.model.architecture import build_model
from ipclip_app.model.weights import OPENAI_MARKS, fill_model, read_weights

State = dict[str, torch.Tensor]
NAME = "visual.transformer.resblocks.0.mlp.c_fc.weight"


@pytest.fixture
def model(tiny_config: Callable[[str], dict[str, Any]]) -> torch.nn.Module:
    return build_model(tiny_config("vit"), "here", seed=5)


@pytest.fixture
def state(tiny_state: Callable[..., State]) -> State:
    return {name: tensor.clone() for name, tensor in tiny_state("vit").items()}


def write_checkpoint(path: Path, content: object) -> Path:
    torch.save(content, path)  # the format that others publish; the program itself never writes it
    return path


def test_every_tensor_is_filled_in(model: torch.nn.Module, state: State):
    fill_model(model, state, "here")

    assert all(tensor.equal(state[name]) for name, tensor in model.state_dict().items())


def test_half_precision_is_widened(model: torch.nn.Module, state: State):
    fill_model(model, {name: tensor.half() for name, tensor in state.items()}, "here")

    assert model.state_dict()[NAME].equal(state[NAME].half().float())


def test_a_missing_tensor_is_an_error(model: torch.nn.Module, state: State):
    del state[NAME]

    with pytest.raises(BackboneWeightsError, match=f"lacks tensor {NAME}"):
        fill_model(model, state, "here")


def test_an_unexpected_tensor_is_an_error(model: torch.nn.Module, state: State):
    with pytest.raises(BackboneWeightsError, match="unexpected tensor adapter and 1 more"):
        fill_model(model, state | {"adapter": torch.ones(1), "other": torch.ones(1)}, "here")


def test_a_wrong_shape_is_an_error(model: torch.nn.Module, state: State):
    with pytest.raises(BackboneWeightsError, match="shape"):
        fill_model(model, state | {"visual.positional_embedding": torch.zeros(50, 32)}, "here")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_no_finite_number_is_an_error(model: torch.nn.Module, state: State, value: float):
    state[NAME][0, 0] = value

    with pytest.raises(BackboneWeightsError, match="finite"):
        fill_model(model, state, "here")


def test_a_tensor_that_is_not_floating_is_an_error(model: torch.nn.Module, state: State):
    with pytest.raises(BackboneWeightsError, match="int8"):
        fill_model(model, state | {NAME: state[NAME].to(torch.int8)}, "here")


def test_after_an_error_the_model_is_as_before(model: torch.nn.Module, state: State):
    before = model.state_dict()[NAME].clone()
    with pytest.raises(BackboneWeightsError):
        fill_model(model, state | {"adapter": torch.ones(1)}, "here")

    assert model.state_dict()[NAME].equal(before)


def test_a_stored_causal_mask_is_accepted_if_it_is_the_right_one(model: torch.nn.Module, state: State):
    fill_model(model, state | {"attn_mask": model.attn_mask.clone()}, "here")

    with pytest.raises(BackboneWeightsError, match="attn_mask"):
        fill_model(model, state | {"attn_mask": torch.zeros(77, 77)}, "here")


def test_a_logit_scale_of_one_element_is_accepted(model: torch.nn.Module, state: State):
    fill_model(model, state | {"logit_scale": torch.tensor([3.0])}, "here")

    assert model.logit_scale.item() == 3


def test_a_resnet_may_lack_the_counters_of_training(
    tiny_config: Callable[[str], dict[str, Any]], tiny_state: Callable[..., State]
):
    model = build_model(tiny_config("resnet"), "here", seed=5)
    state = {name: tensor for name, tensor in tiny_state("resnet").items() if tensor.is_floating_point()}

    fill_model(model, state, "here")

    assert model.visual.bn1.running_mean.equal(state["visual.bn1.running_mean"])


def test_a_separate_text_tower_takes_the_old_names(tiny_config: Callable[[str], dict[str, Any]], state: State):
    model = build_model(tiny_config("vit") | {"custom_text": True}, "here", seed=5)

    fill_model(model, state, "here")

    assert model.text.text_projection.equal(state["text_projection"])


@pytest.mark.parametrize("wrap", [lambda state: state, lambda state: {"epoch": 3, "state_dict": state}])
def test_a_checkpoint_is_read_like_safetensors(tmp_path: Path, state: State, wrap: Callable[[State], object]):
    save_file(state, tmp_path / "a.safetensors")
    write_checkpoint(tmp_path / "a.pt", wrap({f"module.{name}": tensor for name, tensor in state.items()}))

    safe, foreign = read_weights(tmp_path / "a.safetensors"), read_weights(tmp_path / "a.pt")

    assert safe.keys() == foreign.keys()
    assert all(safe[name].equal(foreign[name]) for name in safe)


def test_the_numbers_beside_the_weights_of_openai_are_no_weights(model: torch.nn.Module, state: State):
    fill_model(model, state | {name: torch.tensor(1) for name in OPENAI_MARKS}, "here")


@pytest.mark.parametrize("content", [{"a": 1}, [torch.ones(1)], {"state_dict": {"a": "b"}}, {}])
def test_a_checkpoint_of_anything_else_is_an_error(tmp_path: Path, content: object):
    with pytest.raises(BackboneWeightsError, match=r"a\.pt"):
        read_weights(write_checkpoint(tmp_path / "a.pt", content))


def test_a_checkpoint_that_would_run_code_is_refused(tmp_path: Path):
    with pytest.raises(BackboneWeightsError, match="cannot be read as weights"):
        read_weights(write_checkpoint(tmp_path / "a.pt", {"a": Path("evil")}))


@pytest.mark.parametrize("name", ["a.safetensors", "a.pt"])
@pytest.mark.parametrize("content", [b"", b"rubbish" * 50])
def test_a_damaged_file_is_an_error_that_names_it(tmp_path: Path, name: str, content: bytes):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(BackboneWeightsError, match=name):
        read_weights(tmp_path / name)


@pytest.mark.parametrize("name", ["a.safetensors", "a.pt"])
def test_a_truncated_file_is_an_error(tmp_path: Path, state: State, name: str):
    (save_file if name.endswith("s") else lambda content, path: write_checkpoint(path, content))(state, tmp_path / name)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-100])

    with pytest.raises(BackboneWeightsError, match=name):
        read_weights(tmp_path / name)


def test_a_missing_file_is_an_error(tmp_path: Path):
    with pytest.raises(BackboneWeightsError, match="no such file"):
        read_weights(tmp_path / "a.safetensors")


def test_a_torchscript_archive_is_not_executed_but_refused(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "ViT-B-16.pt", "w") as archive:
        archive.writestr("ViT-B-16/constants.pkl", b"")

    with pytest.raises(BackboneWeightsError, match="TorchScript"):
        read_weights(tmp_path / "ViT-B-16.pt")


def test_a_checkpoint_with_a_flipped_byte_in_its_directory_is_an_error(tmp_path: Path, state: State):
    path = write_checkpoint(tmp_path / "a.pt", state)
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02")] ^= 1
    path.write_bytes(content)

    with pytest.raises(BackboneWeightsError, match=r"a\.pt: it cannot be read as weights .*; fetch"):
        read_weights(path)


def test_a_name_that_no_disk_takes_is_a_missing_file(tmp_path: Path):
    with pytest.raises(BackboneWeightsError, match="no such file"):
        read_weights(tmp_path / ("n" * 300))
