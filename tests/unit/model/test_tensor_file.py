"""Tensors with a description survive as they are, or their file is called damaged."""

import json
import math
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from ipclip_app.errors import OutputError
from ipclip_app.model.tensor_file import DamagedFileError, below, read_tensors, write_tensors

TENSORS = {"a.weight": torch.arange(6.0).view(2, 3), "b": torch.tensor(True), "a.half": torch.ones(3).half()}
DESCRIPTION = {"name": "Männchen", "numbers": [1, 2.5, None]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_tensors(tmp_path / "file.safetensors", TENSORS, DESCRIPTION)
    return tmp_path / "file.safetensors"


def rewrite(file: Path, change: Callable[[dict[str, torch.Tensor], dict[str, Any]], None]):
    """Write the file anew with another content but the old digest."""
    with safe_open(file, framework="pt") as opened:
        tensors = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118 - not a mapping
        head = json.loads(opened.metadata()["ipclip"])
    change(tensors, head)
    save_file(tensors, file, {"ipclip": json.dumps(head)})


def test_everything_comes_back(file: Path):
    tensors, description = read_tensors(file)
    assert description == DESCRIPTION
    assert tensors.keys() == TENSORS.keys()
    for name, value in TENSORS.items():
        assert tensors[name].dtype == value.dtype
        assert torch.equal(tensors[name], value)


def test_equal_content_gives_equal_bytes(file: Path, tmp_path: Path):
    again = tmp_path / "again.safetensors"
    for _ in range(5):
        write_tensors(again, dict(reversed(TENSORS.items())), DESCRIPTION)
        assert again.read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        lambda tensors, _: tensors.update(b=torch.tensor(False)),
        lambda tensors, _: tensors.update(c=tensors.pop("b")),
        lambda tensors, _: tensors.update({"a.weight": tensors["a.weight"].view(3, 2)}),
        lambda _, head: head.update(description=head["description"].replace("2.5", "2.6")),
    ],
    ids=["value", "name", "shape", "description"],
)
def test_any_other_content_is_damage(file: Path, change: Callable[..., None]):
    rewrite(file, change)
    with pytest.raises(DamagedFileError, match="does not match its digest"):
        read_tensors(file)


@pytest.mark.parametrize("lacks", ["nothing", "digest"])
def test_another_version_is_said(file: Path, lacks: str):
    rewrite(file, lambda _, head: (head.update(format=2), head.pop(lacks, None)))
    with pytest.raises(DamagedFileError, match="format 2 is not 1: another version"):
        read_tensors(file)


@pytest.mark.parametrize("content", [b"", b"no tensors", b"\xff" * 100], ids=["empty", "text", "huge header"])
def test_file_of_another_kind_is_damage(file: Path, content: bytes):
    file.write_bytes(content)
    with pytest.raises(DamagedFileError):
        read_tensors(file)


@pytest.mark.parametrize("metadata", [None, {"ipclip": "no json"}, {"ipclip": "[]"}, {"format": "1"}])
def test_tensors_without_our_description_are_damage(file: Path, metadata: dict[str, str] | None):
    save_file(TENSORS, file, metadata)
    with pytest.raises(DamagedFileError):
        read_tensors(file)


def test_missing_file_is_damage(tmp_path: Path):
    with pytest.raises(DamagedFileError):
        read_tensors(tmp_path / "none.safetensors")


def test_description_that_json_cannot_hold_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="JSON"):
        write_tensors(tmp_path / "file", TENSORS, {"loss": math.nan})
    assert list(tmp_path.iterdir()) == []


def test_full_disk_is_foreseen_and_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_: int):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_tensors(file, {"b": torch.zeros(3)}, {})
    monkeypatch.undo()
    assert read_tensors(file)[1] == DESCRIPTION
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ("Error while serializing: I/O error: No space left on device (os error 28)", "No space left on device"),
        ("Error while serializing: TooLarge", "Error while serializing: TooLarge"),
    ],
)
def test_what_the_system_said_is_told_without_the_words_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, cause: str
):
    def refuse(*_: object):
        raise SafetensorError(told)

    monkeypatch.setattr("ipclip_app.model.tensor_file.save_file", refuse)
    with pytest.raises(OutputError, match=rf"file: cannot be written \({cause}\);"):
        write_tensors(tmp_path / "file", TENSORS, {})


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077])
def test_a_file_may_be_read_by_whom_the_user_lets_read_his_files(tmp_path: Path, umask: int):
    before = os.umask(umask)
    try:
        write_tensors(tmp_path / "file", TENSORS, DESCRIPTION)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o666 & ~umask


def test_names_below_a_prefix_lose_it():
    assert below({"a.b": TENSORS["b"], "ab.c": TENSORS["b"]}, "a").keys() == {"b"}
