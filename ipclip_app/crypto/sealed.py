"""Bytes under a passphrase: scrypt (RFC 7914) with the costs of a private key, and AES-256-GCM.

A sealed file begins with the magic (8 bytes), the format version and the kind (a byte each). An encrypted one goes on
with the three costs (4 bytes each, big-endian), the salt (16 bytes), the nonce (12 bytes), the ciphertext and its tag
(16 bytes); the tag vouches for all that comes before, too. A plain one goes on with the SHA-256 of everything else in
it and the content: that finds damage, and hides nothing.
"""

import hashlib
import os
import struct
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from ipclip_app.crypto import pkcs8

MAGIC: Final = b"\x89IPCLIP\n"
"""No text begins with it, and whatever changes line ends on the way changes it."""
VERSION: Final = 1
LARGEST: Final = 2**31 - 2**16
"""Most bytes of a content; AES-GCM takes no more at once."""
SALT_SIZE: Final = 16
NONCE_SIZE: Final = 12
TAG_SIZE: Final = 16
_PLAIN: Final = 0
_ENCRYPTED: Final = 1
_START: Final = struct.Struct(">8sBB")
_COSTS: Final = struct.Struct(">III")
_DIGEST_SIZE: Final = 32
_PLAIN_HEADER: Final = _START.size + _DIGEST_SIZE
_HEADER: Final = _START.size + _COSTS.size + SALT_SIZE + NONCE_SIZE
OVERHEAD: Final = _HEADER + TAG_SIZE
"""Bytes by which a sealed file is longer than its content, at most."""


class WrongPassphrase(Exception):  # noqa: N818 - why it stays closed, before anybody knows which file it came from
    """The passphrase is another one, or something was altered: nobody can tell these apart."""


class NotSealed(Exception):  # noqa: N818 - likewise
    """Not what `seal` makes.

    Attributes:
        reason: The rest of a sentence that begins with the file.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NewerSeal(NotSealed):
    """Sealed by a newer program.

    Attributes:
        version: The format version that it says.
    """

    def __init__(self, version: int) -> None:
        super().__init__(f"has format {version}")
        self.version = version


def seal(content: bytes, passphrase: str | None) -> bytes:
    """Encrypt a content; about 0.2 seconds and the size of the content in memory.

    Args:
        content: At most LARGEST bytes.
        passphrase: As the user typed it; None leaves the content readable for everybody.

    Raises:
        ValueError: The content is too large.
    """
    if len(content) > LARGEST:
        raise ValueError(f"{len(content)} bytes are too many to be sealed at once.")
    if passphrase is None:
        start = _START.pack(MAGIC, VERSION, _PLAIN)
        return start + _digest(start, content) + content
    costs = _COSTS.pack(pkcs8.COST, pkcs8.BLOCK_SIZE, pkcs8.PARALLELIZATION)
    salt, nonce = os.urandom(SALT_SIZE), os.urandom(NONCE_SIZE)
    header = _START.pack(MAGIC, VERSION, _ENCRYPTED) + costs + salt + nonce
    return header + _cipher(header, passphrase).encrypt(nonce, content, header)


def unseal(sealed: bytes, passphrase: str | None) -> bytes:
    """The content that `seal` was given.

    Args:
        sealed: The whole file, already bounded in size.
        passphrase: Opens an encrypted content, and is not looked at otherwise.

    Raises:
        WrongPassphrase: It does not open, none was given, or the file was altered.
        NotSealed: It is no sealed file or an incomplete one, it asks for too costly a derivation, or a plain one was
            altered; NewerSeal if it is of a newer version.
    """
    if not is_encrypted(sealed):
        start, digest, content = sealed[: _START.size], sealed[_START.size : _PLAIN_HEADER], sealed[_PLAIN_HEADER:]
        if digest != _digest(start, content):
            raise NotSealed("does not match its digest")
        return content
    if passphrase is None:
        raise WrongPassphrase
    header = sealed[:_HEADER]
    if not pkcs8.is_affordable_scrypt(*_COSTS.unpack_from(header, _START.size)):
        raise NotSealed("asks for an impossible or too costly derivation of the key")
    try:
        return _cipher(header, passphrase).decrypt(header[-NONCE_SIZE:], sealed[_HEADER:], header)
    except InvalidTag as error:
        raise WrongPassphrase from error


def is_encrypted(start: bytes) -> bool:
    """Whether a sealed file needs a passphrase.

    Args:
        start: The file, or its first OVERHEAD bytes.

    Raises:
        NotSealed: It is no sealed file, or too short for one; NewerSeal if it is of a newer version.
    """
    if len(start) < _START.size or not start.startswith(MAGIC):
        raise NotSealed("does not begin as such a file does")
    _, version, kind = _START.unpack_from(start)
    if version > VERSION:
        raise NewerSeal(version)
    if version < 1 or kind not in {_PLAIN, _ENCRYPTED}:
        raise NotSealed("is sealed in an unknown way")
    if len(start) < (OVERHEAD if kind == _ENCRYPTED else _PLAIN_HEADER):
        raise NotSealed("ends too early")
    return bool(kind == _ENCRYPTED)


def _digest(start: bytes, content: bytes) -> bytes:
    digest = hashlib.sha256(start)
    digest.update(content)
    return digest.digest()


def _cipher(header: bytes, passphrase: str) -> AESGCM:
    """The one cipher of a file, by what its header says."""
    cost, block_size, passes = _COSTS.unpack_from(header, _START.size)
    salt = header[_START.size + _COSTS.size : -NONCE_SIZE]
    return AESGCM(Scrypt(salt, length=32, n=cost, r=block_size, p=passes).derive(pkcs8.as_bytes(passphrase)))
