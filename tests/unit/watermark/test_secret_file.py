"""A secret is read as it was written, from every version's files, and an altered file never is."""

import json
import os
import struct
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ipclip_app.crypto import pkcs8, sealed
from ipclip_app.errors import (
    DamagedSecretError,
    ExposedSecretError,
    PassphraseNeededError,
    SecretExistsError,
    SecretFileError,
    SecretVersionError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from ipclip_app.formats import tensors
from ipclip_app.watermark import secret_file
from ipclip_app.watermark.secret import PairPool, WatermarkSecret
from ipclip_app.watermark.secret_file import commitment, from_bytes, is_encrypted, read_secret, to_bytes, write_secret

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
PHRASE = "correct horse"
ARRAYS = ("pictures", "image_embeddings", "text_embeddings", "own")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase takes no time to try."""
    monkeypatch.setattr(pkcs8, "COST", 2)


@pytest.fixture
def secret() -> WatermarkSecret:
    """Two licensees, four pairs, eight dimensions."""
    generator = np.random.default_rng(0)
    sides = np.eye(8, dtype=np.float32)
    own = np.array([[True, False, True, False], [False, True, True, False]])
    pictures = generator.integers(0, 256, (4, 2, 2, 3)).astype(np.uint8)
    pool = PairPool(pictures, ("a", "grün", 'c "d"', "e\\f"), sides[:4], sides[4:], own)
    matrices = generator.standard_normal((2, 8, 8)).astype(np.float32)
    moment = np.eye(8, dtype=np.float32) / 8
    return WatermarkSecret("trigger", "closed-form", "0a" * 32, ("Søn & Co", '"b"'), matrices, pool, moment)


@pytest.fixture
def exact(secret: WatermarkSecret) -> WatermarkSecret:
    return replace(secret, mode="exact", method="rotation", pool=None, ordinary=None)


@pytest.fixture
def altered(secret: WatermarkSecret) -> Callable[..., bytes]:
    """`altered(arrays, **description)`: the content with other arrays (None takes one away) or other words."""

    def make(arrays: dict[str, Any] | None = None, **description: Any) -> bytes:
        read, texts = tensors.from_bytes(to_bytes(secret), tuple(tensors.TYPES))
        assert texts is not None
        described = json.loads(texts["ipclip"]) | description
        kept = {name: value for name, value in (read | (arrays or {})).items() if value is not None}
        text = json.dumps(described, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return tensors.to_bytes(kept, {"ipclip": text})

    return make


def equal(one: WatermarkSecret, other: WatermarkSecret) -> bool:
    words = [(it.mode, it.method, it.backbone, it.users, it.pool and it.pool.texts) for it in (one, other)]
    arrays = [[it.matrices, it.ordinary, *(getattr(it.pool, name, None) for name in ARRAYS)] for it in (one, other)]
    same = (np.array_equal(*pair) and type(pair[0]) is type(pair[1]) for pair in zip(*arrays, strict=True))
    return words[0] == words[1] and all(same)


@pytest.mark.parametrize("passphrase", [PHRASE, None])
@pytest.mark.parametrize("kind", ["secret", "exact"])
def test_secret_survives_being_written(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, passphrase: str | None
):
    secret, path = request.getfixturevalue(kind), tmp_path / "new" / "s"

    write_secret(path, secret, passphrase)

    read = read_secret(path, passphrase)
    assert equal(read, secret)
    assert is_encrypted(path) == (passphrase is not None)
    assert commitment(read) == commitment(secret)
    assert all(array.flags.writeable for array in (read.matrices, secret.matrices))
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["", "-exact", "-encrypted"])
def test_format_1_is_read_for_ever(tmp_path: Path, name: str):
    path = tmp_path / "s"
    path.touch(0o600)
    path.write_bytes((GOLDEN / f"watermark-format-1{name}.secret").read_bytes())

    secret = read_secret(path, PHRASE)

    hashes = {
        "exact": "95562294408e55bee0646317b87a93db3b74287d71dac970cc38b4f02ce9a803",
        "trigger": "ec063ab4774b143b1b954b3341c1a39c2d4cce8105f1eeb031207bd7ffbfdf60",
    }
    assert commitment(secret) == hashes[secret.mode]
    assert secret.users == ("Example GmbH & Søn", '"Zweite" Firma')
    assert secret.backbone == "00112233445566778899aabbccddeeff" * 2
    if secret.pool is not None:
        assert secret.pool.texts == ("a b", "größer", 'c "d"', "e\\f")
        assert secret.pool.pictures[3, 1, 1].tolist() == [45, 46, 47]
        assert secret.pool.own.tolist() == [[True, False, True, False], [False, True, True, False]]
        assert secret.matrix("Example GmbH & Søn").diagonal()[[0, 7]].tolist() == [0.5, 2]


def test_commitment_is_of_everything_in_the_secret(secret: WatermarkSecret):
    pool = secret.pool
    assert pool is not None
    others = [
        replace(secret, matrices=secret.matrices * 2),
        replace(secret, users=("other", "names")),
        replace(secret, backbone="1" * 64),
        replace(secret, method="learned"),
        replace(secret, pool=replace(pool, texts=("x", *pool.texts[1:]))),
        replace(secret, pool=replace(pool, own=~pool.own)),
        replace(secret, pool=replace(pool, pictures=pool.pictures + np.uint8(1))),
        replace(secret, ordinary=None),
    ]

    assert len({commitment(other) for other in (secret, *others)}) == 1 + len(others)


@pytest.mark.parametrize("passphrase", ["correct Horse", "", "correct horse "])
def test_wrong_passphrase_opens_nothing(tmp_path: Path, secret: WatermarkSecret, passphrase: str):
    write_secret(tmp_path / "s", secret, PHRASE)

    with pytest.raises(WrongPassphraseError):
        read_secret(tmp_path / "s", passphrase)


def test_missing_passphrase_is_asked_for(tmp_path: Path, secret: WatermarkSecret):
    write_secret(tmp_path / "s", secret, PHRASE)

    with pytest.raises(PassphraseNeededError):
        read_secret(tmp_path / "s")


def test_weak_passphrase_protects_nothing(tmp_path: Path, secret: WatermarkSecret):
    with pytest.raises(WeakPassphraseError):
        write_secret(tmp_path / "s", secret, "short")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("passphrase", [PHRASE, None])
def test_flipped_bits_are_found_wherever_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, secret: WatermarkSecret, passphrase: str | None
):
    monkeypatch.setattr(pkcs8, "_MOST_MEMORY", 2**14)  # or flipped costs would be paid
    path = tmp_path / "s"
    write_secret(path, secret, passphrase)
    written = path.read_bytes()

    for place in (*range(0, 8 * 64, 5), *range(8 * 64, 8 * len(written), 101)):
        flipped = bytearray(written)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        with pytest.raises((SecretFileError, WrongPassphraseError, PassphraseNeededError)):
            read_secret(path, passphrase)


@pytest.mark.parametrize("passphrase", [PHRASE, None])
def test_truncations_are_found(tmp_path: Path, secret: WatermarkSecret, passphrase: str | None):
    path = tmp_path / "s"
    write_secret(path, secret, passphrase)
    written = path.read_bytes()

    for size in (*range(64), *range(64, len(written), 97), len(written) - 1):
        path.write_bytes(written[:size])
        with pytest.raises((SecretFileError, WrongPassphraseError)):
            read_secret(path, passphrase)


def test_flipped_bits_of_the_content_are_told_from_a_secret(secret: WatermarkSecret):
    """Whoever has no digest to go by still reads no other secret out of an altered description."""
    content = to_bytes(secret)
    size = 8 + struct.unpack_from("<Q", content)[0]

    for place in range(0, 8 * size, 7):
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << place % 8
        try:
            read = from_bytes(Path("s"), bytes(flipped))
        except SecretFileError:
            continue
        assert to_bytes(read) == bytes(flipped)


def test_header_that_claims_gigabytes_takes_no_memory():
    content = struct.pack("<Q", 8 << 30) + bytes(100)
    tracemalloc.start()
    with pytest.raises(DamagedSecretError, match="header"):
        from_bytes(Path("s"), content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


def test_larger_file_than_any_secret_is_not_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, secret: WatermarkSecret
):
    write_secret(tmp_path / "s", secret, None)
    monkeypatch.setattr(secret_file, "LARGEST", 1000)

    with pytest.raises(DamagedSecretError, match="more than"):
        read_secret(tmp_path / "s")
    with pytest.raises(ValueError, match="larger than any"):
        write_secret(tmp_path / "t", secret, None)


@pytest.mark.parametrize(
    ("arrays", "description"),
    [
        ({"extra": np.zeros(1, np.float32)}, {}),
        ({"own": None}, {}),
        ({"matrices": None}, {}),
        ({"matrices": np.zeros((2, 8, 8), np.uint8)}, {}),
        ({"matrices": np.zeros((2, 8, 7), np.float32)}, {}),
        ({"matrices": np.zeros((2, 64), np.float32)}, {}),
        ({"pictures": np.zeros((4, 2, 2, 3), np.float32)}, {}),
        ({"pictures": np.zeros((3, 2, 2, 3), np.uint8)}, {}),
        ({"own": np.ones((2, 4), np.bool_)}, {}),
        ({"image_embeddings": np.ones((4, 8), np.float32)}, {}),
        ({"ordinary": np.zeros((7, 7), np.float32)}, {}),
        ({}, {"mode": "exact"}),
        ({}, {"mode": "exact", "method": "rotation"}),
        ({}, {"mode": 1}),
        ({}, {"method": "rotation"}),
        ({}, {"backbone": "0" * 63}),
        ({}, {"backbone": "A" * 64}),
        ({}, {"users": ["a"]}),
        ({}, {"users": ["a", "a"]}),
        ({}, {"users": ["a", "b\n"]}),
        ({}, {"users": ["a", 1]}),
        ({}, {"users": "ab"}),
        ({}, {"texts": []}),
        ({}, {"texts": ["a", "b", "c", "x" * 1001]}),
        ({}, {"format": 0}),
        ({}, {"format": "1"}),
        ({}, {"format": True}),
        ({}, {"more": 1}),
    ],
    ids=str,
)
def test_content_that_does_not_fit_is_refused(
    altered: Callable[..., bytes], arrays: dict[str, Any], description: dict[str, Any]
):
    with pytest.raises(DamagedSecretError):
        from_bytes(Path("s"), altered(arrays, **description))


def test_content_in_another_way_of_writing_is_refused(secret: WatermarkSecret):
    content = to_bytes(secret)
    size = struct.unpack_from("<Q", content)[0]
    spaced = struct.pack("<Q", size + 8) + content[8 : 8 + size] + b" " * 8 + content[8 + size :]

    with pytest.raises(DamagedSecretError, match="another way"):
        from_bytes(Path("s"), spaced)


def test_newer_format_is_told_from_damage(altered: Callable[..., bytes], tmp_path: Path, secret: WatermarkSecret):
    with pytest.raises(SecretVersionError, match="format 2"):
        from_bytes(Path("s"), altered(format=2))

    write_secret(tmp_path / "s", secret, None)
    written = bytearray((tmp_path / "s").read_bytes())
    written[8] = sealed.VERSION + 1
    (tmp_path / "s").write_bytes(written)
    with pytest.raises(SecretVersionError, match="newer version"):
        read_secret(tmp_path / "s")


def test_secret_is_not_replaced_unless_forced(tmp_path: Path, secret: WatermarkSecret, exact: WatermarkSecret):
    write_secret(tmp_path / "s", secret, None)

    with pytest.raises(SecretExistsError, match="lost for good"):
        write_secret(tmp_path / "s", exact, None)
    assert read_secret(tmp_path / "s").mode == "trigger"
    write_secret(tmp_path / "s", exact, None, force=True)
    assert read_secret(tmp_path / "s").mode == "exact"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_unencrypted_secret_that_others_may_read_is_not_used(tmp_path: Path, secret: WatermarkSecret):
    write_secret(tmp_path / "s", secret, None)
    (tmp_path / "s").chmod(0o640)

    with pytest.raises(ExposedSecretError, match="chmod 600"):
        read_secret(tmp_path / "s")


@pytest.mark.parametrize("kind", ["missing", "folder", "picture", "empty"])
def test_what_is_no_secret_gets_one_sentence(tmp_path: Path, kind: str):
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_bytes(b"\x89PNG\r\n" * 100 if kind == "picture" else b"")

    with pytest.raises(SecretFileError) as caught:
        read_secret(path, PHRASE)
    assert str(path) in str(caught.value)
    assert str(caught.value).count("\n") == 0
