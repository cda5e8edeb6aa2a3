"""A key file is read for what it is, or refused with a sentence that names the file, the reason and the remedy."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from ipclip_app.crypto.key_files import (
    is_encrypted,
    read_receiving_key,
    read_recipient_key,
    read_signing_key,
    read_verifying_key,
    write_private_key,
)
from ipclip_app.crypto.keys import ReceivingKey, SigningKey
from ipclip_app.errors import (
    DamagedKeyError,
    ExposedKeyError,
    KeyExistsError,
    KeyFileError,
    OutputError,
    PassphraseNeededError,
    WeakPassphraseError,
    WrongKeyError,
    WrongPassphraseError,
)

PASSPHRASE = "correct horse"  # noqa: S105 - protects nothing
NO_MODES = pytest.mark.skipif(os.name == "nt", reason="permissions do not bind here")
UNBOUND = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind here")


@pytest.fixture
def private(tmp_path: Path) -> Callable[..., Path]:
    """`private(content)`: a file that its owner alone can read."""

    def write(content: bytes) -> Path:
        path = tmp_path / "given.pem"
        path.write_bytes(content)
        path.chmod(0o600)
        return path

    return write


def refusal(kind: type[KeyFileError], read: Callable[..., object], path: Path, *passphrase: str) -> str:
    with pytest.raises(kind) as caught:
        read(path, *passphrase)
    sentence = str(caught.value)
    assert type(caught.value) is kind
    assert sentence.startswith(f"{path}: ")
    return sentence.removeprefix(f"{path}: ")


def pem_of(foreign: object, *, public: bool = False) -> bytes:
    if public:
        return foreign.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return foreign.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_key_is_read_back(plain: Path, encrypted: Path, signing_key: SigningKey):
    assert read_signing_key(plain).public == signing_key.public
    assert read_signing_key(plain, "not needed").public == signing_key.public
    assert read_signing_key(encrypted, PASSPHRASE).public == signing_key.public
    assert (is_encrypted(plain), is_encrypted(encrypted)) == (False, True)


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize(
    "passphrase", ["pässwörd mit 猫", "пароль 123", "🐎🔋📎✅🐎🔋📎✅", "x" * 1000, "tab\tand \x00 nul"]
)
def test_any_passphrase_works(tmp_path: Path, passphrase: str):
    key = ReceivingKey.generate()
    write_private_key(tmp_path / "key.pem", key, passphrase)
    assert read_receiving_key(tmp_path / "key.pem", passphrase).public == key.public


@pytest.mark.usefixtures("cheap")
def test_accents_may_be_typed_in_either_way(tmp_path: Path, signing_key: SigningKey):
    write_private_key(tmp_path / "key.pem", signing_key, "cafe\N{COMBINING ACUTE ACCENT} au lait")
    composed = "caf\N{LATIN SMALL LETTER E WITH ACUTE} au lait"
    assert read_signing_key(tmp_path / "key.pem", composed).public == signing_key.public


@pytest.mark.usefixtures("cheap")
def test_passphrase_that_is_no_unicode_works(tmp_path: Path, signing_key: SigningKey):
    broken = os.fsdecode(b"latin-1 \xe9 in the environment")
    write_private_key(tmp_path / "key.pem", signing_key, broken)
    assert read_signing_key(tmp_path / "key.pem", broken).public == signing_key.public


@pytest.mark.parametrize("passphrase", ["", "seven 7", "x" * 1001, "猫" * 334])
def test_weak_or_endless_passphrase_is_refused_before_anything_is_written(tmp_path: Path, passphrase: str):
    with pytest.raises(WeakPassphraseError, match="needs 8 characters at least, and 1000 bytes at most; take"):
        write_private_key(tmp_path / "key.pem", SigningKey.generate(), passphrase)
    assert list(tmp_path.iterdir()) == []


@NO_MODES
def test_private_key_is_its_owners_alone(plain: Path, encrypted: Path):
    assert [stat.S_IMODE(path.stat().st_mode) for path in (plain, encrypted)] == [0o600, 0o600]


def test_no_key_is_overwritten(encrypted: Path):
    before = encrypted.read_bytes()
    sentence = refusal(KeyExistsError, lambda path: write_private_key(path, SigningKey.generate(), None), encrypted)
    assert sentence == "exists already, and a key that is overwritten is lost for good; choose another name."
    assert encrypted.read_bytes() == before


def test_not_even_a_link_that_leads_nowhere_is_overwritten(tmp_path: Path):
    (tmp_path / "key.pem").symlink_to(tmp_path / "stick" / "key.pem")
    refusal(KeyExistsError, lambda path: write_private_key(path, SigningKey.generate(), None), tmp_path / "key.pem")


def test_folder_that_cannot_be_written_is_named(tmp_path: Path, signing_key: SigningKey):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=f"{tmp_path}/file/key.pem: cannot be written"):
        write_private_key(tmp_path / "file" / "key.pem", signing_key, None)


def test_missing_passphrase_is_told(encrypted: Path):
    sentence = refusal(PassphraseNeededError, read_signing_key, encrypted)
    assert sentence == "is encrypted; give its passphrase, in a script by IPCLIP_PASSPHRASE."


@pytest.mark.parametrize("wrong", ["", "correct hors", "correct horse ", "Correct horse", "x" * 5000])
def test_wrong_passphrases_give_one_and_the_same_sentence(encrypted: Path, wrong: str):
    sentence = refusal(WrongPassphraseError, read_signing_key, encrypted, wrong)
    assert sentence == (
        "the passphrase is wrong, or the file is damaged; check the passphrase, or restore the file from a backup."
    )


def test_many_wrong_passphrases_give_one_and_the_same_sentence(encrypted: Path):
    """By chance one of 256 passes the check of the padding."""
    assert len({refusal(WrongPassphraseError, read_signing_key, encrypted, f"{n}") for n in range(1500)}) == 1


@NO_MODES
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o666])
def test_unprotected_key_that_others_may_read_is_refused(plain: Path, encrypted: Path, mode: int):
    for path in (plain, encrypted):
        path.chmod(mode)
    sentence = refusal(ExposedKeyError, read_signing_key, plain)
    assert sentence == (
        f"other users may read this private key, and no passphrase protects it; run `chmod 600 '{plain}'`, "
        "or make a new key if somebody may have read it."
    )
    assert read_signing_key(encrypted, PASSPHRASE)


def test_receiving_key_does_not_sign(private: Callable[..., Path], encrypted: Path, plain: Path):
    assert refusal(WrongKeyError, read_receiving_key, encrypted, PASSPHRASE) == (
        "is a private signing key (Ed25519), but a private receiving key (X25519) is needed; "
        "give the private key that `ipclip keygen NAME --for receiving` made."
    )
    path = private(ReceivingKey.generate().public.pem)
    assert refusal(WrongKeyError, read_verifying_key, path) == (
        "is a public receiving key (X25519), but a public signing key (Ed25519) is needed; "
        "give the .pub.pem file that `ipclip keygen NAME` made for the issuer."
    )


def test_private_key_is_not_taken_for_a_public_one(plain: Path, encrypted: Path):
    assert refusal(WrongKeyError, read_verifying_key, plain).startswith(
        "is a private signing key (Ed25519), but a public signing key (Ed25519) is needed; "
    )
    assert refusal(WrongKeyError, read_recipient_key, encrypted).startswith(
        "is an encrypted private key, but a public receiving key (X25519) is needed; "
    )


def test_public_key_is_not_taken_for_a_private_one(private: Callable[..., Path], signing_key: SigningKey):
    path = private(signing_key.public.pem)
    assert refusal(WrongKeyError, read_signing_key, path).startswith(
        "is a public signing key (Ed25519), but a private signing key (Ed25519) is needed; "
    )
    assert refusal(WrongKeyError, is_encrypted, path).endswith("give the private key that `ipclip keygen` made.")


@pytest.mark.parametrize(
    ("foreign", "words"),
    [
        (rsa.generate_private_key(65537, 2048), "RSA key"),
        (ec.generate_private_key(ec.SECP256R1()), "key of an elliptic curve other than these (EC)"),
        (ed448.Ed448PrivateKey.generate(), "key of another kind"),
    ],
    ids=["rsa", "ec", "ed448"],
)
def test_foreign_key_is_named(private: Callable[..., Path], foreign: object, words: str):
    assert words in refusal(WrongKeyError, read_signing_key, private(pem_of(foreign)))
    assert words in refusal(WrongKeyError, read_recipient_key, private(pem_of(foreign, public=True)))


@pytest.mark.parametrize("label", ["RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "CERTIFICATE"])
def test_other_pem_file_is_named_by_its_label(private: Callable[..., Path], label: str):
    body = b"Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA"
    path = private(f"-----BEGIN {label}-----\n".encode() + body + f"\n-----END {label}-----\n".encode())
    for read in (read_signing_key, read_verifying_key):
        assert refusal(WrongKeyError, read, path).startswith(f"is a PEM file of another kind ({label}), but ")


@pytest.mark.parametrize("which", ["plain", "encrypted"])
def test_cut_file_is_damaged(which: str, request: pytest.FixtureRequest):
    path: Path = request.getfixturevalue(which)
    content = path.read_bytes().rstrip()
    for size in range(len(content)):
        path.write_bytes(content[:size])
        sentence = refusal(DamagedKeyError, read_signing_key, path, PASSPHRASE)
        assert sentence.endswith("; restore it from a backup.")


@pytest.mark.parametrize("which", ["plain", "encrypted"])
def test_flipped_bit_never_makes_another_error_nor_another_key_beside_its_public_one(
    which: str, request: pytest.FixtureRequest, signing_key: SigningKey
):
    path: Path = request.getfixturevalue(which)
    path.with_name(f"{which}.pub.pem").write_bytes(signing_key.public.pem)
    content = path.read_bytes()
    for index in range(len(content)):
        for bit in range(8):
            path.write_bytes(content[:index] + bytes([content[index] ^ 1 << bit]) + content[index + 1 :])
            try:
                read = read_signing_key(path, PASSPHRASE)
            except KeyFileError:
                continue
            assert read.public == signing_key.public


def test_key_beside_the_public_one_of_another_is_refused(plain: Path):
    plain.with_name("plain.pub.pem").write_bytes(SigningKey.generate().public.pem)
    assert refusal(DamagedKeyError, read_signing_key, plain) == (
        "is no key file or is damaged (it does not belong to plain.pub.pem); restore it from a backup."
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 100, b"no key", b"-----BEGIN PUBLIC KEY-----\n\xff\n-----END PUBLIC KEY-----", b"\xef\xbb\xbf"],
)
def test_file_without_a_key_is_refused(private: Callable[..., Path], content: bytes):
    for read in (read_verifying_key, read_recipient_key, read_signing_key, read_receiving_key):
        assert refusal(DamagedKeyError, read, private(content)).startswith("is no key file or is damaged (")


def test_two_keys_in_one_file_are_refused(private: Callable[..., Path], signing_key: SigningKey):
    refusal(DamagedKeyError, read_verifying_key, private(signing_key.public.pem * 2))


def test_windows_line_ends_and_blank_lines_around_do_no_harm(private: Callable[..., Path], signing_key: SigningKey):
    path = private(b"\r\n" + signing_key.public.pem.replace(b"\n", b"\r\n") + b"\r\n\r\n")
    assert read_verifying_key(path) == signing_key.public


def test_huge_file_is_refused_without_being_read(tmp_path: Path):
    with (tmp_path / "huge.pem").open("wb") as stream:
        stream.truncate(2**40)
    sentence = refusal(KeyFileError, read_verifying_key, tmp_path / "huge.pem")
    assert sentence == "is larger than any key (65536 bytes); give the PEM file of a key."


@pytest.mark.parametrize("name", ["nothing.pem", "x" * 300, "nul\x00.pem"])
def test_path_without_a_file_is_refused(tmp_path: Path, name: str):
    refused = refusal(KeyFileError, read_signing_key, tmp_path / name)
    assert refused.startswith("cannot be read (")


def test_folder_or_pipe_in_place_of_a_file_is_refused(tmp_path: Path):
    assert refusal(KeyFileError, read_verifying_key, tmp_path).startswith("is not a file; ")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert refusal(KeyFileError, read_verifying_key, tmp_path / "pipe").startswith("is not a file; ")


@UNBOUND
def test_key_in_a_locked_folder_is_refused(plain: Path):
    plain.parent.chmod(0o000)
    try:
        sentence = refusal(KeyFileError, read_signing_key, plain)
    finally:
        plain.parent.chmod(0o700)
    assert sentence == "cannot be read (Permission denied); check the path and that you may read it."


def test_unreadable_file_is_refused(plain: Path, monkeypatch: pytest.MonkeyPatch):
    def deny(*arguments: object, **options: object):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    sentence = refusal(KeyFileError, read_signing_key, plain)
    assert sentence == "cannot be read (Permission denied); check the path and that you may read it."
