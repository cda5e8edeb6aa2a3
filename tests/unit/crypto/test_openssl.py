"""Whatever this program writes of keys and signatures, the real openssl program reads, and the other way round."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ipclip_app.crypto.key_files import (
    read_receiving_key,
    read_recipient_key,
    read_signing_key,
    read_verifying_key,
    write_private_key,
)
from ipclip_app.crypto.keys import ReceivingKey, SigningKey

OpenSSL = Callable[..., subprocess.CompletedProcess[bytes]]

MESSAGE = b'{"format":1}\n'


@pytest.fixture
def signed(tmp_path: Path, signing_key: SigningKey) -> Path:
    """A folder with a public key, a message and the message's signature."""
    (tmp_path / "public.pem").write_bytes(signing_key.public.pem)
    (tmp_path / "message").write_bytes(MESSAGE)
    (tmp_path / "signature").write_bytes(signing_key.sign(MESSAGE))
    return tmp_path


def verify(openssl: OpenSSL, folder: Path) -> int:
    key = ("-pubin", "-inkey", folder / "public.pem")
    files = ("-sigfile", folder / "signature", "-in", folder / "message")
    return openssl("pkeyutl", "-verify", "-rawin", *key, *files).returncode


def flip(path: Path, index: int):
    content = bytearray(path.read_bytes())
    content[index] ^= 1
    path.write_bytes(content)


def test_openssl_accepts_a_signature(openssl: OpenSSL, signed: Path):
    assert verify(openssl, signed) == 0


@pytest.mark.parametrize("part", ["message", "signature"])
@pytest.mark.parametrize("index", [0, -1])
def test_openssl_rejects_a_signature_after_one_flipped_bit(openssl: OpenSSL, signed: Path, part: str, index: int):
    flip(signed / part, index)
    assert verify(openssl, signed) == 1


@pytest.mark.parametrize("key", [SigningKey.generate(), ReceivingKey.generate()])
@pytest.mark.parametrize("passphrase", [None, "correct horse", "pässwörd mit 猫"])
def test_openssl_reads_a_private_key(
    openssl: OpenSSL, tmp_path: Path, key: SigningKey | ReceivingKey, passphrase: str | None
):
    path = tmp_path / "key.pem"
    write_private_key(path, key, passphrase)
    ran = openssl("pkey", "-in", path, "-passin", f"pass:{passphrase or ''}", "-pubout")
    assert (ran.returncode, ran.stdout) == (0, key.public.pem)


def test_openssl_needs_the_right_passphrase(openssl: OpenSSL, encrypted: Path):
    assert openssl("pkey", "-in", encrypted, "-passin", "pass:wrong horse", "-noout").returncode == 1


@pytest.mark.parametrize("kind", ["ed25519", "x25519"])
@pytest.mark.parametrize("protection", [(), ("-scrypt",), ("-v2", "aes-256-cbc", "-iter", "5000")])
def test_a_key_made_by_openssl_is_read(openssl: OpenSSL, tmp_path: Path, kind: str, protection: tuple[str, ...]):
    path, made, public = tmp_path / "key.pem", tmp_path / "made.pem", tmp_path / "public.pem"
    openssl("genpkey", "-algorithm", kind, "-out", made)
    encryption = (*protection, "-passout", "pass:correct horse") if protection else ("-nocrypt",)
    openssl("pkcs8", "-topk8", "-in", made, "-out", path, *encryption)
    openssl("pkey", "-in", made, "-pubout", "-out", public)
    path.chmod(0o600)

    if kind == "ed25519":
        assert read_signing_key(path, "correct horse").public == read_verifying_key(public)
    else:
        assert read_receiving_key(path, "correct horse").public == read_recipient_key(public)


def test_fingerprint_is_that_of_the_der_which_openssl_writes(openssl: OpenSSL, signed: Path, signing_key: SigningKey):
    openssl("pkey", "-pubin", "-in", signed / "public.pem", "-outform", "DER", "-out", signed / "public.der")
    digest = openssl("dgst", "-sha256", "-binary", signed / "public.der").stdout
    encoded = subprocess.run(
        ["openssl", "base64", "-A"], check=True, input=digest, capture_output=True, timeout=60
    ).stdout.decode()
    assert signing_key.public.fingerprint == f"SHA256:{encoded.rstrip('=')}"
