"""What is sealed under a passphrase opens with it alone, and no altered byte goes unnoticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipclip_app.crypto import pkcs8, sealed
from ipclip_app.crypto.sealed import NewerSeal, NotSealed, WrongPassphrase, is_encrypted, seal, unseal

CONTENT = b"sixteen matrices"
PHRASE = "correct horse"
COSTS = slice(10, 22)


def test_sealing_costs_as_much_as_protecting_a_key():
    costs = (pkcs8.COST, pkcs8.BLOCK_SIZE, pkcs8.PARALLELIZATION)

    assert seal(CONTENT, PHRASE)[COSTS] == b"".join(cost.to_bytes(4, "big") for cost in costs)


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("content", [b"", b"x", CONTENT * 100_000])
@pytest.mark.parametrize("passphrase", [PHRASE, "", None, "grün"])
def test_content_comes_back(content: bytes, passphrase: str | None):
    written = seal(content, passphrase)

    assert unseal(written, passphrase) == content
    assert is_encrypted(written[: sealed.OVERHEAD]) == (passphrase is not None)
    assert len(written) - len(content) <= sealed.OVERHEAD


@pytest.mark.usefixtures("cheap")
def test_encrypted_content_is_not_to_be_seen_and_never_looks_alike():
    first, second = seal(CONTENT, PHRASE), seal(CONTENT, PHRASE)

    assert CONTENT not in first
    assert first[22:] != second[22:]


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("passphrase", ["correct Horse", "", None, "correct horse "])
def test_another_passphrase_opens_nothing(passphrase: str | None):
    with pytest.raises(WrongPassphrase):
        unseal(seal(CONTENT, PHRASE), passphrase)


@pytest.mark.usefixtures("cheap")
def test_accents_may_be_composed_by_another_keyboard():
    assert unseal(seal(CONTENT, "gr\u00fcn"), "gru\u0308n") == CONTENT


@pytest.mark.usefixtures("cheap")
def test_passphrase_that_is_not_needed_is_not_looked_at():
    assert unseal(seal(CONTENT, None), "anything") == CONTENT


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("passphrase", [PHRASE, None])
def test_every_flipped_bit_is_found(monkeypatch: pytest.MonkeyPatch, passphrase: str | None):
    monkeypatch.setattr(pkcs8, "_MOST_MEMORY", 2**14)  # or flipped costs would be paid
    written = seal(CONTENT, passphrase)

    for place in range(8 * len(written)):
        altered = bytearray(written)
        altered[place // 8] ^= 1 << place % 8
        with pytest.raises((WrongPassphrase, NotSealed)):
            unseal(bytes(altered), passphrase)


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("passphrase", [PHRASE, None])
def test_every_truncation_and_every_addition_is_found(passphrase: str | None):
    written = seal(CONTENT, passphrase)

    for size in range(len(written)):
        with pytest.raises((WrongPassphrase, NotSealed)):
            unseal(written[:size], passphrase)
    with pytest.raises((WrongPassphrase, NotSealed)):
        unseal(written + b"x", passphrase)


def test_newer_version_is_told_from_damage():
    written = bytearray(seal(CONTENT, None))
    written[8] = 7

    with pytest.raises(NewerSeal) as caught:
        unseal(bytes(written), None)
    assert caught.value.version == 7


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("costs", [(2**17, 8, 1), (2**14, 8, 17), (3, 8, 1), (0, 0, 0), (2**31, 2**31, 2**31)])
def test_costs_that_no_reader_can_pay_are_not_paid(monkeypatch: pytest.MonkeyPatch, costs: tuple[int, int, int]):
    written = bytearray(seal(CONTENT, PHRASE))
    written[COSTS] = b"".join(cost.to_bytes(4, "big") for cost in costs)
    monkeypatch.setattr(sealed, "Scrypt", lambda *_, **__: pytest.fail("the costs were paid"))

    with pytest.raises(NotSealed, match="costly"):
        unseal(bytes(written), PHRASE)


def test_too_large_content_is_refused_before_any_work(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sealed, "LARGEST", 3)

    with pytest.raises(ValueError, match="too many"):
        seal(b"1234", None)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_it_fail_otherwise(content: bytes):
    for whole in (content, sealed.MAGIC + content, sealed.MAGIC + b"\x01\x01" + content):
        with pytest.raises((WrongPassphrase, NotSealed)):
            unseal(whole, None)
