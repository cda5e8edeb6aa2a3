"""The user's keys are what lies in his folder: nothing is overwritten, nothing lost, nothing damaged goes unsaid."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ipclip_app.crypto import key_store
from ipclip_app.crypto.key_files import read_receiving_key, read_signing_key
from ipclip_app.crypto.key_store import KeyInfo, KeyStore
from ipclip_app.errors import (
    DamagedKeyError,
    KeyExistsError,
    KeyFileError,
    KeyNameError,
    OutputError,
    UnknownKeyError,
    WeakPassphraseError,
)

PASSPHRASE = "correct horse"  # noqa: S105 - protects nothing
NO_MODES = pytest.mark.skipif(os.name == "nt", reason="permissions do not bind here")

pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path / "keys")


@pytest.fixture
def acme(store: KeyStore) -> KeyInfo:
    return store.create("acme", "signing", PASSPHRASE)


def names(store: KeyStore) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir())


def test_keys_lie_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("IPCLIP_DATA_DIR", str(tmp_path))
    assert KeyStore().create("acme", "signing", None).path == tmp_path / "keys" / "acme.signing.pem"


def test_empty_store_lists_nothing_and_makes_no_folder(store: KeyStore):
    assert (store.list(), store.trusted(), store.issuer("SHA256:x")) == ((), (), None)
    assert not store.folder.exists()


def test_new_pair_is_listed_with_what_one_needs_to_know(store: KeyStore, acme: KeyInfo):
    assert acme == KeyInfo(
        name="acme",
        kind="signing",
        fingerprint=read_signing_key(acme.path, PASSPHRASE).public.fingerprint,
        path=store.folder / "acme.signing.pem",
        public_path=store.folder / "acme.signing.pub.pem",
        created=acme.created,
        encrypted=True,
    )
    assert abs(acme.created - datetime.now(UTC)) < timedelta(hours=1)
    assert store.list() == (acme,)


def test_one_name_may_belong_to_a_key_of_each_kind(store: KeyStore, acme: KeyInfo):
    receiving = store.create("acme", "receiving", None)
    assert read_receiving_key(receiving.path).public.fingerprint == receiving.fingerprint
    assert not receiving.encrypted
    assert store.list() == (receiving, acme)


@NO_MODES
def test_folder_and_private_keys_are_the_owners_alone(store: KeyStore, acme: KeyInfo):
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(acme.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("there", ["acme.signing.pem", "acme.signing.pub.pem"])
def test_nothing_is_overwritten(store: KeyStore, there: str):
    store.folder.mkdir()
    (store.folder / there).write_bytes(b"precious")
    with pytest.raises(KeyExistsError, match=there):
        store.create("acme", "signing", None)
    assert (store.folder / there).read_bytes() == b"precious"
    assert names(store) == [there]


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "../a", "a.b", "a b", "-a", "_a", "ä", "a\n", "x" * 65, "a\x00", "C:a"]
)
def test_name_that_is_no_plain_word_is_refused(store: KeyStore, name: str):
    with pytest.raises(KeyNameError, match="take up to 64 letters, digits, dashes and underscores"):
        store.create(name, "signing", None)
    assert not store.folder.exists()


def test_weak_passphrase_leaves_nothing_behind(store: KeyStore):
    with pytest.raises(WeakPassphraseError):
        store.create("acme", "signing", "short")
    assert not store.folder.exists()


def test_failure_to_write_the_private_key_leaves_nothing_behind(store: KeyStore, monkeypatch: pytest.MonkeyPatch):
    def full(path: Path, *arguments: object):
        raise OutputError(path, "No space left on device")

    monkeypatch.setattr(key_store, "write_private_key", full)
    with pytest.raises(OutputError, match="No space left"):
        store.create("acme", "signing", None)
    assert names(store) == []


def test_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=f"{tmp_path}/file/keys: cannot be written"):
        KeyStore(tmp_path / "file" / "keys").create("acme", "signing", None)


def test_file_in_place_of_the_folder_is_told(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(KeyFileError, match=f"{tmp_path}/file: cannot be read"):
        KeyStore(tmp_path / "file").list()


def test_damaged_key_is_listed_with_its_problem_beside_the_others(store: KeyStore, acme: KeyInfo):
    whole = store.create("whole", "receiving", None)
    acme.path.write_bytes(b"")
    damaged, other = store.list()
    assert other == whole
    assert damaged.fingerprint == acme.fingerprint
    assert damaged.problem == (
        f"{acme.path}: is no key file or is damaged (it does not have the one BEGIN and END line of a PEM file); "
        "restore it from a backup."
    )


@pytest.mark.parametrize("which", ["path", "public_path"])
def test_missing_half_is_told(store: KeyStore, acme: KeyInfo, which: str):
    missing: Path = getattr(acme, which)
    missing.unlink()
    (listed,) = store.list()
    assert listed.problem.startswith(f"{missing}: cannot be read (No such file or directory)")
    assert bool(listed.fingerprint) == (which == "path")


@NO_MODES
def test_exposed_key_is_told(store: KeyStore):
    key = store.create("acme", "signing", None)
    key.path.chmod(0o644)
    assert "other users may read this private key" in store.list()[0].problem


def test_other_files_in_the_folder_are_no_keys(store: KeyStore, acme: KeyInfo):
    for name in ("note.txt", ".signing.pem", "a.b.signing.pem", ".acme.signing.pem.1f.tmp", "acme.other.pem"):
        (store.folder / name).touch()
    assert store.list() == (acme,)


def test_backup_is_the_same_encrypted_key(store: KeyStore, acme: KeyInfo, tmp_path: Path):
    copy = store.backup("acme", "signing", tmp_path)
    assert copy == tmp_path / "acme.signing.pem"
    assert copy.read_bytes() == acme.path.read_bytes()
    assert read_signing_key(copy, PASSPHRASE).public.fingerprint == acme.fingerprint
    assert os.name == "nt" or stat.S_IMODE(copy.stat().st_mode) == 0o600


@pytest.mark.usefixtures("acme")
def test_backup_overwrites_nothing(store: KeyStore, tmp_path: Path):
    (tmp_path / "safe.pem").write_bytes(b"older backup")
    with pytest.raises(KeyExistsError):
        store.backup("acme", "signing", tmp_path / "safe.pem")
    assert (tmp_path / "safe.pem").read_bytes() == b"older backup"


def test_damaged_key_is_no_backup(store: KeyStore, acme: KeyInfo, tmp_path: Path):
    acme.path.write_bytes(acme.path.read_bytes()[:50])
    with pytest.raises(DamagedKeyError):
        store.backup("acme", "signing", tmp_path / "safe.pem")
    assert not (tmp_path / "safe.pem").exists()


@pytest.mark.parametrize("name", ["other", "../keys/acme", ""])
@pytest.mark.usefixtures("acme")
def test_backup_of_no_key_is_refused(store: KeyStore, tmp_path: Path, name: str):
    with pytest.raises((UnknownKeyError, KeyNameError)):
        store.backup(name, "signing", tmp_path)
