"""The user's own keys and the issuers he trusts, as PEM files in one folder; the files alone are the truth."""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias

from ipclip_app.crypto.key_files import (
    is_encrypted,
    read_recipient_key,
    read_verifying_key,
    require_absent,
    require_strong,
    write_private_key,
)
from ipclip_app.crypto.keys import ReceivingKey, SigningKey
from ipclip_app.crypto.pem import read_small
from ipclip_app.crypto.trusted_issuers import TrustedIssuer, TrustedIssuers, file_names, require_name
from ipclip_app.errors import KeyExistsError, KeyFileError, OutputError, UnknownKeyError
from ipclip_app.paths import is_folder
from ipclip_app.storage import data_folder, write_bytes

KeyKind: TypeAlias = Literal["signing", "receiving"]

KINDS: Final[tuple[KeyKind, ...]] = ("signing", "receiving")
_CLASSES: Final[dict[KeyKind, type[SigningKey | ReceivingKey]]] = {"signing": SigningKey, "receiving": ReceivingKey}
_READERS: Final = {"signing": read_verifying_key, "receiving": read_recipient_key}


@dataclass(frozen=True)
class KeyInfo:
    """One of the user's own keys.

    Attributes:
        name: What the user calls it; a signing and a receiving key may share it.
        kind: What it is for.
        fingerprint: Fingerprint of the public key, empty where its file is damaged.
        path: The private key.
        public_path: The public key, to be given away.
        created: When the files were written.
        encrypted: Whether the private key needs a passphrase.
        problem: What is wrong with the files, with the remedy; empty where they are whole.
    """

    name: str
    kind: KeyKind
    fingerprint: str
    path: Path
    public_path: Path
    created: datetime
    encrypted: bool
    problem: str = ""


class KeyStore:
    """A folder of keys: `NAME.signing.pem`, `NAME.signing.pub.pem`, the same with `receiving`, and `trusted`."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use a folder, which need not exist yet; without one, `keys` in the user's data folder."""
        self.folder = folder or data_folder() / "keys"
        self._issuers = TrustedIssuers(self.folder / "trusted")

    def require_free(self, name: str, kind: KeyKind) -> None:
        """Check that a key could be made, before a passphrase is asked for it.

        Raises:
            KeyNameError: The name has other characters than letters, digits, dashes and underscores.
            KeyExistsError: A key of that name and kind is there.
        """
        for path in self._paths(require_name(name), kind):
            require_absent(path)

    def create(self, name: str, kind: KeyKind, passphrase: str | None) -> KeyInfo:
        """Make a new pair of keys.

        Args:
            name: Up to 64 letters, digits, dashes and underscores.
            kind: What it is for.
            passphrase: What encrypts the private key; None leaves it unencrypted.

        Raises:
            KeyNameError: The name has other characters.
            WeakPassphraseError: The passphrase is too short or too long.
            KeyExistsError: A key of that name and kind is there; keys are never overwritten.
            OutputError: The folder cannot be written.
        """
        self.require_free(name, kind)
        if passphrase is not None:
            require_strong(passphrase)
        path, public_path = self._paths(name, kind)
        key = _CLASSES[kind].generate()
        _make_private(self.folder)
        _claim(public_path, key.public.pem)
        try:
            write_private_key(path, key, passphrase)
        except BaseException:
            with suppress(OSError):
                public_path.unlink()
            raise
        return self._look_at(name, kind)

    def list(self) -> tuple[KeyInfo, ...]:
        """All keys by name, damaged ones included.

        Raises:
            KeyFileError: The folder cannot be read.
        """
        parts = (name.split(".", maxsplit=1) for name in file_names(self.folder))
        endings = {f"{kind}{end}": kind for kind in KINDS for end in (".pem", ".pub.pem")}
        found = {(name, endings[rest[0]]) for name, *rest in parts if name and rest and rest[0] in endings}
        return tuple(self._look_at(name, kind) for name, kind in sorted(found))

    def backup(self, name: str, kind: KeyKind, target: Path) -> Path:
        """Copy a private key as it is, encrypted or not.

        Args:
            name: The key's name.
            kind: Its kind.
            target: The new file, or a folder that is there.

        Returns:
            The file that was written.

        Raises:
            KeyNameError, UnknownKeyError: There is no such key.
            KeyFileError: The key cannot be read or is damaged, or `target` exists.
            OutputError: `target` cannot be written.
        """
        path, _ = self._paths(require_name(name), kind)
        if not os.path.lexists(path):
            raise UnknownKeyError(f"{kind} key '{name}'", self.folder)
        is_encrypted(path)  # a damaged key is no backup
        copy = target / path.name if is_folder(target) else target
        require_absent(copy)
        write_bytes(copy, read_small(path), private=True)
        return copy

    def trust(self, public_pem: Path, name: str | None = None) -> TrustedIssuer:
        """Trust an issuer; see `TrustedIssuers.add`."""
        _make_private(self.folder)
        return self._issuers.add(public_pem, name)

    def trusted(self) -> tuple[TrustedIssuer, ...]:
        """All trusted issuers by name, damaged files included."""
        return self._issuers.all()

    def issuer(self, fingerprint: str) -> TrustedIssuer | None:
        """The trusted issuer with that key, if there is one."""
        return self._issuers.find(fingerprint)

    def forget(self, which: str) -> TrustedIssuer:
        """Trust an issuer no longer, by fingerprint or name; see `TrustedIssuers.remove`."""
        return self._issuers.remove(which)

    def _paths(self, name: str, kind: KeyKind) -> tuple[Path, Path]:
        return self.folder / f"{name}.{kind}.pem", self.folder / f"{name}.{kind}.pub.pem"

    def _look_at(self, name: str, kind: KeyKind) -> KeyInfo:
        path, public_path = self._paths(name, kind)
        problems: list[str] = []
        encrypted, public = False, None
        try:
            encrypted = is_encrypted(path)
        except KeyFileError as error:
            problems.append(str(error))
        try:
            public = _READERS[kind](public_path)
        except KeyFileError as error:
            problems.append(str(error))
        fingerprint = public.fingerprint if public else ""
        return KeyInfo(
            name, kind, fingerprint, path, public_path, _created(path, public_path), encrypted, " ".join(problems)
        )


def _claim(path: Path, content: bytes) -> None:
    """Write a file that nobody else has written, not even at this moment."""
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError as error:
        raise KeyExistsError(path) from error
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error


def _make_private(folder: Path) -> None:
    """Make a folder that is its owner's alone; one that is there stays as it is."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error


def _created(*paths: Path) -> datetime:
    times = []
    for path in paths:
        with suppress(OSError):
            times.append(path.stat().st_mtime)
    return datetime.fromtimestamp(min(times, default=0), UTC)
