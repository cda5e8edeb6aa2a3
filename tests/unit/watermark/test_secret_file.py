"""A secret is read as it was written, from every version's files, and an altered file never is."""

import os
from dataclasses import replace
from pathlib import Path

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
from ipclip_app.watermark import secret_file
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import commitment, is_encrypted, read_secret, write_secret

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
PHRASE = "correct horse"
ARRAYS = ("pictures", "image_embeddings", "text_embeddings", "own")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase takes no time to try."""
    monkeypatch.setattr(pkcs8, "COST", 2)


@pytest.fixture
def exact(secret: WatermarkSecret) -> WatermarkSecret:
    return replace(secret, mode="exact", method="rotation", pool=None, ordinary=None)


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


def test_larger_file_than_any_secret_is_not_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, secret: WatermarkSecret
):
    write_secret(tmp_path / "s", secret, None)
    monkeypatch.setattr(secret_file, "LARGEST", 1000)

    with pytest.raises(DamagedSecretError, match="more than"):
        read_secret(tmp_path / "s")
    with pytest.raises(ValueError, match="larger than any"):
        write_secret(tmp_path / "t", secret, None)


def test_newer_seal_is_told_from_damage(tmp_path: Path, secret: WatermarkSecret):
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
