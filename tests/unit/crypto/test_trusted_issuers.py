"""An issuer is trusted because the user said so, by its key and under one name."""

from pathlib import Path

import pytest

from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.crypto.keys import ReceivingKey, SigningKey
from ipclip_app.errors import AlreadyTrustedError, KeyNameError, OutputError, UnknownKeyError, WrongKeyError


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path / "keys")


@pytest.fixture
def issuer(tmp_path: Path, signing_key: SigningKey) -> Path:
    """The public key file of an issuer."""
    (tmp_path / "acme.signing.pub.pem").write_bytes(signing_key.public.pem)
    return tmp_path / "acme.signing.pub.pem"


def test_trusted_issuer_is_found_by_its_fingerprint(store: KeyStore, issuer: Path, signing_key: SigningKey):
    trusted = store.trust(issuer)
    issuer.unlink()
    assert (trusted.name, trusted.fingerprint) == ("acme", signing_key.public.fingerprint)
    assert trusted.path.read_bytes() == signing_key.public.pem
    assert store.trusted() == (trusted,)
    assert store.issuer(signing_key.public.fingerprint) == trusted
    assert store.issuer(SigningKey.generate().public.fingerprint) is None


def test_trust_is_no_key_of_ones_own(store: KeyStore, issuer: Path):
    store.trust(issuer)
    assert store.list() == ()


@pytest.mark.parametrize("name", [None, "acme"])
def test_trusting_twice_changes_nothing(store: KeyStore, issuer: Path, name: str | None):
    assert store.trust(issuer, name) == store.trust(issuer, name)
    assert len(store.trusted()) == 1


def test_key_has_one_name(store: KeyStore, issuer: Path):
    store.trust(issuer)
    with pytest.raises(AlreadyTrustedError, match=r"'acme' is trusted already; .* `ipclip trust --forget acme`"):
        store.trust(issuer, "another")
    assert [trusted.name for trusted in store.trusted()] == ["acme"]


def test_name_has_one_key(store: KeyStore, issuer: Path, signing_key: SigningKey):
    store.trust(issuer)
    issuer.write_bytes(SigningKey.generate().public.pem)
    with pytest.raises(AlreadyTrustedError, match="'acme' is trusted already"):
        store.trust(issuer)
    assert [trusted.fingerprint for trusted in store.trusted()] == [signing_key.public.fingerprint]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("issuer.pem", "issuer"),
        ("acme.pub.pem", "acme"),
        ("Größe & Söhne (2026).pem", "Gr-e-S-hne-2026"),
        ("..pem", "issuer"),
        ("猫.pem", "issuer"),
        (f"{'x' * 90}.pem", "x" * 64),
        ("_-", "issuer"),
    ],
)
def test_name_is_taken_from_the_file(store: KeyStore, tmp_path: Path, signing_key: SigningKey, file: str, name: str):
    (tmp_path / file).write_bytes(signing_key.public.pem)
    assert store.trust(tmp_path / file).name == name


@pytest.mark.parametrize("name", ["../acme", "a b", ".", "a.b"])
def test_name_that_is_no_plain_word_is_refused(store: KeyStore, issuer: Path, name: str):
    with pytest.raises(KeyNameError):
        store.trust(issuer, name)
    assert store.trusted() == ()


def test_only_public_signing_keys_are_trusted(store: KeyStore, issuer: Path):
    issuer.write_bytes(ReceivingKey.generate().public.pem)
    with pytest.raises(WrongKeyError, match="is a public receiving key"):
        store.trust(issuer)
    assert store.trusted() == ()


def test_damaged_file_is_listed_with_its_problem_and_trusts_nobody(store: KeyStore, issuer: Path):
    trusted = store.trust(issuer)
    trusted.path.write_bytes(b"")
    (listed,) = store.trusted()
    assert (listed.name, listed.fingerprint) == ("acme", "")
    assert listed.problem.startswith(f"{trusted.path}: is no key file or is damaged")
    assert store.issuer("") is None


@pytest.mark.parametrize("by", ["name", "fingerprint"])
def test_forgotten_issuer_is_trusted_no_longer(store: KeyStore, issuer: Path, by: str):
    trusted = store.trust(issuer)
    assert store.forget(getattr(trusted, by)) == trusted
    assert (store.trusted(), store.issuer(trusted.fingerprint)) == ((), None)


def test_damaged_file_can_be_forgotten_by_its_name_alone(store: KeyStore, issuer: Path):
    store.trust(issuer).path.write_bytes(b"")
    with pytest.raises(UnknownKeyError):
        store.forget("")
    store.forget("acme")
    assert store.trusted() == ()


def test_unknown_issuer_cannot_be_forgotten(store: KeyStore):
    with pytest.raises(UnknownKeyError, match=r"holds no trusted issuer '\.\./acme'; check the name"):
        store.forget("../acme")


def test_issuer_that_cannot_be_removed_is_told(store: KeyStore, issuer: Path, monkeypatch: pytest.MonkeyPatch):
    store.trust(issuer)

    def deny(path: Path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", deny)
    with pytest.raises(OutputError, match="Permission denied"):
        store.forget("acme")
