"""Keys that are shown once, kept as hashes, and withdrawn."""

import hmac
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.errors import AccessKeysError, LicenseeError
from ipclip_app.service import access_keys
from ipclip_app.service.access_keys import add_access_key, list_access_keys, read_access_keys, remove_access_key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def test_a_key_tells_its_licensee_and_is_not_kept(path: Path):
    keys = {name: add_access_key(path, name) for name in ("acme", "other")}

    known = read_access_keys(path)

    assert [known.licensee_of(key) for key in keys.values()] == ["acme", "other"]
    assert known.licensees == ("acme", "other")
    for key in keys.values():
        assert key not in path.read_text()
        assert len(key) > 43
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("key", ["", "ipclip-", "\udcff", "x" * 10_000])
def test_no_other_key_is_anybodys(path: Path, key: str):
    add_access_key(path, "acme")

    assert read_access_keys(path).licensee_of(key) is None


def test_every_key_is_compared_whichever_is_right(path: Path, monkeypatch: pytest.MonkeyPatch):
    first = add_access_key(path, "first")
    add_access_key(path, "second")
    known, compared = read_access_keys(path), []
    compare = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: compared.append(1) or compare(a, b))

    assert known.licensee_of(first) == "first"
    assert known.licensee_of("wrong") is None
    assert len(compared) == 4


def test_a_licensee_has_one_key_which_only_force_replaces(path: Path):
    old = add_access_key(path, "acme")

    with pytest.raises(LicenseeError, match="--force"):
        add_access_key(path, "acme")
    new = add_access_key(path, "acme", force=True)

    known = read_access_keys(path)
    assert (known.licensee_of(old), known.licensee_of(new)) == (None, "acme")


def test_a_withdrawn_key_is_nobodys(path: Path):
    key = add_access_key(path, "acme")
    add_access_key(path, "other")

    remove_access_key(path, "acme")

    assert read_access_keys(path).licensee_of(key) is None
    assert [known.licensee for known in list_access_keys(path)] == ["other"]
    with pytest.raises(LicenseeError, match="no key there"):
        remove_access_key(path, "acme")


@pytest.mark.parametrize("name", ["", " acme", "two\nlines", "x" * 201, "\u202eacme"])
def test_a_name_is_a_line_of_text(path: Path, name: str):
    with pytest.raises(AccessKeysError, match="one line of text"):
        add_access_key(path, name)


def test_no_more_keys_are_made_than_are_read(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(access_keys, "MOST", 1)
    add_access_key(path, "acme")

    with pytest.raises(AccessKeysError, match="which is the most"):
        add_access_key(path, "other")


def test_a_missing_file_has_no_keys_and_cannot_be_served(path: Path):
    assert list_access_keys(path) == ()
    with pytest.raises(AccessKeysError, match="ipclip access add"):
        read_access_keys(path)


ENTRY = {"licensee": "acme", "sha256": "0" * 64, "created": "2025-01-31T12:00:00Z"}


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"format": 1},
        {"format": "1", "keys": []},
        {"format": 1, "keys": [ENTRY | {"sha256": "0" * 63}]},
        {"format": 1, "keys": [ENTRY | {"sha256": "G" * 64}]},
        {"format": 1, "keys": [ENTRY | {"licensee": ""}]},
        {"format": 1, "keys": [ENTRY, ENTRY | {"sha256": "1" * 64}]},
        {"format": 1, "keys": [ENTRY, ENTRY | {"licensee": "other"}]},
    ],
)
def test_a_damaged_file_is_refused(path: Path, content: Any):
    path.write_text(json.dumps(content))

    with pytest.raises(AccessKeysError, match="is no list of access keys"):
        read_access_keys(path)


def test_a_newer_file_asks_for_a_newer_program(path: Path):
    path.write_text(json.dumps({"format": 2, "keys": []}))

    with pytest.raises(AccessKeysError, match="newer version"):
        read_access_keys(path)
