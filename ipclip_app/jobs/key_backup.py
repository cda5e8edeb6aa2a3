"""Copies a pair of keys to where the owner keeps what must not be lost; loads no torch."""

from pathlib import Path

from ipclip_app.crypto.key_files import require_absent
from ipclip_app.crypto.key_store import KeyKind, KeyStore
from ipclip_app.crypto.pem import read_small
from ipclip_app.storage import write_bytes


def back_up_key(name: str, kind: KeyKind, folder: Path) -> tuple[Path, Path]:
    """Copy the private key as it is, encrypted or not, and the public one beside it.

    Args:
        name: The key's name.
        kind: Its kind.
        folder: A folder that is there.

    Returns:
        The private and the public copy.

    Raises:
        KeyNameError, UnknownKeyError: There is no such key.
        KeyFileError: A half cannot be read or is damaged, or a copy is there already; then nothing is written.
        OutputError: The folder cannot be written.
    """
    store = KeyStore()
    public = store.folder / f"{name}.{kind}.pub.pem"
    content = read_small(public)
    copy = folder / public.name
    require_absent(copy)
    private = store.backup(name, kind, folder)
    write_bytes(copy, content)
    return private, copy
