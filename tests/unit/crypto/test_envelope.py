"""What is sealed opens for its recipient, in its place, unaltered; otherwise it does not say why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipclip_app.crypto.envelope import OVERHEAD, open_sealed, seal
from ipclip_app.crypto.keys import ReceivingKey, RecipientKey
from ipclip_app.errors import UnusableRecipientError, WrongRecipientError

KEY = ReceivingKey.generate()
PLAIN, CONTEXT = b"the prompt", b"0123 prompt.safetensors"


def refusal(blob: bytes, key: ReceivingKey = KEY, context: bytes = CONTEXT) -> str:
    with pytest.raises(WrongRecipientError) as caught:
        open_sealed(blob, key, context)
    return str(caught.value)


@given(plain=st.binary(max_size=300), context=st.binary(max_size=40))
def test_recipient_opens_what_was_sealed(plain: bytes, context: bytes):
    blob = seal(plain, KEY.public, context)
    assert len(blob) == len(plain) + OVERHEAD
    assert open_sealed(blob, KEY, context) == plain


def test_same_content_is_never_sealed_alike():
    blobs = [seal(PLAIN, KEY.public, CONTEXT) for _ in range(8)]
    assert len({blob[:32] for blob in blobs}) == len({blob[32:44] for blob in blobs}) == len(blobs)


def test_content_is_not_in_the_blob():
    assert PLAIN not in seal(PLAIN, KEY.public, CONTEXT)


def test_every_way_to_fail_gives_one_and_the_same_sentence():
    blob = seal(PLAIN, KEY.public, CONTEXT)
    flipped = [
        blob[:index] + bytes([blob[index] ^ 1 << bit]) + blob[index + 1 :]
        for index in range(len(blob))
        for bit in range(8)
    ]
    cut = [blob[:size] for size in range(len(blob))]
    sentences = {refusal(bad) for bad in [*flipped, *cut, blob + b"x", bytes(len(blob))]}
    assert sentences == {refusal(blob, context=CONTEXT + b"x")}


def test_another_recipient_is_refused_and_told_which_key_was_tried():
    other = ReceivingKey.generate()
    sentence = refusal(seal(PLAIN, KEY.public, CONTEXT), other)
    assert sentence == (
        f"The content is encrypted for another recipient than the key {other.public.fingerprint}, or it was altered; "
        "give the receiving key that it was made for, or ask the issuer for a new copy."
    )


def test_blobs_of_the_same_bundle_cannot_be_swapped():
    assert refusal(seal(PLAIN, KEY.public, b"0123 reference.safetensors"))


@pytest.mark.parametrize("raw", [bytes(32), b"\x01" + bytes(31)])
def test_nothing_is_sealed_for_a_key_that_everybody_agrees_with(raw: bytes):
    with pytest.raises(UnusableRecipientError, match="ask the recipient for a new public key"):
        seal(PLAIN, RecipientKey(raw), CONTEXT)


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_it_fail_otherwise(blob: bytes):
    refusal(blob)
