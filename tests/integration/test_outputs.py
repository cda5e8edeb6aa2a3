"""Nothing of the user's is overwritten, and whatever cannot be written or read again is named."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[[Any, str], None]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_file_in_place_of_the_run_is_refused(train: Run, refused: Refused, out: Path):
    out.write_text("notes")
    refused(train("--force"), f"{out}: is a file; choose a folder.")
    assert out.read_text() == "notes"


@pytest.mark.parametrize("name", ["thesis.txt", "run.json", "results.json"])
def test_folder_of_the_user_is_never_touched(train: Run, refused: Refused, out: Path, name: str):
    out.mkdir()
    (out / name).write_text('{"of": "somebody else"}')
    for further in ((), ("--force",)):
        refused(train(*further), f"{out}: holds other files; choose an empty or a new folder.")
    assert contents(out) == {name: b'{"of": "somebody else"}'}


def test_run_inside_an_image_folder_is_refused(train: Run, refused: Refused, photo: Path):
    refused(
        train("--out", photo / "run", "--force"),
        f"{photo}/run: lies inside the image folder {photo}; choose a folder outside of it.",
    )
    assert not (photo / "run").exists()


def test_existing_run_is_replaced_only_by_force(train: Run, refused: Refused, out: Path):
    train()
    (out / "notes.txt").write_text("mine")
    before = contents(out)
    refused(train(), f"{out}: exists already; choose another name or pass --force to replace it.")
    assert contents(out) == before
    assert train("--force", "--seed", 1).code == 0
    assert contents(out)["module.safetensors"] != before["module.safetensors"]
    assert contents(out)["notes.txt"] == b"mine"


def test_path_that_cannot_be_a_folder_is_named(train: Run, refused: Refused, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    refused(
        train("--out", tmp_path / "file" / "run"),
        f"{tmp_path}/file/run: cannot be written (Not a directory); free space there or choose another folder.",
    )


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_disk_that_takes_nothing_is_named(train: Run, out: Path, monkeypatch: pytest.MonkeyPatch, code: int):

    def refuse(_: int):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("os.fsync", refuse)
    ran = train()
    assert (ran.code, ran.out) == (2, "")
    assert f"{out}/run.json: cannot be written ({os.strerror(code)})" in ran.last_line


def test_run_is_finished_after_the_disk_was_full(train: Run, ipclip: Run, out: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("ipclip_app.model.tensor_file.save_file", full)
        ran = train()
    assert ran.code == 2
    assert "cannot be written (No space left on device); free space there or choose another folder." in ran.last_line
    resumed = ipclip("train", "--resume", "--out", out, "--device", "cpu", "--json")
    assert json.loads(resumed.out)["training"]["epochs"] == 2


def test_changed_data_is_refused(train: Run, ipclip: Run, refused: Refused, photo: Path, out: Path):
    train()
    (photo / "cat" / "000.png").unlink()
    sentence = f"{out}: the data changed since this run began; restore it, or start a new run with another --out."
    refused(ipclip("train", "--resume", "--out", out), sentence)
    refused(ipclip("evaluate", out), sentence)


@pytest.mark.parametrize("option", [("--epochs", 1), ("--seed", 1), ("--split", "60/20/20"), ("--preset", "reference")])
def test_resuming_with_other_options_is_refused(train: Run, ipclip: Run, out: Path, option: tuple[object, ...]):
    train()
    ran = ipclip("train", "--resume", "--out", out, *option)
    assert ran.code == 2
    assert f"{out}: {option[0]} changed since this run began" in ran.last_line


def test_run_is_extended_by_more_epochs_than_it_had(train: Run, ipclip: Run, out: Path):
    train()
    extended = ipclip("train", "--resume", "--out", out, "--epochs", 3, "--device", "cpu", "--json")
    assert json.loads(extended.out)["training"]["epochs"] == 3


def test_finished_run_is_resumed_with_the_same_results(train: Run, ipclip: Run, out: Path):
    first = json.loads(train("--json").out)
    again = json.loads(ipclip("train", "--resume", "--out", out, "--device", "cpu", "--json").out)
    for document in (first, again):
        for measurement in ("seconds", "peak_memory_mb"):
            document.pop(measurement)
        document["training"].pop("seconds")
    assert again == first


@pytest.mark.parametrize(
    ("name", "command", "sentence"),
    [
        ("run.json", "evaluate", "/run.json: is damaged ("),
        ("module.safetensors", "evaluate", "/module.safetensors: is damaged ("),
    ],
)
def test_damaged_file_of_a_run_is_named(train: Run, ipclip: Run, out: Path, name: str, command: str, sentence: str):
    train()
    file = out / name
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    ran = ipclip(command, out)
    assert (ran.code, ran.out) == (2, "")
    assert f"{out}{sentence}" in ran.last_line
    assert ran.last_line.endswith("; train again into another folder.")


def test_damaged_checkpoints_fall_back_then_fail(train: Run, ipclip: Run, out: Path):
    train()
    module = (out / "module.safetensors").read_bytes()
    newest, older = out / "checkpoint.safetensors", out / "checkpoint.previous.safetensors"
    newest.write_bytes(newest.read_bytes()[:1000])
    ran = ipclip("train", "--resume", "--out", out, "--device", "cpu")
    assert ran.code == 0
    assert f"{newest} is damaged; going on from the checkpoint before it." in ran.err
    assert (out / "module.safetensors").read_bytes() == module
    for path in (newest, older):
        path.write_bytes(path.read_bytes()[:1000])
    ran = ipclip("train", "--resume", "--out", out)
    assert ran.code == 2
    assert ran.last_line.startswith(f"{newest}: the checkpoint is damaged (")
    assert ran.last_line.endswith("; delete the run folder and train again.")


def test_cache_cut_in_half_costs_only_time(train: Run, tmp_path: Path):
    train()
    (database,) = (tmp_path / "cache").rglob("*.sqlite3")
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])
    ran = train("--force")
    assert ran.code == 0
    assert f"{database}: the feature cache was damaged and begins anew; nothing is to be done." in ran.err


def test_folder_that_is_no_run_is_refused(ipclip: Run, refused: Refused, tmp_path: Path):
    sentence = f"{tmp_path}: is not the folder of a run; give the folder that `ipclip train --out` made."
    refused(ipclip("evaluate", tmp_path), sentence)
    refused(ipclip("train", "--resume", "--out", tmp_path), sentence)
