from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ipclip_app.crypto.key_files import read_recipient_key
from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.crypto.keys import ReceivingKey, SigningKey
from ipclip_app.errors import BundleUnreadableError
from ipclip_app.jobs.export import export
from ipclip_app.jobs.export_request import ExportRequest
from ipclip_app.jobs.inspect import Inspection, inspect
from ipclip_app.progress import run_to_end


def look(path: Path, issuer: Path | None = None) -> Inspection:
    return run_to_end(inspect(path, issuer))


def test_unknown_issuer_is_told_and_does_not_make_a_bundle_invalid(bundle: Path, signing: SigningKey):
    found = look(bundle)
    answer = found.verdict_to_json()
    assert answer["valid"] is True
    assert "issuer is unknown" in answer["reason"]
    assert (answer["issuer"], answer["licensee"]) == (signing.public.fingerprint, "Acme")
    assert not found.issuer_known


def test_issuer_who_was_named_is_known(bundle: Path, issuer: Path):
    found = look(bundle, issuer)
    assert (found.valid, found.issuer_known, found.trusted_as) == (True, True, None)
    assert "unknown" not in found.reason


def test_trusted_issuer_is_told_by_the_users_name_for_him(bundle: Path, issuer: Path):
    KeyStore().trust(issuer, "acme-owner")
    found = look(bundle)
    assert (found.valid, found.issuer_known, found.trusted_as) == (True, True, "acme-owner")
    assert "'acme-owner'" in found.reason


def test_other_issuer_than_the_named_one_is_told(bundle: Path, tmp_path: Path):
    (tmp_path / "other.pem").write_bytes(SigningKey.generate().public.pem)
    found = look(bundle, tmp_path / "other.pem")
    assert (found.valid, found.issuer_known) == (False, False)
    assert "was signed by SHA256:" in found.reason


def test_altered_entry_is_named(bundle: Path):
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    bundle.write_bytes(content)
    found = look(bundle)
    states = {entry["name"]: entry["state"] for entry in found.to_json()["entries"]}
    assert not found.valid
    assert "prompt.safetensors" in found.reason
    assert states["prompt.safetensors"] == "altered"
    assert states["README.md"] == "intact"


def test_claims_that_nobody_signed_are_not_repeated(bundle: Path):
    content = bundle.read_bytes()
    bundle.write_bytes(content.replace(b'"licensee":"Acme"', b'"licensee":"Evil"'))
    answer = look(bundle).verdict_to_json()
    assert (answer["valid"], answer["issuer"], answer["licensee"]) == (False, None, None)


def test_expired_bundle_is_invalid_and_still_says_whose_it_is(bundle_request: ExportRequest):
    times = {"valid_from": datetime(2020, 1, 1, tzinfo=UTC), "valid_until": datetime(2021, 1, 1, tzinfo=UTC)}
    run_to_end(export(replace(bundle_request, **times)))
    found = look(bundle_request.out)
    assert "expired" in found.reason
    assert found.verdict_to_json()["licensee"] == "Acme"
    assert found.to_json()["validity"] == "expired"


@pytest.mark.parametrize("own", [True, False])
def test_it_is_told_whether_the_user_has_the_key(bundle_request: ExportRequest, own: bool, tmp_path: Path):
    KeyStore().create("mine", "receiving", None)
    (key,) = KeyStore().list()
    other = ReceivingKey.generate().public
    recipient = read_recipient_key(key.public_path) if own else other
    run_to_end(export(replace(bundle_request, recipient=recipient)))
    found = look(bundle_request.out)
    assert found.has_key is own
    assert "encrypted" in {entry["state"] for entry in found.to_json()["entries"]}


def test_everything_in_the_manifest_is_told(bundle: Path):
    manifest = look(bundle).to_json()["manifest"]
    assert manifest["class_names"] == ("cat", "dog", "owl")
    assert manifest["valid_until"] is None
    assert manifest["created"].endswith("Z")


def test_what_is_no_bundle_is_invalid(tmp_path: Path):
    (tmp_path / "note.ipclip").write_text("hello")
    found = look(tmp_path / "note.ipclip")
    assert not found.valid
    assert "is no bundle" in found.reason
    assert found.to_json()["manifest"] is None


def test_what_is_not_there_cannot_be_answered(tmp_path: Path, drain: Callable[..., object]):
    with pytest.raises(BundleUnreadableError):
        drain(inspect(tmp_path / "gone.ipclip"))
