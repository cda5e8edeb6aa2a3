"""Tells everything about a bundle that can be told without its backbone: whose it is, whether it is whole and valid."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.bundle.inspection import BundleReport, inspect_bundle
from ipclip_app.jobs.bundle_keys import find_receiving_key
from ipclip_app.jobs.bundle_trust import expected_issuer, trusted_issuer
from ipclip_app.jobs.bundle_words import manifest_to_json
from ipclip_app.progress import Job, Report

PHASE: Final = "inspect"
INTACT: Final = "The bundle is intact and valid"


@dataclass(frozen=True)
class Inspection:
    """What is known of a file.

    Attributes:
        report: What the file tells.
        trusted_as: What the user calls the issuer; None if he is none of the trusted ones, or nothing proves him.
        issuer_given: Whether the user named the issuer and the signature is his.
        has_key: Whether the user has the key that opens an encrypted bundle; True for one that is not encrypted.
    """

    report: BundleReport
    trusted_as: str | None
    issuer_given: bool
    has_key: bool

    @property
    def valid(self) -> bool:
        """Whether it is intact, in its time, and signed by the issuer that was named, if one was."""
        return self.report.error is None

    @property
    def issuer_known(self) -> bool:
        """Whether the signature was checked with a key that the user gave or trusts."""
        return self.valid and (self.issuer_given or self.trusted_as is not None)

    @property
    def reason(self) -> str:
        """One sentence: why it is refused, or that it is not and how far that goes."""
        if self.report.reason is not None:
            return self.report.reason
        if self.issuer_known:
            known = f", trusted as '{self.trusted_as}'" if self.trusted_as else ""
            return f"{INTACT}, and its issuer is the one who was expected{known}."
        return f"{INTACT}; the issuer is unknown, so anybody may have made it: give --issuer, or trust his key."

    def to_json(self) -> dict[str, Any]:
        """The inspection as plain JSON values."""
        report = self.report
        return self.verdict_to_json() | {
            "path": str(report.path),
            "size": report.size,
            "sha256": report.file_sha256,
            "signature": report.signature,
            "validity": report.validity,
            "entries": [asdict(entry) for entry in report.entries],
            "has_key": self.has_key,
            "manifest": None if report.manifest is None else manifest_to_json(report.manifest),
        }

    def verdict_to_json(self) -> dict[str, Any]:
        """The answer alone; what a file claims that is not intact is not repeated."""
        proven = self.report.manifest if self.report.signature == "intact" else None
        return {
            "valid": self.valid,
            "reason": self.reason,
            "issuer": None if proven is None else proven.issuer,
            "issuer_name": None if proven is None else proven.issuer_name,
            "issuer_known": self.issuer_known,
            "licensee": None if proven is None else proven.licensee,
        }


def inspect(path: Path, issuer: Path | None = None) -> Job[Inspection]:
    """Read a bundle as far as possible; what would be refused at opening is told, not raised.

    Args:
        path: The file.
        issuer: Public key file of the one who should have signed it; None for anybody.

    Raises:
        BundleUnreadableError: The file is not there or may not be read.
        KeyFileError: The issuer's file holds no public signing key.
    """
    yield Report(PHASE, 0, 1)
    key = expected_issuer(issuer)
    report = inspect_bundle(path, issuer=key)
    trusted = None
    has_key = True
    if report.manifest is not None and report.signature == "intact":
        trusted = trusted_issuer(report.manifest)
        encryption = report.manifest.encryption
        has_key = encryption is None or find_receiving_key(encryption.recipient) is not None
    yield Report(PHASE, 1, 1)
    return Inspection(report, trusted.name if trusted else None, key is not None and report.error is None, has_key)
