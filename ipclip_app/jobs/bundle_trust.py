"""Whose signature counts: the issuer that the user named, or those that he trusts."""

from pathlib import Path

from ipclip_app.bundle.manifest import Manifest
from ipclip_app.crypto.key_files import read_verifying_key
from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.crypto.keys import VerifyingKey
from ipclip_app.crypto.trusted_issuers import TrustedIssuer


def expected_issuer(issuer: Path | None) -> VerifyingKey | None:
    """The key of the one who must have signed; None for anybody.

    Raises:
        KeyFileError: The file holds no public signing key.
    """
    return None if issuer is None else read_verifying_key(issuer)


def trusted_issuer(manifest: Manifest) -> TrustedIssuer | None:
    """The trusted issuer whose key a manifest names, if there is one.

    Raises:
        KeyFileError: The folder of trusted keys cannot be read.
    """
    return KeyStore().issuer(manifest.issuer)


def trusted_key(manifest: Manifest) -> VerifyingKey | None:
    """His key.

    Raises:
        KeyFileError: It cannot be read.
    """
    issuer = trusted_issuer(manifest)
    return None if issuer is None else read_verifying_key(issuer.path)
