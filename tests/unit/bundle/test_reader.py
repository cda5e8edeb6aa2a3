"""Who may open a bundle, when, and in what order this is found out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import torch

from ipclip_app.bundle import container, names, opening, tensors
from ipclip_app.bundle.manifest import Manifest
from ipclip_app.bundle.reader import Bundle, Demands, Expected, parse_bundle, read_bundle
from ipclip_app.bundle.writer import BundleContent, to_bytes
from ipclip_app.crypto.envelope import seal
from ipclip_app.crypto.keys import ReceivingKey, SigningKey
from ipclip_app.errors import (
    BundleBackboneError,
    BundleExpiredError,
    BundleNotYetValidError,
    BundleSealedError,
    BundleTamperedError,
    IpclipError,
    UnknownIssuerError,
    WrongRecipientError,
)

PATH = Path("x.ipclip")
SignedAgain = Callable[[Mapping[str, bytes], bytes], bytes]


@pytest.fixture(scope="session")
def sealed(content: BundleContent, signing: SigningKey, receiving: ReceivingKey) -> bytes:
    """The bundle, encrypted for one recipient."""
    return to_bytes(content, signing, receiving.public)


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever happens must happen before tensors are decrypted or read."""
    monkeypatch.setattr(opening, "plain_tensors", lambda *_: pytest.fail("tensors were decrypted"))
    monkeypatch.setattr(tensors, "from_bytes", lambda *_: pytest.fail("tensors were read"))


def test_bundle_names_its_own_hash(path: Path, data: bytes, now: datetime):
    path.write_bytes(data)
    assert read_bundle(path, now=now).file_sha256 == sha256(data).hexdigest()


def test_without_an_issuer_integrity_alone_is_known(data: bytes, now: datetime):
    assert parse_bundle(data, PATH, Demands(now=now)).issuer_known is False


def test_with_its_issuer_both_are_known(data: bytes, now: datetime, signing: SigningKey):
    assert parse_bundle(data, PATH, Demands(signing.public, now=now)).issuer_known is True


@pytest.mark.usefixtures("unloaded")
def test_bundle_of_another_issuer_is_refused(data: bytes, now: datetime, signing: SigningKey):
    other = SigningKey.generate().public
    with pytest.raises(UnknownIssuerError) as caught:
        parse_bundle(data, PATH, Demands(other, now=now))
    assert (caught.value.found, caught.value.expected) == (signing.public.fingerprint, other.fingerprint)


@pytest.mark.usefixtures("unloaded")
def test_manifest_signed_by_another_key_is_refused(entries: dict[str, bytes], now: datetime):
    forged = entries | {names.SIGNATURE: SigningKey.generate().sign(entries[names.MANIFEST])}
    with pytest.raises(BundleTamperedError) as caught:
        parse_bundle(container.pack(forged), PATH, Demands(now=now))
    assert (caught.value.entry, caught.value.damage) == (names.MANIFEST, opening.SIGNATURE)


@pytest.mark.usefixtures("unloaded")
@pytest.mark.parametrize("signature", [b"", bytes(64), b"\xff" * 64, bytes(63)])
def test_signature_that_is_none_is_refused(entries: dict[str, bytes], now: datetime, signature: bytes):
    with pytest.raises(BundleTamperedError) as caught:
        parse_bundle(container.pack(entries | {names.SIGNATURE: signature}), PATH, Demands(now=now))
    assert caught.value.damage == opening.SIGNATURE


@pytest.mark.usefixtures("unloaded")
def test_fingerprint_of_another_key_is_refused(
    entries: dict[str, bytes], signed_again: SignedAgain, signing: SigningKey, now: datetime
):
    other = SigningKey.generate().public.fingerprint.encode()
    manifest = entries[names.MANIFEST].replace(signing.public.fingerprint.encode(), other)
    with pytest.raises(BundleTamperedError) as caught:
        parse_bundle(signed_again(entries, manifest), PATH, Demands(now=now))
    assert caught.value.damage == opening.FINGERPRINT


@pytest.mark.usefixtures("unloaded")
@pytest.mark.parametrize("name", names.described(sealed=False))
def test_entry_exchanged_behind_an_intact_header_is_refused(entries: dict[str, bytes], now: datetime, name: str):
    changed = bytes([entries[name][0] ^ 1]) + entries[name][1:]
    with pytest.raises(BundleTamperedError) as caught:
        parse_bundle(container.pack(entries | {name: changed}), PATH, Demands(now=now))
    assert (caught.value.entry, caught.value.damage) == (name, container.ALTERED)


@pytest.mark.usefixtures("unloaded")
def test_plain_entries_in_place_of_encrypted_ones_are_refused(sealed: bytes, entries: dict[str, bytes], now: datetime):
    mixed = entries | {name: bytes(container.unpack(sealed)[name]) for name in (names.MANIFEST, names.SIGNATURE)}
    with pytest.raises(BundleTamperedError) as caught:
        parse_bundle(container.pack(mixed), PATH, Demands(now=now))
    assert caught.value.damage == opening.LISTING


def test_bundle_opens_from_its_first_to_its_last_moment(data: bytes):
    manifest = parse_bundle(data, PATH, Demands(now=datetime.fromisoformat("2026-03-02T00:00:00Z"))).manifest
    assert manifest.valid_until is not None
    parse_bundle(data, PATH, Demands(now=manifest.valid_until))


@pytest.mark.usefixtures("unloaded")
def test_bundle_does_not_open_too_early(data: bytes):
    with pytest.raises(BundleNotYetValidError, match="02 March 2026"):
        parse_bundle(data, PATH, Demands(now=datetime.fromisoformat("2026-03-01T23:59:59Z")))


@pytest.mark.usefixtures("unloaded")
def test_expired_bundle_does_not_open(data: bytes):
    with pytest.raises(BundleExpiredError, match="ask the issuer to renew it"):
        parse_bundle(data, PATH, Demands(now=datetime.fromisoformat("2026-03-20T00:00:01Z")))


@pytest.mark.usefixtures("unloaded")
def test_without_a_moment_the_clock_decides(data: bytes):
    with pytest.raises(BundleExpiredError):
        parse_bundle(data, PATH, Demands())


def test_bundle_without_an_end_never_expires(content: BundleContent, signing: SigningKey, now: datetime):
    endless = replace(content, manifest=replace(content.manifest, valid_until=None))
    data = to_bytes(endless, signing)
    assert parse_bundle(data, PATH, Demands(now=now + timedelta(days=365_000))).manifest.valid_until is None


@pytest.mark.usefixtures("unloaded")
def test_check_of_the_backbone_comes_before_anything_is_loaded(sealed: bytes, now: datetime):
    def check(manifest: Manifest) -> Expected | None:
        raise BundleBackboneError(PATH, manifest.backbone.name, "another")

    with pytest.raises(BundleBackboneError, match="made for the backbone tiny, not for another"):
        parse_bundle(sealed, PATH, Demands(now=now, check=check))


def test_check_is_not_asked_about_what_is_not_proven(entries: dict[str, bytes], now: datetime, data: bytes):
    def check(manifest: Manifest) -> Expected | None:
        pytest.fail("it was asked")

    forged = container.pack(entries | {names.SIGNATURE: bytes(64)})
    for file, moment in ((forged, now), (data, now - timedelta(days=100))):
        with pytest.raises(IpclipError):
            parse_bundle(file, PATH, Demands(now=moment, check=check))


@pytest.mark.parametrize(
    ("prompt", "reference", "entry", "damage"),
    [
        ({"base": (2, 3)}, {"logits": (1, 3)}, names.PROMPT, tensors.NAMES),
        ({"base": (2, 4), "bias": ()}, {"logits": (1, 3)}, names.PROMPT, tensors.WRONG_SHAPE),
        ({"base": (2, 3), "bias": ()}, {"logits": (None, 4)}, names.REFERENCE, tensors.WRONG_SHAPE),
    ],
)
def test_tensors_that_do_not_fit_the_backbone_are_refused(
    data: bytes,
    now: datetime,
    prompt: dict[str, tensors.Shape],
    reference: dict[str, tensors.Shape],
    entry: str,
    damage: str,
):
    with pytest.raises(BundleTamperedError) as caught:
        parse_bundle(data, PATH, Demands(now=now, check=lambda _: Expected(prompt, reference)))
    assert (caught.value.entry, caught.value.damage) == (entry, damage)


def test_recipient_reads_what_was_encrypted_for_him(
    sealed: bytes, receiving: ReceivingKey, content: BundleContent, now: datetime
):
    bundle = parse_bundle(sealed, PATH, Demands(key=receiving, now=now))
    assert isinstance(bundle, Bundle)
    assert all(torch.equal(bundle.prompt[name], content.prompt[name]) for name in content.prompt)
    assert bundle.manifest.encryption is not None
    assert bundle.manifest.encryption.recipient == receiving.public.fingerprint


def test_encrypted_file_holds_no_tensor_in_plain(sealed: bytes, entries: dict[str, bytes]):
    assert entries[names.PROMPT][-32:] not in sealed


def test_encrypted_bundle_asks_for_a_key(sealed: bytes, receiving: ReceivingKey, now: datetime):
    with pytest.raises(BundleSealedError, match="--key") as caught:
        parse_bundle(sealed, PATH, Demands(now=now))
    assert caught.value.recipient == receiving.public.fingerprint


@pytest.mark.usefixtures("unloaded")
def test_other_recipient_cannot_open_it(sealed: bytes, now: datetime):
    with pytest.raises(WrongRecipientError):
        parse_bundle(sealed, PATH, Demands(key=ReceivingKey.generate(), now=now))


def test_encrypted_entry_opens_in_its_own_place_only(
    sealed: bytes, signed_again: SignedAgain, receiving: ReceivingKey, entries: dict[str, bytes], now: datetime
):
    file = {name: bytes(entry) for name, entry in container.unpack(sealed).items()}
    moved = seal(entries[names.PROMPT], receiving.public, names.seal_context("0" * 32, names.SEALED_PROMPT))
    old, new = (sha256(blob).hexdigest().encode() for blob in (file[names.SEALED_PROMPT], moved))
    manifest = file[names.MANIFEST].replace(old, new)
    data = signed_again(file | {names.SEALED_PROMPT: moved}, manifest)
    with pytest.raises(WrongRecipientError):
        parse_bundle(data, PATH, Demands(key=receiving, now=now))


def test_key_is_not_needed_for_a_plain_bundle(data: bytes, now: datetime):
    parse_bundle(data, PATH, Demands(key=ReceivingKey.generate(), now=now))


def test_nan_in_a_tensor_is_refused(
    entries: dict[str, bytes], signed_again: SignedAgain, content: BundleContent, now: datetime
):
    bad = tensors.to_bytes({**content.prompt, "bias": torch.tensor(float("nan"))})
    old, new = (sha256(blob).hexdigest().encode() for blob in (entries[names.PROMPT], bad))
    data = signed_again(entries | {names.PROMPT: bad}, entries[names.MANIFEST].replace(old, new))
    with pytest.raises(BundleTamperedError) as caught:
        parse_bundle(data, PATH, Demands(now=now))
    assert (caught.value.entry, caught.value.damage) == (names.PROMPT, tensors.NOT_FINITE)


def test_license_that_is_no_text_is_refused(entries: dict[str, bytes], signed_again: SignedAgain, now: datetime):
    bad = b"\xff" * len(entries[names.LICENSE])
    old, new = (sha256(blob).hexdigest().encode() for blob in (entries[names.LICENSE], bad))
    data = signed_again(entries | {names.LICENSE: bad}, entries[names.MANIFEST].replace(old, new))
    with pytest.raises(BundleTamperedError, match=r"LICENSE\.txt is no UTF-8 text"):
        parse_bundle(data, PATH, Demands(now=now))
