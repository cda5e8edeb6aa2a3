"""Signing keys (Ed25519, RFC 8032) and receiving keys (X25519, RFC 7748), each with its public half."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

RAW_SIZE: Final = 32
"""Bytes of either public key."""
SIGNATURE_SIZE: Final = 64


@dataclass(frozen=True)
class PublicKey:
    """What both public keys have in common.

    Attributes:
        raw: The key's 32 bytes.
    """

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != RAW_SIZE:
            raise ValueError(f"a public key has {RAW_SIZE} bytes, not {len(self.raw)}")

    @property
    def fingerprint(self) -> str:
        """`SHA256:` and the unpadded base64 of the SHA-256 of the key in DER (SubjectPublicKeyInfo)."""
        digest = hashlib.sha256(self._encoded(Encoding.DER)).digest()
        return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"

    @property
    def pem(self) -> bytes:
        """The key as a PEM file (SubjectPublicKeyInfo)."""
        return self._encoded(Encoding.PEM)

    def _encoded(self, encoding: Encoding) -> bytes:
        return self._foreign().public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)

    def _foreign(self) -> Ed25519PublicKey | X25519PublicKey:
        raise NotImplementedError


class VerifyingKey(PublicKey):
    """Public half of a signing key: tells whether its owner signed something."""

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether `signature` was made over exactly these bytes by the owner of the key."""
        try:
            self._foreign().verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def _foreign(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.raw)


class RecipientKey(PublicKey):
    """Public half of a receiving key: what is sealed for it, its owner alone can open."""

    def _foreign(self) -> X25519PublicKey:
        return X25519PublicKey.from_public_bytes(self.raw)


class SigningKey:
    """Signs; whoever holds it speaks for its owner."""

    def __init__(self, secret: Ed25519PrivateKey) -> None:
        """Wrap a private key of cryptography."""
        self._secret = secret

    @classmethod
    def generate(cls) -> Self:
        """A fresh random key."""
        return cls(Ed25519PrivateKey.generate())

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of an Ed25519 signature over exactly these bytes."""
        return self._secret.sign(message)

    @property
    def public(self) -> VerifyingKey:
        """The half to give away."""
        return VerifyingKey(self._secret.public_key().public_bytes_raw())

    @property
    def secret_der(self) -> bytes:
        """The unencrypted private key (PKCS#8 PrivateKeyInfo)."""
        return self._secret.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


class ReceivingKey:
    """Opens what was sealed for its public half."""

    def __init__(self, secret: X25519PrivateKey) -> None:
        """Wrap a private key of cryptography."""
        self._secret = secret

    @classmethod
    def generate(cls) -> Self:
        """A fresh random key."""
        return cls(X25519PrivateKey.generate())

    def agree(self, other: RecipientKey) -> bytes:
        """The 32 bytes that this key and the private half of `other` alone share.

        Raises:
            ValueError: `other` is one of the few points that share the same bytes with every key.
        """
        return self._secret.exchange(X25519PublicKey.from_public_bytes(other.raw))

    @property
    def public(self) -> RecipientKey:
        """The half to give away."""
        return RecipientKey(self._secret.public_key().public_bytes_raw())

    @property
    def secret_der(self) -> bytes:
        """The unencrypted private key (PKCS#8 PrivateKeyInfo)."""
        return self._secret.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


PrivateKey = SigningKey | ReceivingKey
