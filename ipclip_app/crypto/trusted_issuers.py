"""The public keys of issuers that the user trusts: one PEM file each, whose name is what he calls the issuer."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ipclip_app.crypto.key_files import read_verifying_key
from ipclip_app.errors import AlreadyTrustedError, KeyFileError, KeyNameError, OutputError, UnknownKeyError
from ipclip_app.storage import write_bytes

SUFFIX: Final = ".pem"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class TrustedIssuer:
    """An issuer whose signatures count.

    Attributes:
        name: What the user calls it.
        fingerprint: Fingerprint of its public key, empty where the file is damaged.
        path: The file of its public key.
        problem: What is wrong with the file, with the remedy; empty where it is whole.
    """

    name: str
    fingerprint: str
    path: Path
    problem: str = ""


class TrustedIssuers:
    """A folder of public keys."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which need not exist yet."""
        self.folder = folder

    def all(self) -> tuple[TrustedIssuer, ...]:
        """All of them by name, damaged ones included.

        Raises:
            KeyFileError: The folder cannot be read.
        """
        names = (name for name in file_names(self.folder) if name.endswith(SUFFIX) and not name.startswith("."))
        return tuple(_look_at(self.folder / name) for name in names)

    def add(self, public_pem: Path, name: str | None = None) -> TrustedIssuer:
        """Trust the owner of a public key from now on; to do so again changes nothing.

        Args:
            public_pem: File of a public signing key.
            name: What to call the issuer; None takes it from the file's name.

        Raises:
            KeyFileError: The file cannot be read or holds another kind of key.
            KeyNameError: The name has characters that file names should not have.
            AlreadyTrustedError: The key is trusted under another name, or the name belongs to another key.
        """
        key = read_verifying_key(public_pem)
        known = self.find(key.fingerprint)
        if known and name in {None, known.name}:
            return known
        chosen = require_name(name or _name_from(public_pem))
        path = self.folder / f"{chosen}{SUFFIX}"
        if known or path.exists():
            raise AlreadyTrustedError(known.name if known else chosen)
        write_bytes(path, key.pem)
        return TrustedIssuer(chosen, key.fingerprint, path)

    def find(self, fingerprint: str) -> TrustedIssuer | None:
        """The trusted issuer with that key, if there is one."""
        return next((issuer for issuer in self.all() if issuer.fingerprint == fingerprint != ""), None)

    def remove(self, which: str) -> TrustedIssuer:
        """Trust an issuer no longer.

        Args:
            which: Its fingerprint or name.

        Raises:
            UnknownKeyError: None is trusted that has it.
            OutputError: The file cannot be removed.
        """
        found = next((issuer for issuer in self.all() if which and which in {issuer.fingerprint, issuer.name}), None)
        if found is None:
            raise UnknownKeyError(f"trusted issuer '{which}'", self.folder)
        try:
            found.path.unlink()
        except OSError as error:
            raise OutputError(found.path, error.strerror or str(error)) from error
        return found


def require_name(name: str) -> str:
    """Check what a key is to be called, and return it.

    Raises:
        KeyNameError: The name has characters that file names should not have.
    """
    if not _NAME.fullmatch(name):
        raise KeyNameError(name)
    return name


def file_names(folder: Path) -> list[str]:
    """Sorted names of what is in a folder; none where there is no folder yet.

    Raises:
        KeyFileError: The folder cannot be read.
    """
    try:
        return sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise KeyFileError(
            folder, f"cannot be read ({error.strerror})", "check that it is a folder that you may read"
        ) from error


def _look_at(path: Path) -> TrustedIssuer:
    try:
        return TrustedIssuer(path.stem, read_verifying_key(path).fingerprint, path)
    except KeyFileError as error:
        return TrustedIssuer(path.stem, "", path, str(error))


def _name_from(path: Path) -> str:
    """`acme` for `acme.signing.pub.pem`, and something usable for whatever else a file is called."""
    stem = re.sub(r"(\.signing)?(\.pub)?$", "", path.stem)
    return re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-_")[:64] or "issuer"
