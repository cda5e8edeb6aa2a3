"""What kinds of keys there are in PEM files, in words for whoever gave the wrong one."""

from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_der_public_key

PUBLIC: Final = "PUBLIC KEY"
PRIVATE: Final = "PRIVATE KEY"
ENCRYPTED: Final = "ENCRYPTED PRIVATE KEY"

SIGNING: Final = "a private signing key (Ed25519)"
RECEIVING: Final = "a private receiving key (X25519)"
VERIFYING: Final = "a public signing key (Ed25519)"
RECIPIENT: Final = "a public receiving key (X25519)"
OTHER: Final = "a key of another kind"

_KINDS: Final = (
    (Ed25519PrivateKey, SIGNING),
    (X25519PrivateKey, RECEIVING),
    (Ed25519PublicKey, VERIFYING),
    (X25519PublicKey, RECIPIENT),
    (rsa.RSAPrivateKey, "a private RSA key"),
    (rsa.RSAPublicKey, "a public RSA key"),
    (ec.EllipticCurvePrivateKey, "a private key of an elliptic curve other than these (EC)"),
    (ec.EllipticCurvePublicKey, "a public key of an elliptic curve other than these (EC)"),
)
_REMEDIES: Final = {
    SIGNING: "give the private key that `ipclip keygen NAME` made",
    RECEIVING: "give the private key that `ipclip keygen NAME --for receiving` made",
    VERIFYING: "give the .pub.pem file that `ipclip keygen NAME` made for the issuer",
    RECIPIENT: "give the .pub.pem file that `ipclip keygen NAME --for receiving` made for the recipient",
}


def remedy_for(wanted: str) -> str:
    """What to do where a key of the kind `wanted` is missing."""
    return _REMEDIES.get(wanted, "give the private key that `ipclip keygen` made")


def kind_of(key: object) -> str:
    """The kind of a loaded key, in words."""
    return next((words for kind, words in _KINDS if isinstance(key, kind)), OTHER)


def describe(label: str, der: bytes) -> str:
    """What a PEM block holds, in words, as far as that can be told without a passphrase."""
    if label == ENCRYPTED:
        return "an encrypted private key"
    try:
        if label == PRIVATE:
            return kind_of(load_der_private_key(der, None))
        if label == PUBLIC:
            return kind_of(load_der_public_key(der))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return OTHER
    return f"a PEM file of another kind ({label})"
