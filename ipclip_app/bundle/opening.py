"""The steps of opening, in their order; none looks at anything that the one before has not vouched for."""

import base64
import hashlib
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ipclip_app.bundle import container, limits, names
from ipclip_app.bundle.damage import Damage, ForeignFile, NewerFormat
from ipclip_app.bundle.manifest import FORMAT, Manifest
from ipclip_app.crypto.envelope import open_sealed
from ipclip_app.crypto.keys import ReceivingKey, VerifyingKey
from ipclip_app.errors import (
    BundleExpiredError,
    BundleNotYetValidError,
    BundleSealedError,
    BundleTamperedError,
    BundleUnreadableError,
    BundleVersionError,
    NotABundleError,
    UnknownIssuerError,
    WrongRecipientError,
)

SIGNATURE: Final = "does not fit the signature of its issuer"
FINGERPRINT: Final = "names a fingerprint that is not that of its key"
LISTING: Final = "lists other entries than the file holds"
TOO_LARGE: Final = "is larger than any bundle"
NO_TEXT: Final = "is no UTF-8 text"

Entries = Mapping[str, memoryview]


@dataclass(frozen=True, eq=False)
class VerifiedFile:
    """A file whose every byte the issuer named in the manifest has signed.

    Attributes:
        manifest: What it says of itself.
        entries: The contents by name, encrypted ones as they are.
    """

    manifest: Manifest
    entries: Entries


def read_file(path: Path) -> bytes:
    """The bytes of a file, if it is a plain file that is not too large.

    Raises:
        BundleUnreadableError: It is not there or may not be read.
        ForeignFile: It is a folder or a device.
        Damage: It is larger than any bundle.
    """
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise ForeignFile(None, "it is no plain file")
        if facts.st_size > limits.FILE:
            raise Damage(None, TOO_LARGE)
        with path.open("rb") as file:
            return file.read(facts.st_size)
    except (OSError, ValueError) as error:  # a name with a null character is a ValueError
        raise BundleUnreadableError(path, getattr(error, "strerror", None) or str(error)) from error


def verify(data: bytes) -> VerifiedFile:
    """Check the container, the list of entries, the signature of the manifest and the hashes in it.

    Raises:
        ForeignFile: It was never a bundle.
        NewerFormat: A newer program wrote it.
        Damage: It is not what its issuer wrote.
    """
    entries = container.unpack(data)
    signed = bytes(entries[names.MANIFEST])
    manifest = Manifest.from_bytes(signed)
    check_signature(manifest, signed, bytes(entries[names.SIGNATURE]))
    if manifest.entries.keys() != entries.keys() - {names.MANIFEST, names.SIGNATURE}:
        raise Damage(names.MANIFEST, LISTING)
    for name in manifest.entries:
        if not is_intact(manifest, name, entries[name]):
            raise Damage(name, container.ALTERED)
    return VerifiedFile(manifest, entries)


def check_signature(manifest: Manifest, signed: bytes, signature: bytes) -> None:
    """Check that the holder of the key in a manifest signed exactly these bytes.

    Raises:
        Damage: Somebody else wrote them.
    """
    key = issuer_key(manifest)
    if not key.verify(signature, signed):
        raise Damage(names.MANIFEST, SIGNATURE)
    if key.fingerprint != manifest.issuer:
        raise Damage(names.MANIFEST, FINGERPRINT)


def issuer_key(manifest: Manifest) -> VerifyingKey:
    """The public key that the manifest names; whose it is, the manifest cannot prove."""
    return VerifyingKey(base64.b64decode(manifest.issuer_public_key))


def is_intact(manifest: Manifest, name: str, content: bytes | memoryview) -> bool:
    """Whether an entry is the one that the manifest names."""
    told = manifest.entries[name]
    return len(content) == told.size and hashlib.sha256(content).hexdigest() == told.sha256


def check_issuer(path: Path, manifest: Manifest, issuer: VerifyingKey) -> None:
    """Check who signed.

    Raises:
        UnknownIssuerError: It was somebody else.
    """
    if issuer_key(manifest) != issuer:
        raise UnknownIssuerError(path, manifest.issuer, issuer.fingerprint)


def check_dates(path: Path, manifest: Manifest, now: datetime) -> None:
    """Check that a moment lies within the validity, both ends included.

    Raises:
        BundleNotYetValidError: It is too early.
        BundleExpiredError: It is too late.
    """
    if now < manifest.valid_from:
        raise BundleNotYetValidError(path, manifest.valid_from)
    if manifest.valid_until is not None and now > manifest.valid_until:
        raise BundleExpiredError(path, manifest.valid_until)


def check_recipient(path: Path, manifest: Manifest, key: ReceivingKey | None) -> None:
    """Check that a key is the one that the bundle is encrypted for, if it is encrypted.

    Raises:
        BundleSealedError: There is no key.
        WrongRecipientError: It is another key.
    """
    if manifest.encryption is None:
        return
    if key is None:
        raise BundleSealedError(path, manifest.encryption.recipient)
    if key.public.fingerprint != manifest.encryption.recipient:
        raise WrongRecipientError(key.public.fingerprint)


def plain_tensors(file: VerifiedFile, key: ReceivingKey | None) -> dict[str, bytes | memoryview]:
    """The two entries with tensors under their plain names, decrypted where they are encrypted.

    Raises:
        WrongRecipientError: They were encrypted for another key.
    """
    if key is None or file.manifest.encryption is None:
        return {name: file.entries[name] for name in (names.PROMPT, names.REFERENCE)}
    identity = file.manifest.bundle_id
    sealed = {plain: bytes(file.entries[name]) for name, plain in names.UNSEALED.items()}
    return {name: open_sealed(blob, key, names.seal_context(identity, name)) for name, blob in sealed.items()}


def text(entries: Entries, name: str) -> str:
    """An entry for people.

    Raises:
        Damage: It is no UTF-8.
    """
    try:
        return bytes(entries[name]).decode()
    except UnicodeDecodeError as error:
        raise Damage(name, NO_TEXT) from error


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn what is wrong with content into the refusal of the file that it came from."""
    try:
        yield
    except ForeignFile as foreign:
        raise NotABundleError(path, foreign.reason) from foreign
    except NewerFormat as newer:
        raise BundleVersionError(path, newer.found, FORMAT) from newer
    except Damage as damage:
        raise BundleTamperedError(path, damage.entry, damage.reason) from damage
