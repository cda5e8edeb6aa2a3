from pathlib import Path

import pytest

from ipclip_app.crypto.key_files import read_receiving_key
from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.errors import KeyExistsError, KeyFileError, UnknownKeyError
from ipclip_app.jobs.key_backup import back_up_key


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    folder = tmp_path / "safe"
    folder.mkdir()
    return folder


def test_copies_are_the_pair_itself(safe: Path):
    key = KeyStore().create("me", "receiving", "long enough")
    private, public = back_up_key("me", "receiving", safe)
    assert private.read_bytes() == key.path.read_bytes()
    assert public.read_bytes() == key.public_path.read_bytes()
    assert read_receiving_key(private, "long enough").public.fingerprint == key.fingerprint


@pytest.mark.parametrize("taken", ["me.receiving.pem", "me.receiving.pub.pem"])
def test_nothing_is_written_where_a_copy_is_there(safe: Path, taken: str):
    KeyStore().create("me", "receiving", None)
    (safe / taken).write_text("precious")
    with pytest.raises(KeyExistsError):
        back_up_key("me", "receiving", safe)
    assert [path.read_text() for path in safe.iterdir()] == ["precious"]


def test_damaged_half_is_no_backup(safe: Path):
    key = KeyStore().create("me", "receiving", None)
    key.path.write_text("nothing")
    with pytest.raises(KeyFileError):
        back_up_key("me", "receiving", safe)
    assert list(safe.iterdir()) == []


def test_unknown_key_is_refused(safe: Path):
    with pytest.raises((UnknownKeyError, KeyFileError)):
        back_up_key("nobody", "signing", safe)
