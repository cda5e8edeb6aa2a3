"""Evidence says what its owner signed, or is refused with the reason."""

import base64
import json
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.crypto.evidence import FORMAT, read_evidence, signature_path, write_evidence
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.errors import (
    EvidenceAlteredError,
    EvidenceError,
    EvidenceUnreadableError,
    EvidenceVersionError,
    OutputError,
    OutputExistsError,
)

BODY = {"finding": {"p_value": 1.5e-11, "name": "gro\u00dfe Eule"}, "queries": [1, 2, None]}


@pytest.fixture
def path(tmp_path: Path, signing_key: SigningKey) -> Path:
    """Evidence of a kind `test`."""
    return write_evidence(tmp_path / "evidence.json", "test", BODY, signing_key).path


@pytest.fixture
def forge(tmp_path: Path, signing_key: SigningKey) -> Callable[..., Path]:
    """`forge(content)`: that content, signed as it is; None as a value leaves a name out."""

    def write(**changes: Any) -> Path:
        content = json.loads(
            write_evidence(tmp_path / "forged", "test", BODY, signing_key, force=True).path.read_text()
        )
        data = json.dumps({name: value for name, value in (content | changes).items() if value is not None}).encode()
        (tmp_path / "forged").write_bytes(data)
        signature_path(tmp_path / "forged").write_bytes(signing_key.sign(data))
        return tmp_path / "forged"

    return write


def test_evidence_says_what_was_signed_and_by_whom(path: Path, signing_key: SigningKey):
    found = read_evidence(path, "test", signing_key.public)
    assert {name: found.content[name] for name in BODY} == BODY
    assert (found.content["kind"], found.content["format"]) == ("test", FORMAT)
    assert found.signer == signing_key.public
    assert read_evidence(path, "test") == found


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nobody_but_the_user_may_read_it_before_he_shows_it(path: Path, signing_key: SigningKey):
    path.chmod(0o644)
    write_evidence(path, "test", BODY, signing_key, force=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_people_can_read_it(path: Path):
    assert path.read_bytes().isascii()
    assert len(path.read_text().splitlines()) > 8


def test_openssl_accepts_the_signature(
    path: Path, tmp_path: Path, signing_key: SigningKey, openssl: Callable[..., subprocess.CompletedProcess[bytes]]
):
    (tmp_path / "owner.pem").write_bytes(signing_key.public.pem)
    command = ["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", tmp_path / "owner.pem", "-sigfile"]
    assert openssl(*command, signature_path(path), "-in", path).returncode == 0
    path.write_bytes(path.read_bytes().replace(b"1.5e-11", b"1.5e-12"))
    assert openssl(*command, signature_path(path), "-in", path).returncode != 0


def test_every_altered_byte_is_found(path: Path):
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(EvidenceError):
            read_evidence(path, "test")


@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: s + b"\0", lambda s: s[::-1], lambda s: s[:0]])
def test_altered_signature_is_found(path: Path, change: Callable[[bytes], bytes]):
    signature_path(path).write_bytes(change(signature_path(path).read_bytes()))
    with pytest.raises(EvidenceAlteredError, match="does not fit"):
        read_evidence(path, "test")


def test_missing_signature_is_told(path: Path):
    signature_path(path).unlink()
    with pytest.raises(EvidenceAlteredError, match=r"evidence\.json\.sig is missing"):
        read_evidence(path, "test")


def test_other_signer_is_refused(path: Path):
    with pytest.raises(EvidenceError, match="was signed by SHA256:"):
        read_evidence(path, "test", SigningKey.generate().public)


def test_evidence_of_another_kind_is_refused(path: Path):
    with pytest.raises(EvidenceError, match="another kind, 'test'"):
        read_evidence(path, "ownership")


def test_key_that_is_not_the_named_one_is_found(forge: Callable[..., Path]):
    other = base64.b64encode(SigningKey.generate().public.raw).decode()
    for key in (other, "x", "AAAA", "\u00e4"):
        with pytest.raises(EvidenceAlteredError, match="the key that it names"):
            read_evidence(forge(issuer_public_key=key), "test")


def test_newer_format_asks_for_a_newer_program(forge: Callable[..., Path]):
    with pytest.raises(EvidenceVersionError, match="newer version"):
        read_evidence(forge(format=FORMAT + 1), "test")


@pytest.mark.parametrize("changes", [{"format": None}, {"format": True}, {"kind": 1}, {"issuer": None}])
def test_file_without_the_names_of_evidence_is_none(forge: Callable[..., Path], changes: dict[str, Any]):
    with pytest.raises(EvidenceError, match="is no evidence"):
        read_evidence(forge(**changes), "test")


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"\xff", b"[" * 100_000, b'{"a": NaN}', b'{"a": 1, "a": 1}', b"1" * 10_000, b"null"]
)
def test_other_files_are_no_evidence(tmp_path: Path, data: bytes):
    (tmp_path / "other").write_bytes(data)
    with pytest.raises(EvidenceError, match="is no evidence"):
        read_evidence(tmp_path / "other", "test")


def test_unreadable_file_is_told(tmp_path: Path):
    for path in (tmp_path / "gone", tmp_path):
        with pytest.raises(EvidenceUnreadableError, match="cannot be read"):
            read_evidence(path, "test")


def test_nothing_is_overwritten_unasked(path: Path, signing_key: SigningKey):
    before = path.read_bytes()
    with pytest.raises(OutputExistsError):
        write_evidence(path, "test", {}, signing_key)
    path.unlink()
    with pytest.raises(OutputExistsError, match=r"\.sig"):
        write_evidence(path, "test", {}, signing_key)
    write_evidence(path, "test", {"new": 1}, signing_key, force=True)
    assert before != path.read_bytes()
    assert read_evidence(path, "test").content["new"] == 1


def test_failed_writing_leaves_no_signature_that_does_not_fit(
    path: Path, signing_key: SigningKey, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object, **__: object) -> None:
        raise OutputError(path, "disk full")

    monkeypatch.setattr("ipclip_app.crypto.evidence.write_bytes", fail)
    with pytest.raises(OutputError):
        write_evidence(path, "test", {}, signing_key, force=True)
    assert not os.path.lexists(signature_path(path))


def test_content_cannot_pretend_to_another_head(tmp_path: Path, signing_key: SigningKey):
    write_evidence(tmp_path / "x", "test", {"kind": "other", "issuer": "me"}, signing_key)
    assert read_evidence(tmp_path / "x", "test").signer == signing_key.public


def test_content_that_json_does_not_know_is_refused(tmp_path: Path, signing_key: SigningKey):
    with pytest.raises(ValueError, match="JSON"):
        write_evidence(tmp_path / "x", "test", {"a": float("nan")}, signing_key)
    assert list(tmp_path.iterdir()) == []
