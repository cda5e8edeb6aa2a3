"""Looks into a bundle without refusing it: what is intact, what was altered, and why it would not open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from ipclip_app.bundle import container, limits, names, opening
from ipclip_app.bundle.damage import Damage
from ipclip_app.bundle.manifest import Manifest
from ipclip_app.crypto.keys import VerifyingKey
from ipclip_app.errors import BundleError, BundleExpiredError, BundleNotYetValidError

EntryState = Literal["intact", "encrypted", "altered", "missing", "unexpected", "unknown"]
SignatureState = Literal["intact", "altered", "missing", "unknown"]
Validity = Literal["valid", "expired", "not yet valid", "unknown"]


@dataclass(frozen=True)
class EntryReport:
    """One entry.

    Attributes:
        name: Its name, escaped where it is not plain.
        size: Bytes in the file; None when it is missing.
        state: `encrypted` is intact too; `unknown` where no signed manifest tells.
    """

    name: str
    size: int | None
    state: EntryState


@dataclass(frozen=True)
class BundleReport:
    """Everything that can be told of a file.

    Attributes:
        path: The file.
        size: Its bytes.
        file_sha256: SHA-256 of the file, hexadecimal.
        manifest: What it says of itself; None when that cannot be read. Believe it only if the signature is intact.
        signature: Whether the key in the manifest signed it.
        entries: Every entry that is or should be there.
        validity: Whether it may be used at the moment of looking, by its dates.
        error: Why it would be refused whoever opens it; None when it is intact and valid.
    """

    path: Path
    size: int
    file_sha256: str
    manifest: Manifest | None
    signature: SignatureState
    entries: tuple[EntryReport, ...]
    validity: Validity
    error: BundleError | None

    @property
    def reason(self) -> str | None:
        """The sentence of `error`."""
        return None if self.error is None else str(self.error)


def inspect_bundle(path: Path, *, issuer: VerifyingKey | None = None, now: datetime | None = None) -> BundleReport:
    """Read as far as possible; what would be refused at opening is told in `error`, not raised.

    Args:
        path: The file.
        issuer: Who should have signed it; anybody if not given.
        now: The moment that its dates are compared with; the present if not given.

    Raises:
        BundleUnreadableError: The file is not there or may not be read.
    """
    moment = now or datetime.now(UTC)
    try:
        with opening.naming(path):
            data = opening.read_file(path)
    except BundleError as error:
        size = path.stat().st_size
        return BundleReport(path, size, "", None, "unknown", (), "unknown", error)
    found = container.scan_entries(data).entries
    manifest = _manifest(found)
    signature = _signature(manifest, found)
    return BundleReport(
        path=path,
        size=len(data),
        file_sha256=sha256(data).hexdigest(),
        manifest=manifest,
        signature=signature,
        entries=_entries(manifest, signature, found),
        validity="unknown" if manifest is None else _validity(path, manifest, moment),
        error=_error(path, data, issuer, moment),
    )


def _error(path: Path, data: bytes, issuer: VerifyingKey | None, moment: datetime) -> BundleError | None:
    try:
        with opening.naming(path):
            manifest = opening.verify(data).manifest
            if issuer is not None:
                opening.check_issuer(path, manifest, issuer)
            opening.check_dates(path, manifest, moment)
    except BundleError as error:
        return error
    return None


def _manifest(found: Mapping[str, memoryview]) -> Manifest | None:
    content = found.get(names.MANIFEST)
    try:
        return None if content is None else Manifest.from_bytes(bytes(content[: limits.MANIFEST + 1]))
    except Damage:
        return None


def _signature(manifest: Manifest | None, found: Mapping[str, memoryview]) -> SignatureState:
    signature = found.get(names.SIGNATURE)
    if signature is None:
        return "missing"
    if manifest is None:
        return "unknown"
    try:
        opening.check_signature(manifest, manifest.to_bytes(), bytes(signature[: limits.SIGNATURE + 1]))
    except Damage:
        return "altered"
    return "intact"


def _entries(
    manifest: Manifest | None, signature: SignatureState, found: Mapping[str, memoryview]
) -> tuple[EntryReport, ...]:
    sealed = names.SEALED_PROMPT in found if manifest is None else manifest.encryption is not None
    wanted = names.entry_names(sealed=sealed)
    proven = manifest if signature == "intact" else None
    reports = [_entry(name, found.get(name), proven, signature) for name in wanted]
    return (*reports, *(EntryReport(name, len(found[name]), "unexpected") for name in found if name not in wanted))


def _entry(name: str, content: memoryview | None, proven: Manifest | None, signature: SignatureState) -> EntryReport:
    if content is None:
        return EntryReport(name, None, "missing")
    state: EntryState
    if name in {names.MANIFEST, names.SIGNATURE}:
        state = "intact" if proven else "altered" if signature == "altered" else "unknown"
    elif proven is None:
        state = "unknown"
    elif not opening.is_intact(proven, name, content):
        state = "altered"
    else:
        state = "encrypted" if name in names.UNSEALED else "intact"
    return EntryReport(name, len(content), state)


def _validity(path: Path, manifest: Manifest, moment: datetime) -> Validity:
    try:
        opening.check_dates(path, manifest, moment)
    except BundleExpiredError:
        return "expired"
    except BundleNotYetValidError:
        return "not yet valid"
    return "valid"
