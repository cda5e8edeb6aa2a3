"""Keys that cost no time to protect, and the real openssl program."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ipclip_app.crypto import pkcs8
from ipclip_app.crypto.key_files import write_private_key
from ipclip_app.crypto.keys import SigningKey

PASSPHRASE = "correct horse"  # noqa: S105 - protects nothing


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch):
    """A passphrase takes no time to try."""
    monkeypatch.setattr(pkcs8, "COST", 2)


@pytest.fixture
def signing_key() -> SigningKey:
    return SigningKey.generate()


@pytest.fixture
def encrypted(tmp_path: Path, cheap: None, signing_key: SigningKey) -> Path:
    """File of the signing key under the passphrase `correct horse`."""
    write_private_key(tmp_path / "encrypted.pem", signing_key, PASSPHRASE)
    return tmp_path / "encrypted.pem"


@pytest.fixture
def plain(tmp_path: Path, signing_key: SigningKey) -> Path:
    """File of the signing key without a passphrase."""
    write_private_key(tmp_path / "plain.pem", signing_key, None)
    return tmp_path / "plain.pem"


@pytest.fixture
def openssl() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """`openssl(*arguments)`: run the real program; a test that needs it is skipped where it is missing."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("the openssl program is not installed")

    def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
        command = [program, *(str(argument) for argument in arguments)]
        return subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)

    return run
