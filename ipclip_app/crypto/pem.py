"""PEM files (RFC 7468): one labelled block of base64 in a small text file."""

import base64
import re
import textwrap
from pathlib import Path
from typing import Final

from ipclip_app.errors import DamagedKeyError, KeyFileError
from ipclip_app.paths import is_file

LARGEST: Final = 65_536
"""Most bytes of a key file; the largest keys in use have a few thousand."""
_BLOCK: Final = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,64})-----\s(.*?)\s-----END \1-----", re.DOTALL)


def encode_pem(label: str, der: bytes) -> bytes:
    """The text of a PEM file."""
    lines = textwrap.wrap(base64.b64encode(der).decode(), 64)
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode()


def read_pem(path: Path) -> tuple[str, bytes]:
    """Label and content of a file that holds one PEM block and nothing else.

    Returns:
        The label, for instance `PUBLIC KEY`, and what the base64 says; empty where the block has headers, as old
        formats of encrypted keys do.

    Raises:
        KeyFileError: The file is missing, unreadable or too large.
        DamagedKeyError: It is no PEM file.
    """
    block = _BLOCK.fullmatch(read_small(path).strip())
    if block is None:
        raise DamagedKeyError(path, "it does not have the one BEGIN and END line of a PEM file")
    label, body = block[1].decode(), block[2]
    if b":" in body:
        return label, b""
    try:
        return label, base64.b64decode(b"".join(body.split()), validate=True)
    except ValueError as error:
        raise DamagedKeyError(path, "it is not base64") from error


def read_small(path: Path) -> bytes:
    """The bytes of a small regular file.

    Raises:
        KeyFileError: The file is missing, unreadable or too large.
    """
    try:
        if not is_file(path):  # a pipe would block
            path.stat()
            raise KeyFileError(path, "is not a file", "give the PEM file of a key")
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise KeyFileError(path, f"cannot be read ({cause})", "check the path and that you may read it") from error
    if len(content) > LARGEST:
        raise KeyFileError(path, f"is larger than any key ({LARGEST} bytes)", "give the PEM file of a key")
    return content
