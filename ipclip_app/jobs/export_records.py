"""What was exported to whom, so that an owner can list and renew it; loads no torch."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.errors import ExportRecordsError
from ipclip_app.jobs.json_shape import DamagedJsonError, read_json
from ipclip_app.storage import data_folder, locked, write_json

FORMAT: Final = 1
PATIENCE: Final = 5.0
"""Seconds to wait for another process that is writing the list."""


@dataclass(frozen=True)
class ExportRecord:
    """One bundle that was given away.

    Attributes:
        bundle_id: Identity of the bundle, 32 hexadecimal digits.
        licensee: For whom it was made.
        scope: What he may do with it.
        issuer_name: The owner's name in the bundle.
        issuer: Fingerprint of the key that signed it.
        created: When, as `2025-01-31T12:00:00Z`.
        valid_until: Until when it can be opened, likewise; None without an end.
        path: Where it was written.
        run: Folder of the run it was made from.
        sha256: SHA-256 of the file, 64 hexadecimal digits.
        recipient: Fingerprint of the only key that opens it; None where it is not encrypted.
        recipient_key: That public key itself, raw in base64, so that a renewal needs nothing from the licensee; None
            likewise.
        license_text: The owner's own license; None for the usual one.
    """

    bundle_id: str
    licensee: str
    scope: str
    issuer_name: str
    issuer: str
    created: str
    valid_until: str | None
    path: Path
    run: Path
    sha256: str
    recipient: str | None = None
    recipient_key: str | None = None
    license_text: str | None = None


_TEXTS: Final = ("bundle_id", "licensee", "scope", "issuer_name", "issuer", "created", "path", "run", "sha256")
_OPTIONAL: Final = ("valid_until", "recipient", "recipient_key", "license_text")
_SHAPE: Final = {
    "version": FORMAT,
    "exports": [dict.fromkeys(_TEXTS, str) | dict.fromkeys(_OPTIONAL, (str, None))],
}


def list_exports() -> tuple[ExportRecord, ...]:
    """All exports, the newest first; none before the first one.

    Raises:
        ExportRecordsError: The list is damaged or of another version.
    """
    return tuple(reversed(_read()))


def find_export(bundle_id: str) -> ExportRecord:
    """The export with this id, or with an id that begins so and no other's does.

    Raises:
        ExportRecordsError: There is none, or several begin so, or the list is damaged.
    """
    found = [record for record in _read() if bundle_id and record.bundle_id.startswith(bundle_id)]
    if len(found) != 1:
        reason = f"{'several exports begin' if found else 'no export begins'} with the id '{bundle_id}'"
        raise ExportRecordsError(records_file(), reason, "see `ipclip export --list`")
    return found[0]


def record_export(record: ExportRecord) -> None:
    """Add one export to the list.

    Raises:
        ExportRecordsError: The list is damaged; it is left as it is.
        OutputError: The list cannot be written.
    """
    path = records_file()
    with locked(path, PATIENCE):
        write_json(path, {"version": FORMAT, "exports": [_to_json(known) for known in (*_read(), record)]})


def records_file() -> Path:
    """Where the list is kept."""
    return data_folder() / "exports.json"


def _to_json(record: ExportRecord) -> dict[str, Any]:
    return asdict(record) | {"path": str(record.path), "run": str(record.run)}


def _read() -> tuple[ExportRecord, ...]:
    """In the order in which they were made."""
    path = records_file()
    try:
        content = read_json(path, _SHAPE)
    except DamagedJsonError as error:
        remedy = "restore it from a backup, or move it away to begin a new list"
        raise ExportRecordsError(path, f"the list of exports is damaged ({error})", remedy) from error
    return () if content is None else tuple(map(_record, content["exports"]))


def _record(entry: dict[str, Any]) -> ExportRecord:
    known = {name: entry[name] for name in ExportRecord.__dataclass_fields__}
    return ExportRecord(**known | {"path": Path(known["path"]), "run": Path(known["run"])})
