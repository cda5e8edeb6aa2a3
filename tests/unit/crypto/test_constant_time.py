"""Time tells nobody which byte of a passphrase or tag is wrong: secrets reach the cipher whole, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ipclip_app.crypto import key_files
from ipclip_app.crypto.envelope import TAG_SIZE, open_sealed, seal
from ipclip_app.crypto.key_files import read_signing_key
from ipclip_app.crypto.keys import ReceivingKey
from ipclip_app.errors import WrongPassphraseError, WrongRecipientError

KEY = ReceivingKey.generate()
PLAIN, CONTEXT = b"the prompt", b"0123 prompt.safetensors"
SEALED = seal(PLAIN, KEY.public, CONTEXT)


class Incomparable(bytes):
    """Bytes that nobody may compare, which would end at the first that differs; nor may they any part of them."""

    __hash__ = bytes.__hash__

    def __eq__(self, _: object) -> bool:
        raise AssertionError("secret bytes were compared")

    def __ne__(self, _: object) -> bool:
        raise AssertionError("secret bytes were compared")

    def __getitem__(self, place: Any) -> Any:
        part = super().__getitem__(place)
        return Incomparable(part) if isinstance(part, bytes) else part


class Unread(str):
    """A passphrase that nobody may compare."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, _: object) -> bool:
        raise AssertionError("a passphrase was compared")

    def __ne__(self, _: object) -> bool:
        raise AssertionError("a passphrase was compared")


@pytest.fixture
def decrypted(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What reaches AES-GCM."""
    seen: list[bytes] = []

    class Watched:
        def __init__(self, key: bytes) -> None:
            self._cipher = AESGCM(key)

        def decrypt(self, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
            seen.append(bytes(sealed))
            return self._cipher.decrypt(bytes(nonce), bytes(sealed), context)

    monkeypatch.setattr("ipclip_app.crypto.envelope.AESGCM", Watched)
    return seen


@pytest.mark.parametrize("place", range(-TAG_SIZE, 0))
def test_whole_tag_is_compared_by_the_cipher_alone(decrypted: list[bytes], place: int):
    sealed = bytearray(SEALED)
    sealed[place] ^= 1
    with pytest.raises(WrongRecipientError):
        open_sealed(Incomparable(sealed), KEY, CONTEXT)
    assert decrypted == [bytes(sealed[-len(PLAIN) - TAG_SIZE :])]


@pytest.mark.parametrize("wrong", ["Xorrect horse", "correct horsX", "", "correct horse and more"])
def test_whole_passphrase_goes_into_the_derivation(encrypted: Path, wrong: str, monkeypatch: pytest.MonkeyPatch):
    derived: list[bytes] = []
    load = key_files.load_der_private_key

    def watched(der: bytes, password: bytes) -> object:
        derived.append(password)
        return load(der, password)

    monkeypatch.setattr(key_files, "load_der_private_key", watched)
    with pytest.raises(WrongPassphraseError):
        read_signing_key(encrypted, Unread(wrong))
    assert derived == [wrong.encode()]
