"""What is done to bundles and keys in the background."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.bundle.manifest import Manifest
    from ipclip_app.crypto.key_store import KeyInfo, KeyKind
    from ipclip_app.crypto.trusted_issuers import TrustedIssuer
    from ipclip_app.jobs.export import ExportOutcome
    from ipclip_app.jobs.export_records import ExportRecord
    from ipclip_app.jobs.inspect import Inspection
    from ipclip_app.jobs.runs import RunSummary


@dataclass(frozen=True)
class Look:
    """A bundle that was looked into.

    Attributes:
        inspection: What is known of it.
        own_key: Name of the owner's key that signed it; None where somebody else did.
    """

    inspection: "Inspection"
    own_key: str | None


@dataclass(frozen=True)
class PastExport:
    """One line of the list of exports.

    Attributes:
        record: What was exported.
        expired: Whether its time is over.
        present: Whether the file is still where it was written.
    """

    record: "ExportRecord"
    expired: bool
    present: bool


@dataclass(frozen=True)
class Exports:
    """What was exported, and what can be: the runs with results, and the keys that sign."""

    past: tuple[PastExport, ...]
    runs: "tuple[RunSummary, ...]"
    keys: "tuple[KeyInfo, ...]"


@dataclass(frozen=True)
class Keys:
    """The owner's keys, and those of the issuers he trusts."""

    own: "tuple[KeyInfo, ...]"
    trusted: "tuple[TrustedIssuer, ...]"


@dataclass(frozen=True)
class Signature:
    """The key that signs, closed.

    Attributes:
        path: Its file.
        passphrase: What opens it.
    """

    path: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class Places:
    """Where a run's images lie now; None where they lay in training."""

    authorized: Path | None = None
    unauthorized: Path | None = None


@dataclass(frozen=True)
class ExportWish:
    """What the owner has filled in; every text as he typed it.

    Attributes:
        run: Folder of the run.
        out: The new file.
        licensee: For whom.
        scope: What he may do.
        issuer_name: The owner's name.
        begin: The first day, `2026-01-31`; empty for now.
        until: The last day, `2026-12-31`; empty without an end.
        recipient: File of the licensee's public receiving key; None for a bundle that is not encrypted.
        signature: The key that signs.
        license_file: The owner's own license text; None for the usual sentences.
        places: Where the images lie.
    """

    run: Path
    out: Path
    licensee: str
    scope: str
    issuer_name: str
    until: str
    recipient: Path | None
    signature: Signature
    begin: str = ""
    license_file: Path | None = None
    places: Places = Places()


def look_into(path: Path) -> Job[Look]:
    """Tell everything about a bundle."""
    from ipclip_app.crypto.key_store import KeyStore
    from ipclip_app.jobs.inspect import inspect

    inspection = yield from inspect(path)
    report = inspection.report
    signer = report.manifest.issuer if report.manifest is not None and report.signature == "intact" else ""
    own = (key.name for key in KeyStore().list() if key.kind == "signing" and key.fingerprint == signer != "")
    return Look(inspection, next(own, None))


def list_past_exports(runs: Path) -> Job[Exports]:
    """What was exported to whom, and what can be exported from a folder of runs."""
    from ipclip_app.crypto.key_store import KeyStore
    from ipclip_app.jobs.export_records import list_exports
    from ipclip_app.jobs.runs import list_runs

    found = yield from list_runs(runs)
    return Exports(
        past=tuple(map(_past, list_exports())),
        runs=tuple(run for run in found if run.metrics is not None),
        keys=tuple(key for key in KeyStore().list() if key.kind == "signing" and not key.problem),
    )


def scenario_of(run: Path) -> Job[str]:
    """The scenario of a run; empty where its folder does not tell."""
    from ipclip_app.jobs.run_reading import RunReading

    yield Report("runs", 0, 1)
    return RunReading(run).summary().scenario


def _past(record: "ExportRecord") -> PastExport:
    from ipclip_app.paths import is_file

    over = record.valid_until is not None and datetime.fromisoformat(record.valid_until) < datetime.now(UTC)
    return PastExport(record, over, is_file(record.path))


def export_bundle(wish: ExportWish) -> "Job[ExportOutcome]":
    """Write a bundle.

    Raises:
        IpclipError: Something in the wish cannot be done; `WrongPassphraseError` where the key does not open.
    """
    from ipclip_app.crypto.key_files import read_recipient_key, read_signing_key
    from ipclip_app.jobs.export import export
    from ipclip_app.jobs.export_request import ExportRequest, first_moment, last_moment, read_license

    yield Report("export", 0, 0)
    begin = first_moment(wish.begin) if wish.begin else None
    until = last_moment(wish.until) if wish.until else None
    recipient = read_recipient_key(wish.recipient) if wish.recipient else None
    signing = read_signing_key(wish.signature.path, wish.signature.passphrase)
    request = ExportRequest(
        run=wish.run,
        out=wish.out,
        licensee=wish.licensee,
        signing=signing,
        issuer_name=wish.issuer_name,
        scope=wish.scope,
        valid_from=begin,
        valid_until=until,
        recipient=recipient,
        license_text=read_license(wish.license_file) if wish.license_file else None,
        authorized=wish.places.authorized,
        unauthorized=wish.places.unauthorized,
    )
    return (yield from export(request))


def renew_bundle(record: "ExportRecord", until: str, signature: Signature, places: Places) -> "Job[ExportOutcome]":
    """Write a bundle anew with a later end, beside the old one.

    Raises:
        IpclipError: As `export_bundle`.
    """
    from ipclip_app.crypto.key_files import read_signing_key
    from ipclip_app.jobs.export import export
    from ipclip_app.jobs.export_request import last_moment, renew_request

    yield Report("export", 0, 0)
    end = last_moment(until) if until else None
    signing = read_signing_key(signature.path, signature.passphrase)
    request = renew_request(record, end, signing)
    return (yield from export(replace(request, authorized=places.authorized, unauthorized=places.unauthorized)))


def list_keys() -> Job[Keys]:
    """All keys, damaged ones included."""
    from ipclip_app.crypto.key_store import KeyStore

    yield Report("keys", 0, 1)
    store = KeyStore()
    return Keys(store.list(), store.trusted())


def create_key(name: str, kind: "KeyKind", passphrase: str) -> "Job[KeyInfo]":
    """Make a pair of keys."""
    from ipclip_app.crypto.key_store import KeyStore

    yield Report("keys", 0, 1)
    return KeyStore().create(name, kind, passphrase)


def back_up(name: str, kind: "KeyKind", folder: Path) -> "Job[tuple[Path, Path]]":
    """Copy both halves of a key into a folder."""
    from ipclip_app.jobs.key_backup import back_up_key

    yield Report("keys", 0, 1)
    return back_up_key(name, kind, folder)


def read_fingerprint(public_key: Path) -> Job[str]:
    """The fingerprint of an issuer's public key."""
    from ipclip_app.crypto.key_files import read_verifying_key

    yield Report("keys", 0, 1)
    return read_verifying_key(public_key).fingerprint


def trust_file(public_key: Path, name: str) -> "Job[TrustedIssuer]":
    """Trust the owner of a public key."""
    from ipclip_app.crypto.key_store import KeyStore

    yield Report("keys", 0, 1)
    return KeyStore().trust(public_key, name or None)


def trust_manifest(manifest: "Manifest", name: str) -> "Job[TrustedIssuer]":
    """Trust whoever signed a bundle."""
    from ipclip_app.jobs.bundle_trust import trust_signer

    yield Report("keys", 0, 1)
    return trust_signer(manifest, name)


def forget(name: str) -> "Job[TrustedIssuer]":
    """Trust an issuer no longer."""
    from ipclip_app.crypto.key_store import KeyStore

    yield Report("keys", 0, 1)
    return KeyStore().forget(name)
