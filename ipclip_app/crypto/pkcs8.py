"""Encrypts a private key as PKCS#8 (RFC 5958) under a passphrase, in a way that the openssl program reads.

cryptography writes 2,048 rounds of PBKDF2 and has no option for more, which a graphics card tries in no time. Here it
is scrypt (RFC 7914) with 16 MiB of memory, five times over: the cost that OWASP recommends for stored passwords, and
the most memory, in powers of two, that openssl grants to a key file. The cipher is AES-256-CBC (PBES2, RFC 8018).

Nobody learns from the time which character of a passphrase is wrong: a passphrase is compared with nothing. All of it
goes through scrypt, one wrong character makes another key altogether, and only what that key decrypts to is looked at.
"""

import os
import unicodedata
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.padding import PKCS7

from ipclip_app.crypto.der import INTEGER, OBJECT, OCTETS, SEQUENCE, items, tlv, unsigned

COST: Final = 2**14
BLOCK_SIZE: Final = 8
PARALLELIZATION: Final = 5
_PBES2: Final = bytes.fromhex("2a864886f70d01050d")
_SCRYPT: Final = bytes.fromhex("2b06010401da47040b")
_AES_256_CBC: Final = bytes.fromhex("60864801650304012a")
_PBKDF2: Final = bytes.fromhex("2a864886f70d01050c")
_MOST_ROUNDS: Final = 10_000_000
_MOST_MEMORY: Final = 2**26
_MOST_PASSES: Final = 16


def encrypt(secret_der: bytes, passphrase: str) -> bytes:
    """The DER of an EncryptedPrivateKeyInfo; about 0.2 seconds.

    Args:
        secret_der: The DER of a PrivateKeyInfo.
        passphrase: As the user typed it.
    """
    salt, start = os.urandom(16), os.urandom(16)
    derivation = Scrypt(salt, length=32, n=COST, r=BLOCK_SIZE, p=PARALLELIZATION)
    cipher = Cipher(AES256(derivation.derive(as_bytes(passphrase))), CBC(start)).encryptor()
    padding = PKCS7(128).padder()
    padded = padding.update(secret_der) + padding.finalize()
    sealed = cipher.update(padded) + cipher.finalize()
    return tlv(SEQUENCE, _algorithm(salt, start), tlv(OCTETS, sealed))


def as_bytes(passphrase: str) -> bytes:
    """UTF-8 of the composed form (NFC), so that keyboards that compose accents differently agree."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def is_affordable(encrypted_der: bytes) -> bool:
    """Whether trying a passphrase takes seconds and megabytes at most, whatever the file claims.

    False too where the derivation is neither scrypt nor PBKDF2, as in the oldest files, which protect badly.
    """
    try:
        kind, costs = _derivation(encrypted_der)
    except (ValueError, IndexError):
        return False
    match costs:
        case [rounds, *_] if kind == _PBKDF2:
            return 0 < rounds <= _MOST_ROUNDS
        case [cost, block_size, passes, *_] if kind == _SCRYPT:
            return is_affordable_scrypt(cost, block_size, passes)
        case _:
            return False


def is_affordable_scrypt(cost: int, block_size: int, passes: int) -> bool:
    """Whether scrypt with these costs is possible and takes seconds and megabytes at most."""
    sound = cost > 1 and cost.bit_count() == 1 and block_size > 0 and passes > 0
    return sound and 128 * cost * block_size <= _MOST_MEMORY and passes <= _MOST_PASSES


def _derivation(encrypted_der: bytes) -> tuple[bytes, list[int]]:
    """How the key follows from the passphrase: name of the function, and the integers among its parameters."""
    nested = items(encrypted_der)[0][1]
    for index in (0, 1, 0):  # the algorithm, its parameters, the first of them
        nested = items(nested)[index][1]
    (_, kind), (_, parameters) = items(nested)
    return kind, [int.from_bytes(value, "big", signed=True) for tag, value in items(parameters) if tag == INTEGER]


def _algorithm(salt: bytes, start: bytes) -> bytes:
    costs = [tlv(INTEGER, unsigned(cost)) for cost in (COST, BLOCK_SIZE, PARALLELIZATION)]
    derivation = tlv(SEQUENCE, tlv(OBJECT, _SCRYPT), tlv(SEQUENCE, tlv(OCTETS, salt), *costs))
    cipher = tlv(SEQUENCE, tlv(OBJECT, _AES_256_CBC), tlv(OCTETS, start))
    return tlv(SEQUENCE, tlv(OBJECT, _PBES2), tlv(SEQUENCE, derivation, cipher))
