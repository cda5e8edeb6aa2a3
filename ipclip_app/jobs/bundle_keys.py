"""Which of the user's private keys signs or opens a bundle; loads no torch."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ipclip_app.crypto.key_files import is_encrypted
from ipclip_app.crypto.key_store import KeyInfo, KeyStore
from ipclip_app.errors import UnknownKeyError, UsageError
from ipclip_app.paths import is_file

VARIABLE: Final = "IPCLIP_PASSPHRASE"
"""The variable of the environment that serves scripts."""


@dataclass(frozen=True)
class FoundKey:
    """A private key that was found, not opened yet.

    Attributes:
        path: Its file.
        name: What its owner calls it.
        encrypted: Whether it needs a passphrase.
    """

    path: Path
    name: str
    encrypted: bool


def find_signing_key(choice: str | None = None) -> FoundKey:
    """The key that signs.

    Args:
        choice: A file, or the name of a key of the user's; None for his only one.

    Raises:
        UnknownKeyError: There is no such key, or none at all.
        UsageError: There are several and none was chosen.
        KeyFileError: The file holds no private key, or other users may read it.
    """
    if choice is not None and is_file(Path(choice)):
        return _at(Path(choice))
    store = KeyStore()
    keys = [key for key in store.list() if key.kind == "signing" and choice in {None, key.name}]
    if not keys:
        what = f"signing key '{choice}', and there is no such file" if choice else "signing key (`ipclip keygen NAME`)"
        raise UnknownKeyError(what, store.folder)
    if len(keys) > 1:
        names = ", ".join(key.name for key in keys)
        raise UsageError(f"There are several signing keys ({names}); choose one with --sign-key.")
    return _found(keys[0])


def find_receiving_key(recipient: str, choice: Path | None = None) -> FoundKey | None:
    """The key that opens what was encrypted for a recipient, or None where the user has none of that fingerprint.

    Args:
        recipient: Fingerprint of the recipient's public key.
        choice: The file of the key; None to look among the user's own.

    Raises:
        KeyFileError: The file holds no private key, or other users may read it.
    """
    if choice is not None:
        return _at(choice)
    matching = (key for key in KeyStore().list() if key.kind == "receiving" and key.fingerprint == recipient)
    return next(map(_found, matching), None)


def stated_passphrase(passphrase: str | None = None) -> str | None:
    """The passphrase that was given, else that of the environment, else None; an empty variable gives none."""
    return passphrase if passphrase is not None else os.environ.get(VARIABLE) or None


def _at(path: Path) -> FoundKey:
    return FoundKey(path, re.sub(r"\.(signing|receiving)$", "", path.stem), is_encrypted(path))


def _found(key: KeyInfo) -> FoundKey:
    return FoundKey(key.path, key.name, key.encrypted)
