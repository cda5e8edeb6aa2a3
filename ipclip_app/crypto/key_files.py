"""One key, one PEM file: PKCS#8 for a private key, SubjectPublicKeyInfo for a public one.

A private key's file is readable by its owner alone from its first byte on. Windows has no such modes: there a file is
as private as the folder it lies in, which is why the user's own folder is the usual place.
"""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.exceptions import InternalError, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_der_public_key

from ipclip_app.crypto.key_kinds import (
    ENCRYPTED,
    OTHER,
    PRIVATE,
    PUBLIC,
    RECEIVING,
    RECIPIENT,
    SIGNING,
    VERIFYING,
    describe,
    kind_of,
    remedy_for,
)
from ipclip_app.crypto.keys import PrivateKey, PublicKey, ReceivingKey, RecipientKey, SigningKey, VerifyingKey
from ipclip_app.crypto.pem import encode_pem, read_pem
from ipclip_app.crypto.pkcs8 import as_bytes, encrypt, is_affordable
from ipclip_app.errors import (
    DamagedKeyError,
    ExposedKeyError,
    KeyExistsError,
    KeyFileError,
    PassphraseNeededError,
    WeakPassphraseError,
    WrongKeyError,
    WrongPassphraseError,
)
from ipclip_app.storage import write_bytes

SHORTEST: Final = 8
"""Fewest characters of a passphrase."""
LONGEST: Final = 1000
"""Most bytes of a passphrase; openssl reads no more than 1,023."""


def require_strong(passphrase: str) -> None:
    """Check a passphrase before a key is protected with it.

    Raises:
        WeakPassphraseError: It is too short or too long.
    """
    if len(passphrase) < SHORTEST or len(as_bytes(passphrase)) > LONGEST:
        raise WeakPassphraseError(SHORTEST, LONGEST)


def write_private_key(path: Path, key: PrivateKey, passphrase: str | None, *, force: bool = False) -> None:
    """Write a private key atomically, readable by its owner alone from the first byte on.

    Args:
        path: The new file.
        key: The key.
        passphrase: What encrypts it; None leaves it unencrypted.
        force: Replace a key that is there already, which is lost then.

    Raises:
        KeyExistsError: The file exists, and `force` is not set.
        WeakPassphraseError: The passphrase is too short or too long.
        OutputError: The file cannot be written.
    """
    if passphrase is not None:
        require_strong(passphrase)
    if not force:
        require_absent(path)
    if passphrase is None:
        content = encode_pem(PRIVATE, key.secret_der)
    else:
        content = encode_pem(ENCRYPTED, encrypt(key.secret_der, passphrase))
    write_bytes(path, content, private=True)


def require_absent(path: Path) -> None:
    """Check that no key would be overwritten.

    Raises:
        KeyExistsError: Something is there, be it a link that leads nowhere.
    """
    if os.path.lexists(path):
        raise KeyExistsError(path)


def is_encrypted(path: Path) -> bool:
    """Whether a private key needs a passphrase.

    Raises:
        KeyFileError: The file cannot be read or holds no private key in PKCS#8.
    """
    return _private_block(path, "a private key")[0] == ENCRYPTED


def read_signing_key(path: Path, passphrase: str | None = None) -> SigningKey:
    """Read a private Ed25519 key; a passphrase that is not needed is not looked at.

    Raises:
        KeyFileError: The file cannot be read, is damaged or exposed, holds another kind of key, or does not open with
            the passphrase; a class of its own tells each.
    """
    key = _private(path, passphrase, SIGNING)
    if not isinstance(key, Ed25519PrivateKey):
        raise _wrong(path, kind_of(key), SIGNING)
    read = SigningKey(key)
    _compare(path, read.public, read_verifying_key)
    return read


def read_receiving_key(path: Path, passphrase: str | None = None) -> ReceivingKey:
    """Read a private X25519 key; a passphrase that is not needed is not looked at.

    Raises:
        KeyFileError: As `read_signing_key`.
    """
    key = _private(path, passphrase, RECEIVING)
    if not isinstance(key, X25519PrivateKey):
        raise _wrong(path, kind_of(key), RECEIVING)
    read = ReceivingKey(key)
    _compare(path, read.public, read_recipient_key)
    return read


def read_verifying_key(path: Path) -> VerifyingKey:
    """Read a public Ed25519 key.

    Raises:
        KeyFileError: The file cannot be read, is damaged or holds another kind of key.
    """
    key = _public(path, VERIFYING)
    if not isinstance(key, Ed25519PublicKey):
        raise _wrong(path, kind_of(key), VERIFYING)
    return VerifyingKey(key.public_bytes_raw())


def read_recipient_key(path: Path) -> RecipientKey:
    """Read a public X25519 key.

    Raises:
        KeyFileError: The file cannot be read, is damaged or holds another kind of key.
    """
    key = _public(path, RECIPIENT)
    if not isinstance(key, X25519PublicKey):
        raise _wrong(path, kind_of(key), RECIPIENT)
    return RecipientKey(key.public_bytes_raw())


def _private_block(path: Path, wanted: str) -> tuple[str, bytes]:
    label, der = read_pem(path)
    if label not in {PRIVATE, ENCRYPTED}:
        raise _wrong(path, describe(label, der), wanted)
    if label == PRIVATE and _is_exposed(path):
        raise ExposedKeyError(path)
    return label, der


def _is_exposed(path: Path) -> bool:
    return os.name != "nt" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _private(path: Path, passphrase: str | None, wanted: str) -> object:
    label, der = _private_block(path, wanted)
    encrypted = label == ENCRYPTED
    if encrypted and passphrase is None:
        raise PassphraseNeededError(path)
    if encrypted and not is_affordable(der):
        raise DamagedKeyError(path, "it is encrypted in an unknown or too costly way")
    try:
        return load_der_private_key(der, as_bytes(passphrase or "") if encrypted else None)
    except UnsupportedAlgorithm as error:
        raise _wrong(path, OTHER, wanted) from error
    except (ValueError, TypeError, InternalError) as error:  # the last two: by labels and sizes that are not true
        raise (WrongPassphraseError(path) if encrypted else DamagedKeyError(path, "its content is no key")) from error


def _public(path: Path, wanted: str) -> object:
    label, der = read_pem(path)
    if label != PUBLIC:
        raise _wrong(path, describe(label, der), wanted)
    try:
        return load_der_public_key(der)
    except UnsupportedAlgorithm as error:
        raise _wrong(path, OTHER, wanted) from error
    except (ValueError, InternalError) as error:
        raise DamagedKeyError(path, "its content is no key") from error


def _compare(path: Path, public: PublicKey, read: Callable[[Path], PublicKey]) -> None:
    """Compare with the public key beside it, if there is one: PKCS#8 itself cannot tell an altered key."""
    beside = path.with_name(f"{path.stem}.pub.pem")
    expected = public
    with suppress(KeyFileError):
        expected = read(beside)
    if expected != public:
        raise DamagedKeyError(path, f"it does not belong to {beside.name}")


def _wrong(path: Path, found: str, wanted: str) -> WrongKeyError:
    return WrongKeyError(path, found, wanted, remedy_for(wanted))
