"""Passphrases: from IPCLIP_PASSPHRASE in a script, otherwise typed on the terminal without being shown."""

import sys
from getpass import getpass
from pathlib import Path

from ipclip_app.errors import UsageError
from ipclip_app.jobs.bundle_keys import VARIABLE, stated_passphrase


def new_passphrase(what: str = "key") -> str:
    """A passphrase for something new, typed twice on a terminal.

    Args:
        what: What it protects, as a question names it.

    Raises:
        UsageError: There is nobody to ask, or the two differ.
        WeakPassphraseError: It is too short or too long.
    """
    from ipclip_app.crypto.key_files import require_strong

    given = stated_passphrase()
    first = given or _ask(f"Passphrase for the new {what}: ", "or pass --no-passphrase")
    require_strong(first)
    if not given and first != _ask("The same again: "):
        raise UsageError(f"The two passphrases differ, so no {what} was made; try again.")
    return first


def passphrase_of(path: Path) -> str | None:
    """The passphrase of a private key; None where it needs none.

    Raises:
        KeyFileError: The file cannot be read or holds no private key.
        UsageError: There is nobody to ask.
    """
    from ipclip_app.crypto.key_files import is_encrypted

    return stated_or_typed(path) if is_encrypted(path) else None


def passphrase_of_secret(path: Path) -> str | None:
    """The passphrase of a watermark's secret; None where it needs none.

    Raises:
        SecretFileError: The file cannot be read or holds no secret.
        UsageError: There is nobody to ask.
    """
    from ipclip_app.watermark.secret_file import is_encrypted

    return stated_or_typed(path) if is_encrypted(path) else None


def stated_or_typed(path: Path) -> str:
    """The passphrase of a file that is known to be encrypted.

    Raises:
        UsageError: There is nobody to ask.
    """
    return stated_passphrase() or _ask(f"Passphrase of {path}: ")


def _ask(question: str, otherwise: str = "or run this in a terminal") -> str:
    if not sys.stdin.isatty():
        raise UsageError(f"There is no terminal to ask for a passphrase; set {VARIABLE}, {otherwise}.")
    try:
        return getpass(question)
    except EOFError as error:
        raise UsageError(f"No passphrase was typed; try again, or set {VARIABLE}.") from error
