"""A run's folder holds a run and nothing else, is written by one process, and gives up nothing of the user's."""

import errno
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from ipclip_app.errors import OutputError, RunBusyError, RunError
from ipclip_app.jobs import run_folder as module
from ipclip_app.jobs.run_folder import LOCK, RunFolder

OURS = {"program": "1.0", "fingerprint": "00"}
HOLDER = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1], timeout=0):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(run_folder: Path) -> RunFolder:
    return RunFolder(run_folder)


@pytest.fixture
def begun(folder: RunFolder) -> RunFolder:
    folder.prepare()
    folder.describe(OURS)
    return folder


def contents(path: Path) -> dict[str, str]:
    return {entry.name: entry.read_text() for entry in path.iterdir()}


def test_folder_and_its_parents_are_made(tmp_path: Path):
    folder = RunFolder(tmp_path / "runs" / "first")
    folder.prepare()
    assert folder.path.is_dir()
    assert not folder.exists


def test_empty_folder_is_taken(folder: RunFolder):
    folder.path.mkdir()
    folder.prepare()


@pytest.mark.parametrize(
    "name",
    [
        LOCK,
        ".run.json.ab12_x9.tmp",
        ".module.safetensors.k2j4.tmp",
        ".checkpoint.safetensors.new",
        "..checkpoint.safetensors.new.q1w2.tmp",
    ],
)
def test_what_a_killed_process_leaves_is_no_obstacle(folder: RunFolder, name: str):
    folder.path.mkdir()
    (folder.path / name).write_text("half")
    folder.prepare()
    folder.sweep()
    assert [entry for entry in folder.path.iterdir() if entry.name != LOCK] == []


@pytest.mark.parametrize("name", [".DS_Store", "desktop.ini", "Thumbs.db"])
def test_folder_that_a_file_manager_has_looked_into_is_taken(folder: RunFolder, name: str):
    folder.path.mkdir()
    (folder.path / name).write_text("how it was shown")
    before = contents(folder.path)
    folder.prepare()
    folder.clear()
    assert contents(folder.path) == before


@pytest.mark.parametrize(
    "name", ["photo.png", "run.json", "results.json", "module.safetensors", ".run.json.tmp", ".git"]
)
def test_folder_with_other_files_is_refused_and_not_touched(folder: RunFolder, name: str):
    folder.path.mkdir()
    (folder.path / name).write_text('{"of": "somebody else"}')
    before = contents(folder.path)
    with pytest.raises(RunError, match="holds other files; choose an empty or a new folder"):
        folder.prepare()
    assert contents(folder.path) == before


def test_run_is_recognized_among_files_of_the_user(begun: RunFolder):
    (begun.path / "notes.txt").write_text("mine")
    begun.prepare()
    assert begun.exists


def test_file_in_the_place_of_the_folder_is_named(folder: RunFolder):
    folder.path.write_text("notes")
    with pytest.raises(RunError, match="run: is a file; choose a folder"):
        folder.prepare()
    assert folder.path.read_text() == "notes"


def test_clearing_removes_the_run_and_nothing_else(begun: RunFolder):
    own = ["results.json", "predictions.json", "title.json", "history.json", "module.safetensors"]
    for name in (
        *own,
        "checkpoint.safetensors",
        "checkpoint.previous.safetensors",
        ".module.safetensors.k2j4.tmp",
        "notes.txt",
        "results.json.bak",
    ):
        (begun.path / name).write_text("x")
    begun.clear()
    assert {entry.name for entry in begun.path.iterdir()} == {"notes.txt", "results.json.bak"}


def test_clearing_ends_with_the_description(begun: RunFolder, monkeypatch: pytest.MonkeyPatch):
    (begun.path / "module.safetensors").write_text("x")
    removed: list[str] = []
    monkeypatch.setattr(Path, "unlink", lambda path, **_: removed.append(path.name))
    begun.clear()
    assert removed[-1] == "run.json"


def test_file_that_cannot_be_removed_is_named(begun: RunFolder, monkeypatch: pytest.MonkeyPatch):
    def refuse(path: Path, missing_ok: bool = False):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OutputError, match=r"cannot be written \(Permission denied\)"):
        begun.clear()


def test_description_comes_back(begun: RunFolder):
    assert begun.description() == {"format": 1, **OURS}


def test_undecodable_and_foreign_names_survive_in_a_description(folder: RunFolder):
    known = {**OURS, "authorized": "/images/\udcff/märz/写真"}
    folder.describe(known)
    assert folder.description() == {"format": 1, **known}


def test_foreign_names_stay_readable_in_a_description(folder: RunFolder):
    folder.describe({**OURS, "authorized": "/images/märz"})
    assert "märz" in (folder.path / "run.json").read_text(encoding="utf-8")


def test_run_of_another_version_is_a_run_but_not_read(begun: RunFolder):
    (begun.path / "run.json").write_text(json.dumps({"format": 99, **OURS}))
    assert begun.exists
    with pytest.raises(RunError, match="another version"):
        begun.description()


def test_description_that_must_not_be_read_is_named(begun: RunFolder, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(RunError, match=r"run\.json: cannot be read \(Permission denied\); check that you may read it"):
        begun.description()
    assert not begun.exists


def test_name_that_no_disk_takes_is_named(tmp_path: Path):
    folder = RunFolder(tmp_path / ("x" * 300))
    with pytest.raises(OutputError, match="File name too long"):
        folder.prepare()
    with pytest.raises(RunError, match="File name too long"):
        folder.description()


def test_leftovers_that_cannot_be_listed_are_named(begun: RunFolder, monkeypatch: pytest.MonkeyPatch):
    def refuse(_: Path):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(OutputError, match=r"run: cannot be written \(Permission denied\)"):
        begun.sweep()


def test_lock_keeps_a_second_holder_out_until_it_is_released(begun: RunFolder):
    with begun.locked(), pytest.raises(RunBusyError, match="wait for it or choose another --out"), begun.locked():
        pass
    with begun.locked():
        pass


def test_lock_is_released_when_the_work_fails(begun: RunFolder):
    with pytest.raises(ZeroDivisionError), begun.locked():
        raise ZeroDivisionError
    with begun.locked():
        pass


def test_lock_is_released_by_another_thread(begun: RunFolder, monkeypatch: pytest.MonkeyPatch):
    locks: list[FileLock] = []  # held here, because a lock that is forgotten is released anyway
    monkeypatch.setattr(
        module, "FileLock", lambda *path, **options: locks.append(FileLock(*path, **options)) or locks[0]
    )
    held = begun.locked()
    held.__enter__()
    assert locks[0].is_locked
    worker = threading.Thread(target=held.__exit__, args=(None, None, None))
    worker.start()
    worker.join()
    assert not locks[0].is_locked


def test_lock_of_another_process_is_respected_and_dies_with_it(begun: RunFolder):
    command = [sys.executable, "-c", HOLDER, str(begun.path / LOCK)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(RunBusyError), begun.locked():
            pass
        process.kill()
    with begun.locked():
        pass
