"""A passphrase costs a thief much, and a file that claims any cost costs its reader little."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipclip_app.crypto import pkcs8
from ipclip_app.crypto.der import INTEGER, OBJECT, OCTETS, SEQUENCE, items, tlv, unsigned
from ipclip_app.crypto.pkcs8 import encrypt, is_affordable

PBES2 = tlv(OBJECT, bytes.fromhex("2a864886f70d01050d"))
PBKDF2 = tlv(OBJECT, bytes.fromhex("2a864886f70d01050c"))
SCRYPT = tlv(OBJECT, bytes.fromhex("2b06010401da47040b"))
SALT = tlv(OCTETS, bytes(16))


def claiming(derivation: bytes, *costs: int) -> bytes:
    """An encrypted key whose derivation takes these costs."""
    parameters = tlv(SEQUENCE, SALT, *(tlv(INTEGER, unsigned(cost)) for cost in costs))
    nested = tlv(SEQUENCE, tlv(SEQUENCE, derivation, parameters), tlv(SEQUENCE))
    return tlv(SEQUENCE, tlv(SEQUENCE, PBES2, nested), tlv(OCTETS, bytes(64)))


def test_cost_of_a_new_key_is_16_mib_five_times():
    assert (pkcs8.COST, pkcs8.BLOCK_SIZE, pkcs8.PARALLELIZATION) == (2**14, 8, 5)
    assert is_affordable(encrypt(b"secret", "correct horse"))


@pytest.mark.usefixtures("cheap")
def test_same_key_is_never_encrypted_alike():
    assert encrypt(b"secret", "correct horse") != encrypt(b"secret", "correct horse")


@pytest.mark.parametrize(
    ("derivation", "costs"),
    [(PBKDF2, (1,)), (PBKDF2, (600_000,)), (PBKDF2, (10_000_000, 32)), (SCRYPT, (2**16, 8, 1)), (SCRYPT, (2, 1, 16))],
)
def test_usual_costs_are_affordable(derivation: bytes, costs: tuple[int, ...]):
    assert is_affordable(claiming(derivation, *costs))


@pytest.mark.parametrize(
    ("derivation", "costs"),
    [
        (PBKDF2, ()),
        (PBKDF2, (0,)),
        (PBKDF2, (10_000_001,)),
        (PBKDF2, (2**2000,)),
        (SCRYPT, (2**14, 8)),
        (SCRYPT, (2**17, 8, 1)),
        (SCRYPT, (2**14, 2**20, 1)),
        (SCRYPT, (2**14, 8, 17)),
        (SCRYPT, (2**14 + 1, 8, 1)),
        (SCRYPT, (1, 8, 1)),
        (SCRYPT, (2**14, 0, 1)),
        (SCRYPT, (2**14, 8, 0)),
        (PBES2, (1,)),
    ],
)
def test_other_costs_are_not_paid(derivation: bytes, costs: tuple[int, ...]):
    assert not is_affordable(claiming(derivation, *costs))


@settings(max_examples=500)
@given(st.binary(max_size=80))
def test_no_bytes_at_all_make_it_fail(content: bytes):
    assert not is_affordable(content)


@given(st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=300)), max_size=5))
def test_items_are_read_as_they_were_written(parts: list[tuple[int, bytes]]):
    assert items(b"".join(tlv(tag, content) for tag, content in parts)) == parts


@given(st.integers(0, 2**64))
def test_numbers_are_never_negative(number: int):
    assert int.from_bytes(unsigned(number), "big", signed=True) == number
