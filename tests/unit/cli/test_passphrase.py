"""The passphrase of a key that is there is asked for once, and only where it is needed."""

import sys
from pathlib import Path

import pytest

from ipclip_app.cli import passphrase
from ipclip_app.cli.passphrase import passphrase_of
from ipclip_app.crypto import pkcs8
from ipclip_app.crypto.key_files import write_private_key
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.errors import UsageError


@pytest.fixture(autouse=True)
def nobody_gives_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("IPCLIP_PASSPHRASE", raising=False)
    monkeypatch.setattr(pkcs8, "COST", 2)


@pytest.fixture
def encrypted(tmp_path: Path) -> Path:
    write_private_key(tmp_path / "key.pem", SigningKey.generate(), "correct horse")
    return tmp_path / "key.pem"


def test_key_without_a_passphrase_needs_none(tmp_path: Path):
    write_private_key(tmp_path / "key.pem", SigningKey.generate(), None)
    assert passphrase_of(tmp_path / "key.pem") is None


def test_environment_is_not_asked_twice(encrypted: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IPCLIP_PASSPHRASE", "from the script")
    assert passphrase_of(encrypted) == "from the script"


@pytest.mark.parametrize("empty", [None, ""])
def test_terminal_is_asked_for_the_named_file(encrypted: Path, monkeypatch: pytest.MonkeyPatch, empty: str | None):
    if empty is not None:
        monkeypatch.setenv("IPCLIP_PASSPHRASE", empty)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(passphrase, "getpass", lambda question: f"typed after '{question}'")
    assert passphrase_of(encrypted) == f"typed after 'Passphrase of {encrypted}: '"


def test_script_is_told_what_to_set(encrypted: Path):
    with pytest.raises(UsageError, match="no terminal to ask for a passphrase; set IPCLIP_PASSPHRASE, or run this in"):
        passphrase_of(encrypted)
