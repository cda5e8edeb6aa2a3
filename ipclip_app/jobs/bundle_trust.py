"""Whose signature counts: the issuer that the user named, or those that he trusts."""

import base64
from pathlib import Path
from tempfile import TemporaryDirectory

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


def trust_signer(manifest: Manifest, name: str) -> TrustedIssuer:
    """Trust the one whose signature on a bundle is intact; his fingerprint should have been compared before.

    Args:
        manifest: What he signed.
        name: What to call him.

    Raises:
        KeyNameError: The name has characters that file names should not have.
        AlreadyTrustedError: The key is trusted under another name, or the name belongs to another key.
        OutputError: The key cannot be kept.
    """
    key = VerifyingKey(base64.b64decode(manifest.issuer_public_key))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "issuer.pem"
        path.write_bytes(key.pem)
        return KeyStore().trust(path, name)
