"""A signature tells who signed what; a fingerprint tells whose key it is."""

import pytest

from ipclip_app.crypto.keys import ReceivingKey, RecipientKey, SigningKey, VerifyingKey


def test_signature_of_the_key_over_the_message_is_accepted(signing_key: SigningKey):
    signature = signing_key.sign(b"message")
    assert len(signature) == 64
    assert signing_key.public.verify(signature, b"message")


@pytest.mark.parametrize("index", range(64))
def test_signature_with_a_flipped_bit_is_rejected(signing_key: SigningKey, index: int):
    signature = bytearray(signing_key.sign(b"message"))
    signature[index] ^= 1
    assert not signing_key.public.verify(bytes(signature), b"message")


@pytest.mark.parametrize("signature", [b"", b"x", bytes(64), bytes(65), b"\xff" * 64])
def test_what_is_no_signature_is_rejected(signing_key: SigningKey, signature: bytes):
    assert not signing_key.public.verify(signature, b"message")


def test_signature_of_another_key_or_message_is_rejected(signing_key: SigningKey):
    signature = SigningKey.generate().sign(b"message")
    assert not signing_key.public.verify(signature, b"message")
    assert not signing_key.public.verify(signing_key.sign(b"message"), b"message ")


def test_public_key_equals_itself_made_from_its_bytes(signing_key: SigningKey):
    assert VerifyingKey(signing_key.public.raw) == signing_key.public
    assert SigningKey.generate().public != signing_key.public


def test_signing_and_receiving_key_of_the_same_bytes_differ():
    raw = SigningKey.generate().public.raw
    assert VerifyingKey(raw) != RecipientKey(raw)
    assert VerifyingKey(raw).fingerprint != RecipientKey(raw).fingerprint


@pytest.mark.parametrize("size", [0, 31, 33])
def test_public_key_of_another_length_is_refused(size: int):
    with pytest.raises(ValueError, match="32 bytes"):
        VerifyingKey(bytes(size))


def test_two_receiving_keys_agree_on_the_same_bytes():
    mine, other = ReceivingKey.generate(), ReceivingKey.generate()
    assert mine.agree(other.public) == other.agree(mine.public)
    assert len(mine.agree(other.public)) == 32
