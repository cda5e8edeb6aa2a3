import json
from collections.abc import Callable
from pathlib import Path

from ipclip_app.service.access_keys import read_access_keys

Ran = tuple[int, str, str]


def test_a_key_is_printed_once_and_known_afterwards(ipclip: Callable[..., Ran], tmp_path: Path):
    path = tmp_path / "keys.json"

    code, out, err = ipclip("access", "add", "acme", "--keys", path)

    assert code == 0
    assert read_access_keys(path).licensee_of(out.strip()) == "acme"
    assert "only time" in err
    assert out.strip() not in err
    code, out, _ = ipclip("access", "add", "other", "--keys", path, "--json")
    assert read_access_keys(path).licensee_of(json.loads(out)["key"]) == "other"


def test_keys_are_listed_without_themselves(ipclip: Callable[..., Ran], tmp_path: Path):
    path = tmp_path / "keys.json"
    assert ipclip("access", "list", "--keys", path)[1] == "Nobody has a key.\n"
    key = ipclip("access", "add", "acme", "--keys", path)[1].strip()

    _, out, _ = ipclip("access", "list", "--keys", path, "--json")
    shown = ipclip("access", "list", "--keys", path)[1]

    assert [entry["licensee"] for entry in json.loads(out)] == ["acme"]
    assert "acme" in shown
    assert key not in out + shown


def test_a_withdrawn_key_is_gone(ipclip: Callable[..., Ran], tmp_path: Path):
    path = tmp_path / "keys.json"
    ipclip("access", "add", "acme", "--keys", path)

    code, out, _ = ipclip("access", "remove", "acme", "--keys", path)

    assert (code, out) == (0, "The key of 'acme' is no longer valid.\n")
    code, _, err = ipclip("access", "remove", "acme", "--keys", path)
    assert code == 2
    assert err == f"{path}: 'acme' has no key there; see `ipclip access list --keys FILE`.\n"


def test_a_second_key_needs_force(ipclip: Callable[..., Ran], tmp_path: Path):
    path = tmp_path / "keys.json"
    ipclip("access", "add", "acme", "--keys", path)

    code, out, _ = ipclip("access", "add", "acme", "--keys", path)

    assert (code, out) == (2, "")
    assert ipclip("access", "add", "acme", "--keys", path, "--force")[0] == 0
