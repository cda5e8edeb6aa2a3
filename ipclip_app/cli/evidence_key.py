"""The key that signs evidence, asked for before anything is computed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ipclip_app.errors import UsageError

if TYPE_CHECKING:
    from ipclip_app.crypto.keys import SigningKey


def evidence_key(
    out: Path | None, choice: str | None, require_free: Callable[[Path], None], *, force: bool
) -> "SigningKey | None":
    """The owner's key; None where no evidence is wanted.

    Args:
        out: Where evidence is to be written.
        choice: File or name of the key, None for the only one.
        require_free: Checks that nothing would be overwritten.
        force: Do not check it.

    Raises:
        UsageError: There is a key for no evidence.
        IpclipError: Something would be overwritten, or there is no such key.
    """
    from ipclip_app.cli.passphrase import passphrase_of
    from ipclip_app.crypto.key_files import read_signing_key
    from ipclip_app.jobs.bundle_keys import find_signing_key

    if out is None:
        if choice is not None:
            raise UsageError("--sign-key signs evidence; pass --out too.")
        return None
    if not force:
        require_free(out)
    found = find_signing_key(choice)
    return read_signing_key(found.path, passphrase_of(found.path))
