"""Sealed for one recipient: an ephemeral X25519 agreement, HKDF-SHA256 and AES-256-GCM.

A sealed blob is the ephemeral public key (32 bytes), the nonce (12 bytes), the ciphertext and its tag (16 bytes). The
sender is not authenticated by it; a signature over the blob has to do that.
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ipclip_app.crypto.keys import RAW_SIZE, ReceivingKey, RecipientKey
from ipclip_app.errors import UnusableRecipientError, WrongRecipientError

SCHEME: Final = "X25519-HKDF-SHA256-AES-256-GCM"
NONCE_SIZE: Final = 12
TAG_SIZE: Final = 16
OVERHEAD: Final = RAW_SIZE + NONCE_SIZE + TAG_SIZE
"""Bytes by which a sealed blob is longer than its content."""
_PURPOSE: Final = b"ipclip bundle v1 "


def seal(plain: bytes, recipient: RecipientKey, context: bytes) -> bytes:
    """Encrypt for one recipient, with a key that is used this once.

    Args:
        plain: Any number of bytes.
        recipient: Who shall be able to open it.
        context: What the content is and where it belongs; opening it in any other context fails.

    Raises:
        UnusableRecipientError: Everybody could open what is sealed for that key.
    """
    ephemeral = ReceivingKey.generate()
    try:
        secret = ephemeral.agree(recipient)
    except ValueError as error:
        raise UnusableRecipientError(recipient.fingerprint) from error
    nonce = os.urandom(NONCE_SIZE)
    cipher = _cipher(secret, ephemeral.public, recipient, context)
    return ephemeral.public.raw + nonce + cipher.encrypt(nonce, plain, context)


def open_sealed(blob: bytes, key: ReceivingKey, context: bytes) -> bytes:
    """Decrypt what `seal` made for the public half of `key` in the same context.

    Nobody learns from the time which byte is wrong: no byte of a blob is compared here, only AES-GCM compares its tag,
    the whole of it in constant time whatever differs, and it hands out nothing before that.

    Raises:
        WrongRecipientError: It was made for another key or context, was altered or is cut; which of these is not
            told, neither in words nor by the time it takes.
    """
    ephemeral, nonce, sealed = blob[:RAW_SIZE], blob[RAW_SIZE : RAW_SIZE + NONCE_SIZE], blob[RAW_SIZE + NONCE_SIZE :]
    try:
        sender = RecipientKey(ephemeral)
        return _cipher(key.agree(sender), sender, key.public, context).decrypt(nonce, sealed, context)
    except (InvalidTag, ValueError) as error:
        raise WrongRecipientError(key.public.fingerprint) from error


def _cipher(secret: bytes, ephemeral: RecipientKey, recipient: RecipientKey, context: bytes) -> AESGCM:
    """The one cipher of a blob; both public keys go in, so that no other pair leads to the same one."""
    derivation = HKDF(SHA256(), length=32, salt=ephemeral.raw + recipient.raw, info=_PURPOSE + context)
    return AESGCM(derivation.derive(secret))
