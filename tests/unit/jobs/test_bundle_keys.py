from pathlib import Path

import pytest

from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.errors import KeyFileError, UnknownKeyError, UsageError
from ipclip_app.jobs.bundle_keys import find_receiving_key, find_signing_key, stated_passphrase


def test_only_signing_key_is_taken_without_asking():
    KeyStore().create("mine", "receiving", None)
    made = KeyStore().create("mine", "signing", None)
    found = find_signing_key()
    assert (found.path, found.name, found.encrypted) == (made.path, "mine", False)


def test_owner_chooses_among_several_signing_keys():
    for name in ("old", "new"):
        KeyStore().create(name, "signing", None)
    with pytest.raises(UsageError, match=r"new, old.*--sign-key"):
        find_signing_key()
    assert find_signing_key("old").name == "old"


def test_signing_key_may_be_any_file(tmp_path: Path):
    made = KeyStore(tmp_path / "elsewhere").create("mine", "signing", "a long passphrase")
    found = find_signing_key(str(made.path))
    assert (found.path, found.name, found.encrypted) == (made.path, "mine", True)


@pytest.mark.parametrize("choice", [None, "other"])
def test_missing_signing_key_is_told(choice: str | None):
    with pytest.raises(UnknownKeyError, match="holds no signing key"):
        find_signing_key(choice)


def test_receiving_key_is_found_by_its_fingerprint():
    KeyStore().create("other", "receiving", None)
    made = KeyStore().create("mine", "receiving", None)
    found = find_receiving_key(made.fingerprint)
    assert found is not None
    assert found.path == made.path
    assert find_receiving_key("SHA256:of nobody") is None


def test_chosen_receiving_key_must_be_a_key(tmp_path: Path):
    (tmp_path / "note.txt").write_text("hello")
    with pytest.raises(KeyFileError, match=r"note\.txt"):
        find_receiving_key("SHA256:abc", tmp_path / "note.txt")


def test_passphrase_of_the_environment_serves_where_none_is_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IPCLIP_PASSPHRASE", "from the environment")
    assert stated_passphrase() == "from the environment"
    assert stated_passphrase("given") == "given"
    monkeypatch.setenv("IPCLIP_PASSPHRASE", "")
    assert stated_passphrase() is None
    monkeypatch.delenv("IPCLIP_PASSPHRASE")
    assert stated_passphrase() is None
