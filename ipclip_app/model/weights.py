"""Reads tensors of a backbone from disk and puts them into a model, all of them or none."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import torch
from open_clip.model import convert_to_custom_text_state_dict
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from ipclip_app.errors import BackboneWeightsError
from ipclip_app.model.backbone_identity import COUNTER
from ipclip_app.paths import is_file

SAFE_SUFFIX: Final = ".safetensors"
OPENAI_MARKS: Final = frozenset({"input_resolution", "context_length", "vocab_size"})
"""Numbers that only the states of OpenAI's own releases hold beside the weights."""

_SCALARS: Final = ("logit_scale", "logit_bias")
_AGAIN: Final = "fetch or copy the file again"

State = dict[str, Tensor]


def read_weights(path: Path) -> State:
    """Read all tensors of a safetensors file or of a foreign PyTorch checkpoint.

    Raises:
        BackboneWeightsError: The file is missing, damaged, or holds something other than named tensors.
    """
    if not is_file(path):
        remedy = "check the path, and that you may enter its folder"
        raise BackboneWeightsError(str(path), "there is no such file", remedy)
    state = (
        _read_safetensors(path) if path.suffix == SAFE_SUFFIX else _named_tensors(read_foreign_checkpoint(path), path)
    )
    if not state:
        raise BackboneWeightsError(str(path), "it holds no tensors", _AGAIN)
    return {name.removeprefix("module."): tensor for name, tensor in state.items()}


def read_foreign_checkpoint(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds; the caller checks it
    """Read a PyTorch file that others wrote; nothing in it is executed, only tensors and plain containers are built.

    Raises:
        BackboneWeightsError: The file is no such file, or a TorchScript archive, which would have to be executed.
    """
    try:
        if not _is_torchscript(path):
            return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # a damaged or hostile file can fail in any way
        cause = str(error).partition("\n")[0] or type(error).__name__
        raise BackboneWeightsError(str(path), f"it cannot be read as weights ({cause})", _AGAIN) from error
    raise BackboneWeightsError(
        str(path),
        "it is a TorchScript archive, a program rather than a file of weights",
        "use the release in safetensors, for instance `ipclip backbone download ViT-B-16/openai`",
    )


def fill_model(model: nn.Module, state: Mapping[str, Tensor], source: str) -> None:
    """Copy `state` into `model` in single precision; every tensor must have its counterpart.

    Raises:
        BackboneWeightsError: A tensor is missing, unexpected, of the wrong shape, not floating or not finite.
    """
    given = _fit_names(model, state)
    expected = model.state_dict()
    _require_same_names(given, expected, source)
    for name, tensor in given.items():
        _require_sound(name, tensor, expected[name], source)
    model.load_state_dict(given)


def _read_safetensors(path: Path) -> State:
    try:
        state: State = load_file(path)
    except (OSError, SafetensorError, ValueError) as error:
        raise BackboneWeightsError(str(path), f"it is damaged or truncated ({error})", _AGAIN) from error
    return state


def _is_torchscript(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(name.endswith("constants.pkl") for name in archive.namelist())


def _named_tensors(content: object, path: Path) -> State:
    """The tensors of a plain state, or of a training checkpoint that keeps it under `state_dict`."""
    state = content.get("state_dict", content) if isinstance(content, Mapping) else None
    if not isinstance(state, Mapping) or not all(isinstance(value, Tensor) for value in state.values()):
        raise BackboneWeightsError(str(path), "it holds something other than named tensors", "give a CLIP checkpoint")
    return {str(name): tensor for name, tensor in state.items()}


def _fit_names(model: nn.Module, state: Mapping[str, Tensor]) -> State:
    """Resolve the harmless differences between releases of the same weights."""
    given = {name: tensor for name, tensor in state.items() if name not in OPENAI_MARKS}
    if hasattr(model, "text"):
        given = convert_to_custom_text_state_dict(given)
    for name in _SCALARS:
        own = getattr(model, name, None)
        if own is not None and name in given and given[name].numel() == 1:
            given[name] = given[name].reshape(own.shape)
    for name, buffer in model.named_buffers():
        if name.endswith(COUNTER):
            given[name] = buffer
        elif name in given and name not in model.state_dict() and torch.equal(given[name].to(buffer), buffer):
            del given[name]  # the causal mask, which some releases store although it follows from the architecture
    return given


def _require_same_names(given: Mapping[str, Tensor], expected: Mapping[str, Tensor], source: str) -> None:
    missing, unexpected = sorted(expected.keys() - given.keys()), sorted(given.keys() - expected.keys())
    for names, what in ((missing, "lacks"), (unexpected, "has the unexpected")):
        if names:
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            reason = f"it {what} tensor {names[0]}{more}"
            raise BackboneWeightsError(source, reason, "give weights and architecture that belong together")


def _require_sound(name: str, tensor: Tensor, expected: Tensor, source: str) -> None:
    if tensor.shape != expected.shape:
        reason = f"its tensor {name} has shape {list(tensor.shape)} where the architecture has {list(expected.shape)}"
        raise BackboneWeightsError(source, reason, "give weights and architecture that belong together")
    if name.endswith(COUNTER):
        return
    if not tensor.is_floating_point():
        reason = f"its tensor {name} is of type {tensor.dtype}, not floating point"
        raise BackboneWeightsError(source, reason, "give weights that are not quantized")
    if not torch.stack(tensor.float().aminmax()).isfinite().all():  # extremes spare a mask as large as the tensor
        raise BackboneWeightsError(source, f"its tensor {name} has values that are not finite numbers", _AGAIN)
