import json
from collections.abc import Callable
from pathlib import Path

import pytest

Ran = tuple[int, str, str]
WriteClip = Callable[..., Path]


def test_list_marks_what_can_be_used_at_once(ipclip: Callable[..., Ran]):
    code, out, _ = ipclip("backbone", "list", "--json")
    entries = {entry["name"]: entry for entry in json.loads(out)}
    assert code == 0
    assert entries["demo"]["installed"]
    assert not entries["ViT-B-16/openai"]["installed"]


def test_added_backbone_is_listed_and_can_be_removed(
    ipclip: Callable[..., Ran], tiny_clip_folder: WriteClip, tmp_path: Path
):
    folder = tiny_clip_folder(tmp_path / "clip")
    added = ipclip("backbone", "add", "mine", folder)
    listed = ipclip("backbone", "list", "--installed")[1]
    removed = ipclip("backbone", "remove", "mine")
    assert (added[0], removed[0]) == (0, 0)
    assert any(line.startswith("│ *") and str(folder) in line for line in listed.splitlines())
    assert "mine" not in ipclip("backbone", "list", "--installed")[1]
    assert folder.is_dir()


def test_name_in_use_is_replaced_only_when_told(
    ipclip: Callable[..., Ran], tiny_clip_folder: WriteClip, tmp_path: Path
):
    folder = tiny_clip_folder(tmp_path / "clip")
    codes = [ipclip("backbone", "add", "mine", folder, *extra)[0] for extra in ((), (), ("--force",))]
    assert codes == [0, 2, 0]


def test_download_of_an_unknown_name_is_refused_without_network(ipclip: Callable[..., Ran]):
    code, _, err = ipclip("backbone", "download", "ViT-B-16/opemai")
    assert code == 2
    assert "did you mean ViT-B-16/openai" in err


def test_download_respects_the_switch_for_working_offline(ipclip: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    code, _, err = ipclip("backbone", "download", "ViT-B-16/openai")
    assert code == 2
    assert "HF_HUB_OFFLINE" in err
