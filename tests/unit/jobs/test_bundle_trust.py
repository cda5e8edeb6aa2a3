from pathlib import Path

import pytest

from ipclip_app.bundle.inspection import inspect_bundle
from ipclip_app.bundle.manifest import Manifest
from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.errors import AlreadyTrustedError, KeyNameError
from ipclip_app.jobs.bundle_trust import trust_signer, trusted_issuer

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


@pytest.fixture
def manifest() -> Manifest:
    manifest = inspect_bundle(GOLDEN / "format-1.ipclip").manifest
    assert manifest is not None
    return manifest


def test_signer_of_a_bundle_is_trusted_under_the_name_that_the_user_gives(manifest: Manifest):
    assert trusted_issuer(manifest) is None
    trust_signer(manifest, "atelier")
    issuer = trusted_issuer(manifest)
    assert issuer is not None
    assert (issuer.name, issuer.fingerprint) == ("atelier", manifest.issuer)
    assert issuer.path.read_bytes() == (GOLDEN / "issuer.pem").read_bytes()


def test_name_that_no_file_should_have_is_refused(manifest: Manifest):
    with pytest.raises(KeyNameError):
        trust_signer(manifest, "../atelier")
    assert KeyStore().trusted() == ()


def test_nobody_is_trusted_under_two_names(manifest: Manifest):
    trust_signer(manifest, "atelier")
    with pytest.raises(AlreadyTrustedError):
        trust_signer(manifest, "other")
