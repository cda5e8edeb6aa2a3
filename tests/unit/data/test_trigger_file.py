import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.data.trigger import GRID, Trigger, read_trigger, write_trigger
from ipclip_app.errors import DamagedTriggerError, TriggerExistsError, TriggerFileError, TriggerVersionError

SECRET = Trigger("secret", bytes(range(32)))


@pytest.fixture
def content(tmp_path: Path) -> dict[str, Any]:
    """What the file of SECRET holds."""
    write_trigger(tmp_path / "whole.json", SECRET)
    parsed: dict[str, Any] = json.loads((tmp_path / "whole.json").read_text())
    return parsed


@pytest.mark.parametrize("trigger", [SECRET, GRID], ids=lambda trigger: trigger.kind)
def test_a_trigger_comes_back_as_it_was_written(tmp_path: Path, trigger: Trigger):
    path = tmp_path / "new folder" / "trigger.json"

    write_trigger(path, trigger)

    assert read_trigger(path) == trigger
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read_the_file_even_where_another_was(tmp_path: Path):
    path = tmp_path / "trigger.json"
    path.write_text("anything")
    path.chmod(0o644)

    write_trigger(path, SECRET, force=True)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_trigger_is_never_overwritten_unasked(tmp_path: Path):
    path = tmp_path / "trigger.json"
    write_trigger(path, SECRET)

    with pytest.raises(TriggerExistsError, match=r"trigger\.json: exists already, .* lost for good; .*--force"):
        write_trigger(path, GRID)

    assert read_trigger(path) == SECRET
    write_trigger(path, GRID, force=True)
    assert read_trigger(path) == GRID


def test_a_link_that_leads_nowhere_is_not_overwritten_either(tmp_path: Path):
    path = tmp_path / "trigger.json"
    path.symlink_to(tmp_path / "nowhere")

    with pytest.raises(TriggerExistsError):
        write_trigger(path, SECRET)


@pytest.mark.parametrize(
    "change",
    [
        {"seed": "00" * 32},
        {"seed": bytes(range(32)).hex().replace("a", "A", 1)},
        {"seed": bytes(range(31)).hex()},
        {"seed": bytes(range(32)).hex() + "\n"},
        {"seed": 5},
        {"seed": None},
        {"kind": "grid"},
        {"kind": "stripes"},
        {"kind": ["secret"]},
        {"identity": GRID.identity},
        {"identity": None},
        {"format": None},
        {"format": True},
        {"format": "1"},
        {"note": "more"},
    ],
    ids=str,
)
def test_whatever_is_not_as_it_was_written_is_refused(tmp_path: Path, content: dict[str, Any], change: dict[str, Any]):
    path = tmp_path / "trigger.json"
    path.write_text(json.dumps(content | change))

    with pytest.raises(DamagedTriggerError, match=r"trigger\.json: is no trigger file or is damaged \(.+\); give"):
        read_trigger(path)


@pytest.mark.parametrize("name", ["format", "kind", "identity", "seed"])
def test_a_file_without_a_part_is_refused(tmp_path: Path, content: dict[str, Any], name: str):
    path = tmp_path / "trigger.json"
    path.write_text(json.dumps({key: value for key, value in content.items() if key != name}))

    with pytest.raises(DamagedTriggerError):
        read_trigger(path)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"no JSON",
        b"[]",
        b"null",
        b'{"format": 1, "format": 1}',
        b"\xff\xfe",
        b"[" * 4000,
        b'{"format": 1' + b"0" * 4000 + b"}",
        b" " * 4097,
    ],
    ids=lambda text: str(text[:20]),
)
def test_other_files_are_refused(tmp_path: Path, text: bytes):
    path = tmp_path / "trigger.json"
    path.write_bytes(text)

    with pytest.raises(TriggerFileError):
        read_trigger(path)


def test_a_newer_format_is_told_apart_from_damage(tmp_path: Path, content: dict[str, Any]):
    path = tmp_path / "trigger.json"
    path.write_text(json.dumps(content | {"format": 2}))

    with pytest.raises(TriggerVersionError, match=r"has the format 2 of a newer version; update"):
        read_trigger(path)


def test_missing_files_and_folders_are_named(tmp_path: Path):
    with pytest.raises(TriggerFileError, match=r"missing\.json: cannot be read"):
        read_trigger(tmp_path / "missing.json")
    with pytest.raises(TriggerFileError, match="is not a file"):
        read_trigger(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_does_not_block(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(TriggerFileError, match="is not a file"):
        read_trigger(tmp_path / "pipe")
