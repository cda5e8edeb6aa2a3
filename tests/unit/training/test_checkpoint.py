"""A checkpoint is read as it was written, or not at all; the one before it stands in."""

import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch
from safetensors import SafetensorError

from ipclip_app.errors import CheckpointError, OutputError
from ipclip_app.model import tensor_file
from ipclip_app.training.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from ipclip_app.training.checkpoint_names import NAME, PREVIOUS

TENSORS = {"protected.weight": torch.tensor([[1.5, -2.0], [0.0, 3e-8]]), "unprotected.step": torch.tensor(7.0)}


def _write(folder: Path, epoch: int) -> None:
    write_checkpoint(folder, TENSORS, {"epoch": epoch, "history": [{"losses": {"L_a": 0.1}}]})


def _read(folder: Path) -> tuple[Checkpoint | None, list[str]]:
    warnings: list[str] = []
    return read_checkpoint(folder, warnings.append), warnings


def _halve(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def test_what_was_written_is_read(tmp_path: Path):
    _write(tmp_path, 1)

    checkpoint, warnings = _read(tmp_path)

    assert checkpoint is not None
    assert checkpoint.state == {"epoch": 1, "history": [{"losses": {"L_a": 0.1}}]}
    assert checkpoint.tensors.keys() == TENSORS.keys()
    assert all(checkpoint.tensors[name].equal(value) for name, value in TENSORS.items())
    assert not warnings


def test_no_checkpoint_is_no_failure(tmp_path: Path):
    assert _read(tmp_path) == (None, [])


def test_the_newest_one_is_read(tmp_path: Path):
    for epoch in (1, 2, 3):
        _write(tmp_path, epoch)

    checkpoint, _ = _read(tmp_path)

    assert checkpoint is not None
    assert checkpoint.state["epoch"] == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == [PREVIOUS, NAME]


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _overwrite(path: Path) -> None:
    path.write_bytes(b"\0" * 99)


@pytest.mark.parametrize("damage", [_halve, _empty, _overwrite])
def test_a_damaged_one_is_replaced_by_the_one_before_it_with_a_warning(tmp_path: Path, damage: Callable[[Path], None]):
    _write(tmp_path, 1)
    _write(tmp_path, 2)
    damage(tmp_path / NAME)

    checkpoint, warnings = _read(tmp_path)

    assert checkpoint is not None
    assert checkpoint.state["epoch"] == 1
    assert len(warnings) == 1
    assert str(tmp_path / NAME) in warnings[0]


def test_after_a_damaged_one_the_next_write_still_leaves_a_fallback(tmp_path: Path):
    _write(tmp_path, 1)
    _write(tmp_path, 2)
    _halve(tmp_path / NAME)
    _read(tmp_path)

    _write(tmp_path, 3)
    _halve(tmp_path / NAME)

    checkpoint, _ = _read(tmp_path)
    assert checkpoint is not None
    assert checkpoint.state["epoch"] == 1


def test_two_damaged_ones_are_an_error_that_names_the_file(tmp_path: Path):
    _write(tmp_path, 1)
    _write(tmp_path, 2)
    _halve(tmp_path / NAME)
    _halve(tmp_path / PREVIOUS)

    with pytest.raises(CheckpointError) as caught:
        _read(tmp_path)

    assert caught.value.path == tmp_path / NAME


def test_a_crash_between_the_renames_leaves_the_one_before_it(tmp_path: Path):
    _write(tmp_path, 1)
    (tmp_path / NAME).rename(tmp_path / PREVIOUS)

    checkpoint, warnings = _read(tmp_path)

    assert checkpoint is not None
    assert checkpoint.path == tmp_path / PREVIOUS
    assert not warnings


def test_no_flipped_bit_goes_unnoticed(tmp_path: Path):
    _write(tmp_path, 1)
    path = tmp_path / NAME
    content = path.read_bytes()
    accepted = []

    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1 << place % 8]) + content[place + 1 :])
        try:
            checkpoint, _ = _read(tmp_path)
        except CheckpointError:
            continue
        assert checkpoint is not None
        accepted.append((place, checkpoint.state, {name: part.tolist() for name, part in checkpoint.tensors.items()}))

    assert accepted == []


def test_a_full_disk_leaves_the_last_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    _write(tmp_path, 1)

    def full(*_arguments: object) -> None:
        raise SafetensorError("I/O error: No space left on device")

    monkeypatch.setattr(tensor_file, "save_file", full)
    with pytest.raises(OutputError, match="No space left"):
        _write(tmp_path, 2)

    checkpoint, warnings = _read(tmp_path)
    assert checkpoint is not None
    assert checkpoint.state["epoch"] == 1
    assert not warnings
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@contextmanager
def _small_files(most: int) -> Iterator[None]:
    """The system refuses to write more than so many bytes to a file."""
    resource = importlib.import_module("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits")
def test_what_the_system_refuses_to_write_is_told_in_its_words_and_by_the_name_of_the_checkpoint(tmp_path: Path):
    _write(tmp_path, 1)

    with _small_files(100), pytest.raises(OutputError) as caught:
        _write(tmp_path, 2)

    assert str(caught.value).startswith(f"{tmp_path / NAME}: cannot be written (File too large); ")
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_values_that_json_does_not_know_are_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="JSON"):
        write_checkpoint(tmp_path, TENSORS, {"score": float("nan")})

    assert not list(tmp_path.iterdir())
