"""Who may ask a service: a file that holds a licensee's name and a hash of his key, never the key.

A key is 256 random bits, so nobody can guess one from its SHA-256, and a slow hash would only slow down the service.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ipclip_app.errors import AccessKeysError, LicenseeError
from ipclip_app.jobs.json_shape import DamagedJsonError, read_json
from ipclip_app.storage import locked, write_bytes
from ipclip_app.watermark.secret import LONGEST_NAME, is_name

FORMAT: Final = 1
MOST: Final = 1000
_PREFIX: Final = "ipclip-"
_KEY_BYTES: Final = 32
_HASH_DIGITS: Final = 64
_PATIENCE: Final = 5.0
_SHAPE: Final = {"format": int, "keys": [{"licensee": str, "sha256": str, "created": str}]}


@dataclass(frozen=True)
class AccessKey:
    """What is kept of a key.

    Attributes:
        licensee: Whose it is, a line of text.
        sha256: SHA-256 of the key, 64 hexadecimal digits.
        created: When it was made, as `2025-01-31T12:00:00Z`.
    """

    licensee: str
    sha256: str
    created: str


class AccessKeys:
    """All keys of a service."""

    def __init__(self, keys: Sequence[AccessKey]) -> None:
        """Take keys of different licensees."""
        self.keys = tuple(keys)
        self._digests = [(bytes.fromhex(key.sha256), key.licensee) for key in keys]

    @property
    def licensees(self) -> tuple[str, ...]:
        """Names of those who have a key."""
        return tuple(key.licensee for key in self.keys)

    def licensee_of(self, key: str) -> str | None:
        """Whose key it is; takes as long for any key, right or wrong."""
        digest = _digest(key)
        found: str | None = None
        for known, licensee in self._digests:
            if hmac.compare_digest(known, digest):
                found = licensee
        return found


def read_access_keys(path: Path) -> AccessKeys:
    """Read the keys of a service.

    Raises:
        AccessKeysError: The file is missing, damaged, of a newer format or holds no key.
    """
    keys = _read(path)
    if not keys:
        raise AccessKeysError(
            path, "is not there or holds no key", "make one with `ipclip access add LICENSEE --keys FILE`"
        )
    return AccessKeys(keys)


def list_access_keys(path: Path) -> tuple[AccessKey, ...]:
    """All keys in a file; none where there is no file yet.

    Raises:
        AccessKeysError: The file is damaged or of a newer format.
    """
    return tuple(_read(path) or ())


def add_access_key(path: Path, licensee: str, *, force: bool = False) -> str:
    """Make a key for a licensee and return it: it is not kept, and cannot be had again.

    Args:
        path: The file, which is made if there is none.
        licensee: His name, in a service that marks embeddings one that its secret knows.
        force: Replace the key that he has.

    Raises:
        LicenseeError: He has a key, and `force` is not set.
        AccessKeysError: The name is unusable, or the file is damaged or full.
        OutputError: The file cannot be written.
    """
    if not is_name(licensee):
        raise AccessKeysError(path, "a licensee's name is one line of text", f"take at most {LONGEST_NAME} characters")
    key = _PREFIX + secrets.token_urlsafe(_KEY_BYTES)
    made = AccessKey(licensee, _digest(key).hex(), f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
    with locked(path, _PATIENCE):
        others = [known for known in list_access_keys(path) if not (force and known.licensee == licensee)]
        if any(known.licensee == licensee for known in others):
            raise LicenseeError(path, licensee, "has a key already", "pass --force to replace it by a new one")
        if len(others) == MOST:
            raise AccessKeysError(path, f"holds {MOST} keys, which is the most", "remove one first")
        _write(path, [*others, made])
    return key


def remove_access_key(path: Path, licensee: str) -> None:
    """Take a licensee's key out of the file.

    Raises:
        LicenseeError: He has none.
        AccessKeysError: The file is damaged.
        OutputError: The file cannot be written.
    """
    with locked(path, _PATIENCE):
        known = list_access_keys(path)
        others = [key for key in known if key.licensee != licensee]
        if len(others) == len(known):
            raise LicenseeError(path, licensee, "has no key there", "see `ipclip access list --keys FILE`")
        _write(path, others)


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode(errors="surrogateescape")).digest()


def _write(path: Path, keys: Sequence[AccessKey]) -> None:
    listed = [{"licensee": key.licensee, "sha256": key.sha256, "created": key.created} for key in keys]
    text = json.dumps({"format": FORMAT, "keys": listed}, indent=2)
    write_bytes(path, f"{text}\n".encode(), private=True)


def _read(path: Path) -> list[AccessKey] | None:
    remedy = "restore it, or make new keys in another file"
    try:
        content = read_json(path, _SHAPE)
    except DamagedJsonError as error:
        raise AccessKeysError(path, f"is no list of access keys ({error})", remedy) from error
    if content is None:
        return None
    if content["format"] != FORMAT:
        raise AccessKeysError(path, f"has format {content['format']}", "install a newer version of ipclip-app")
    keys = [_key(entry) for entry in content["keys"]]
    whole = [key for key in keys if key]
    different = min(len({key.licensee for key in whole}), len({key.sha256 for key in whole}))
    if different != len(keys) or len(keys) > MOST:
        raise AccessKeysError(path, "is no list of access keys", remedy)
    return whole


def _key(entry: dict[str, Any]) -> AccessKey | None:
    digits = entry["sha256"]
    whole = len(digits) == _HASH_DIGITS and set(digits) <= set("0123456789abcdef")
    if not whole or not is_name(entry["licensee"]):
        return None
    return AccessKey(entry["licensee"], digits, entry["created"])
