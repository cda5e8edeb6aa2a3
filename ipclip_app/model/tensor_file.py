"""Tensors with a description in one safetensors file, written atomically and checked by a digest when read."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from ipclip_app.storage import write_atomically

FORMAT: Final = 1
_ENTRY: Final = "ipclip"
_OF_THE_SYSTEM: Final = re.compile(r".*I/O error: (?P<cause>.+) \(os error \d+\)", re.DOTALL)


class DamagedFileError(Exception):
    """A tensor file is truncated, altered or of another version; the text says how."""


def write_tensors(path: Path, tensors: Mapping[str, Tensor], description: Mapping[str, Any]) -> None:
    """Write tensors and a JSON description; a crash leaves the old file or the new one, equal content equal bytes.

    Raises:
        OutputError: The disk is full or the folder is read-only.
    """
    stored = {name: value.detach().cpu().contiguous() for name, value in tensors.items()}
    text = json.dumps(description, allow_nan=False)
    head = json.dumps({"format": FORMAT, "description": text, "digest": _digest(stored, text)})
    metadata = {_ENTRY: head}  # one entry only, because safetensors writes several in any order

    def save(target: Path) -> None:
        try:
            save_file(stored, target, metadata)
        except SafetensorError as error:
            raise OSError(_cause(error)) from error  # how safetensors reports a full disk

    write_atomically(path, save)


def _cause(error: SafetensorError) -> str:
    """What the system said, without the words that safetensors puts around it."""
    told = _OF_THE_SYSTEM.fullmatch(str(error))
    return told["cause"] if told else str(error)


def read_tensors(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Read what `write_tensors` wrote.

    Raises:
        DamagedFileError: The content is not what was written.
    """
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
        head = json.loads(metadata[_ENTRY])
        if head["format"] != FORMAT:
            raise DamagedFileError(f"format {head['format']} is not {FORMAT}: another version of the program wrote it")
        text, digest = head["description"], head["digest"]
        description: dict[str, Any] = json.loads(text)
    except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
        raise DamagedFileError(str(error) or type(error).__name__) from error
    if digest != _digest(tensors, text):
        raise DamagedFileError("its content does not match its digest")
    return tensors, description


def below(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """The tensors whose names start with `prefix` and a full stop, without it."""
    start = f"{prefix}."
    return {name.removeprefix(start): value for name, value in tensors.items() if name.startswith(start)}


def _digest(tensors: Mapping[str, Tensor], description: str) -> str:
    digest = hashlib.sha256(description.encode())
    for name in sorted(tensors):
        value = tensors[name]
        digest.update(f"{name}:{value.dtype}:{tuple(value.shape)};".encode())
        digest.update(value.reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
