"""Signed evidence: a JSON file that people can read, and beside it the owner's Ed25519 signature over its exact bytes.

Nobody needs this program to check the signature:

    openssl pkeyutl -verify -rawin -pubin -inkey OWNER.pem -sigfile FILE.sig -in FILE

What is proven by it is that the owner says so, and that nobody has changed it since; whether it is true follows from
what the content lets others repeat.
"""

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ipclip_app.crypto.keys import RAW_SIZE, SIGNATURE_SIZE, SigningKey, VerifyingKey
from ipclip_app.errors import (
    EvidenceAlteredError,
    EvidenceError,
    EvidenceUnreadableError,
    EvidenceVersionError,
    OutputError,
    OutputExistsError,
)
from ipclip_app.paths import is_file
from ipclip_app.storage import write_bytes

FORMAT: Final = 1
LARGEST: Final = 64 << 20
"""Most bytes of a file; 100,000 questions with their answers take half of it."""
TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_HEAD: Final = ("format", "kind", "created", "issuer", "issuer_public_key")


@dataclass(frozen=True)
class SignedEvidence:
    """Evidence whose signature is intact.

    Attributes:
        path: The file.
        content: What it says.
        signer: Who signed it.
        sha256: SHA-256 of the file, 64 hexadecimal digits.
    """

    path: Path
    content: Mapping[str, Any]
    signer: VerifyingKey
    sha256: str


def signature_path(path: Path) -> Path:
    """Where the signature of a file of evidence lies."""
    return path.with_name(f"{path.name}.sig")


def require_free(path: Path) -> None:
    """Check that no evidence would be overwritten.

    Raises:
        OutputExistsError: The file or its signature is there.
    """
    for each in (path, signature_path(path)):
        if os.path.lexists(each):
            raise OutputExistsError(each)


def write_evidence(
    path: Path, kind: str, body: Mapping[str, Any], signing: SigningKey, *, force: bool = False
) -> SignedEvidence:
    """Sign and write evidence; a crash leaves no signature rather than one that does not fit.

    None but the user may read it until he shows it: from answers may follow what he keeps secret, as a watermark's
    matrix does from those of the embeddings that it marks.

    Args:
        path: The new file; the signature gets the same name and `.sig`.
        kind: What is proven, for instance `ownership`.
        body: The content, JSON values; format, kind, time and key are added.
        signing: The owner's key.
        force: Replace what is there.

    Raises:
        OutputExistsError: The file or its signature is there, and `force` is not set.
        OutputError: They cannot be written.
        ValueError: The content is not what JSON knows.
    """
    if not force:
        require_free(path)
    public = signing.public
    key = base64.b64encode(public.raw).decode()
    told = (FORMAT, kind, datetime.now(UTC).strftime(TIME), public.fingerprint, key)
    head = dict(zip(_HEAD, told, strict=True))
    content = {**head, **body, **head}
    data = f"{json.dumps(content, indent=1, allow_nan=False)}\n".encode()
    beside = signature_path(path)
    try:
        beside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(beside, error.strerror or str(error)) from error
    write_bytes(path, data, private=True)
    write_bytes(beside, signing.sign(data))
    return SignedEvidence(path, content, public, hashlib.sha256(data).hexdigest())


def read_evidence(path: Path, kind: str, issuer: VerifyingKey | None = None) -> SignedEvidence:
    """Read evidence and check its signature.

    Args:
        path: The file.
        kind: What it must prove.
        issuer: Who must have signed it; None for whoever the file names.

    Raises:
        EvidenceUnreadableError: The file is not there or may not be read.
        EvidenceError: It is no such evidence, altered, of a newer version, or signed by somebody else; a class of its
            own tells the second and third.
    """
    data = _read(path)
    content = _parse(path, data)
    signer = _signer(path, content)
    if not signer.verify(_signature(path), data):
        raise EvidenceAlteredError(path, "its signature does not fit, so it was altered")
    if content["format"] > FORMAT:
        raise EvidenceVersionError(path, content["format"], FORMAT)
    if content["kind"] != kind:
        raise EvidenceError(path, f"is evidence of another kind, '{content['kind']}'", f"give evidence of {kind}")
    if issuer is not None and issuer != signer:
        reason = f"was signed by {signer.fingerprint}, not by {issuer.fingerprint}"
        raise EvidenceError(path, reason, "use the public key of its issuer, if you trust him")
    return SignedEvidence(path, content, signer, hashlib.sha256(data).hexdigest())


def _read(path: Path) -> bytes:
    try:
        if not is_file(path):  # a pipe would block
            path.stat()
            raise EvidenceUnreadableError(path, "it is not a file")
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise EvidenceUnreadableError(path, getattr(error, "strerror", None) or str(error)) from error
    if len(data) > LARGEST:
        raise _foreign(path, "it is far too large")
    return data


def _parse(path: Path, data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data.decode(), object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise _foreign(path, "it is no JSON") from error
    kinds = (int, str, str, str, str)
    if not isinstance(content, dict) or any(
        type(content.get(name)) is not kind for name, kind in zip(_HEAD, kinds, strict=True)
    ):
        raise _foreign(path, "it does not have the names of one")
    return content


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("A name stands twice.")
    return content


def _refuse(_: str) -> float:
    raise ValueError("A number is not finite.")


def _signer(path: Path, content: Mapping[str, Any]) -> VerifyingKey:
    raw = b""
    with suppress(binascii.Error, ValueError):
        raw = base64.b64decode(content["issuer_public_key"], validate=True)
    if len(raw) != RAW_SIZE or VerifyingKey(raw).fingerprint != content["issuer"]:
        raise EvidenceAlteredError(path, "the key that it names is none, or not that of its issuer")
    return VerifyingKey(raw)


def _signature(path: Path) -> bytes:
    beside = signature_path(path)
    try:
        with beside.open("rb") as stream:
            return stream.read(SIGNATURE_SIZE + 1)
    except FileNotFoundError as error:
        raise EvidenceAlteredError(path, f"its signature {beside.name} is missing") from error
    except OSError as error:
        raise EvidenceUnreadableError(beside, error.strerror or str(error)) from error


def _foreign(path: Path, why: str) -> EvidenceError:
    return EvidenceError(path, f"is no evidence ({why})", "choose a file that this program wrote as evidence")
