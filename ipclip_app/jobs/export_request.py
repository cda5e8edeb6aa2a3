"""What an owner asks for when he exports a bundle; loads no torch."""

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from ipclip_app.bundle.limits import DOCUMENT
from ipclip_app.crypto.keys import RecipientKey, SigningKey
from ipclip_app.errors import ExportRecordsError, UsageError
from ipclip_app.jobs.export_records import ExportRecord, records_file

SUFFIX: Final = ".ipclip"
DEFAULT_SCOPE: Final = (
    "to classify images of the authorized domain and to audit images, within the licensee's own organization."
)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LAST_SECOND: Final = time(23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True)
class ExportRequest:
    """One bundle to be made.

    Attributes:
        run: Folder of a finished and evaluated run.
        out: File to write.
        licensee: For whom.
        signing: The owner's key.
        issuer_name: What the owner calls himself.
        scope: What the licensee may do.
        valid_from: From when it can be opened; None for now.
        valid_until: Until when; None without an end.
        recipient: Public key of the only one who shall be able to open it; None for everybody.
        license_text: The license; None for one that says what `scope` says.
        force: Replace what is there.
        authorized: Where the run's authorized images lie now, None where they lay in training.
        unauthorized: Where its unauthorized images lie now, likewise.
        recorded: Whether the export enters the owner's list.
    """

    run: Path
    out: Path
    licensee: str
    signing: SigningKey
    issuer_name: str
    scope: str = DEFAULT_SCOPE
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    recipient: RecipientKey | None = None
    license_text: str | None = None
    force: bool = False
    authorized: Path | None = None
    unauthorized: Path | None = None
    recorded: bool = True

    def __post_init__(self) -> None:
        """Check what can be checked without reading anything.

        Raises:
            UsageError: A name is empty, or the times make no sense.
        """
        for what, text in (("licensee", self.licensee), ("issuer's name", self.issuer_name), ("scope", self.scope)):
            if not text.strip():
                raise UsageError(f"The {what} is empty; a bundle tells by whom it was made, for whom and for what.")
        for moment in (self.valid_from, self.valid_until):
            if moment is not None and moment.tzinfo is None:
                raise UsageError(f"The time {moment} has no time zone; give it in UTC.")
        if self.valid_until is not None and self.valid_until <= (self.valid_from or datetime.now(UTC)):
            raise UsageError(
                f"The bundle would end on {self.valid_until:%Y-%m-%d}, before it begins; choose a later day."
            )


def last_moment(day: str) -> datetime:
    """The end of a day in UTC, `2025-12-31`, for `--expires`.

    Raises:
        UsageError: There is no such day.
    """
    try:
        if _DAY.fullmatch(day):
            return datetime.combine(datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC), _LAST_SECOND)
    except ValueError:
        pass
    raise UsageError(f"'{day}' is no day; write it as YYYY-MM-DD, like 2025-12-31.")


def first_moment(day: str) -> datetime:
    """The beginning of a day in UTC, for `--valid-from`.

    Raises:
        UsageError: There is no such day.
    """
    return datetime.combine(last_moment(day), time(tzinfo=UTC))


def read_license(path: Path) -> str:
    """An owner's own license, for `--license`.

    Raises:
        UsageError: The file cannot be read as text, is empty, or larger than a bundle may hold.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(DOCUMENT + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as text ({error}); give a text file in UTF-8.") from error
    if not text.strip():
        raise UsageError(f"{path}: is empty; give your license text, or none for the usual sentences.")
    if len(text.encode()) > DOCUMENT:
        raise UsageError(f"{path}: is larger than {DOCUMENT:,} bytes; give a shorter license text.")
    return text


def renew_request(
    record: ExportRecord, valid_until: datetime | None, signing: SigningKey, out: Path | None = None
) -> ExportRequest:
    """The request that makes an exported bundle anew with a later end, under the same conditions.

    Args:
        record: The export to be renewed.
        valid_until: The new end; None without one.
        signing: The owner's key.
        out: File to write; None for a new one beside the old.

    Raises:
        UsageError: The end is not in the future.
        ExportRecordsError: The record is damaged.
    """
    try:
        recipient = RecipientKey(base64.b64decode(record.recipient_key)) if record.recipient_key else None
    except ValueError as error:
        reason = f"the recipient's key of {record.bundle_id} is damaged"
        raise ExportRecordsError(records_file(), reason, "export the run again with --encrypt-for") from error
    return ExportRequest(
        run=record.run,
        out=out if out is not None else _beside(record.path, valid_until),
        licensee=record.licensee,
        signing=signing,
        issuer_name=record.issuer_name,
        scope=record.scope,
        valid_until=valid_until,
        recipient=recipient,
        license_text=record.license_text,
    )


def _beside(path: Path, valid_until: datetime | None) -> Path:
    """A name that is not taken, such as `acme-until-2026-12-31.ipclip`."""
    stem = re.sub(r"-(until-\d{4}-\d{2}-\d{2}|renewed)(-\d+)?$", "", path.stem)
    stem += f"-until-{valid_until:%Y-%m-%d}" if valid_until else "-renewed"
    candidate, number = path.with_name(f"{stem}{SUFFIX}"), 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{stem}-{number}{SUFFIX}")
    return candidate
