import json
from collections.abc import Callable
from pathlib import Path

Ran = tuple[int, str, str]


def test_empty_cache_is_shown(ipclip: Callable[..., Ran], tmp_path: Path):
    code, out, _ = ipclip("cache", "show")
    assert code == 0
    assert out.startswith(f"0 views of images in {tmp_path / 'cache'}")


def test_cache_is_shown_and_cleared_as_json(ipclip: Callable[..., Ran]):
    shown, cleared = (json.loads(ipclip("cache", command, "--json")[1]) for command in ("show", "clear"))
    assert (shown["entries"], cleared["entries"]) == (0, 0)
    assert shown["limit"] > 0


def test_global_json_reaches_a_command_of_a_group(ipclip: Callable[..., Ran]):
    assert json.loads(ipclip("--json", "cache", "show")[1])["entries"] == 0


def test_clearing_says_what_it_removed(ipclip: Callable[..., Ran]):
    assert "Removed 0 views of images" in ipclip("cache", "clear")[1]
