"""What is done in the background to the keys by which licensees ask a service."""

from dataclasses import dataclass, field
from pathlib import Path

from ipclip_app.progress import Job, Report

PHASE = "keys"
_SUFFIX = ".keys.json"


@dataclass(frozen=True)
class LicenseeKey:
    """A licensee and whether he may ask.

    Attributes:
        licensee: His name.
        created: When his key was made, as `2025-01-31T12:00:00Z`; empty where he has none.
        known: Whether the secret knows him; a service refuses to start with a key of anybody else.
    """

    licensee: str
    created: str = ""
    known: bool = True


@dataclass(frozen=True)
class NewKey:
    """A key that was just made, and is kept nowhere.

    Attributes:
        licensee: Whose it is.
        text: The key.
    """

    licensee: str
    text: str = field(repr=False)


def keys_file(secret: Path) -> Path:
    """Where the keys of a secret's licensees are kept: beside it."""
    return secret.with_name(secret.name + _SUFFIX)


def list_licensees(keys: Path, users: tuple[str, ...]) -> Job[tuple[LicenseeKey, ...]]:
    """The licensees of a secret in its order, then whoever else has a key.

    Raises:
        AccessKeysError: The file is damaged.
    """
    from ipclip_app.service.access_keys import list_access_keys

    yield Report(PHASE, 0, 1)
    created = {key.licensee: key.created for key in list_access_keys(keys)}
    strangers = tuple(LicenseeKey(name, when, known=False) for name, when in created.items() if name not in users)
    return tuple(LicenseeKey(name, created.get(name, "")) for name in users) + strangers


def make_key(keys: Path, licensee: str) -> Job[NewKey]:
    """Make a key in place of the one that he has.

    Raises:
        IpclipError: The file is damaged or cannot be written.
    """
    from ipclip_app.service.access_keys import add_access_key

    yield Report(PHASE, 0, 1)
    return NewKey(licensee, add_access_key(keys, licensee, force=True))


def withdraw_key(keys: Path, licensee: str) -> Job[str]:
    """Take a licensee's key away; returns his name.

    Raises:
        IpclipError: He has none, or the file is damaged or cannot be written.
    """
    from ipclip_app.service.access_keys import remove_access_key

    yield Report(PHASE, 0, 1)
    remove_access_key(keys, licensee)
    return licensee
