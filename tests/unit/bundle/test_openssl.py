"""Nobody needs this program to check a signature: openssl can."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from ipclip_app.bundle.writer import BundleContent, write_bundle
from ipclip_app.crypto.keys import SigningKey

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture
def unzipped(tmp_path: Path, path: Path, content: BundleContent, signing: SigningKey) -> Path:
    """A folder with what is in a bundle, and with the issuer's public key."""
    write_bundle(path, content, signing)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "issuer.pem").write_bytes(signing.public.pem)
    return tmp_path


def verified(folder: Path) -> bool:
    command = "openssl pkeyutl -verify -rawin -pubin -inkey issuer.pem -sigfile manifest.sig -in manifest.json"
    return subprocess.run(command.split(), cwd=folder, check=False, capture_output=True).returncode == 0


def test_openssl_accepts_the_signature(unzipped: Path):
    assert verified(unzipped)


@pytest.mark.parametrize("name", ["manifest.json", "manifest.sig"])
@pytest.mark.parametrize("place", [0, 31, -1])
def test_openssl_rejects_one_flipped_bit(unzipped: Path, name: str, place: int):
    changed = bytearray((unzipped / name).read_bytes())
    changed[place] ^= 1
    (unzipped / name).write_bytes(changed)
    assert not verified(unzipped)


def test_openssl_rejects_another_issuer(unzipped: Path):
    (unzipped / "issuer.pem").write_bytes(SigningKey.generate().public.pem)
    assert not verified(unzipped)
