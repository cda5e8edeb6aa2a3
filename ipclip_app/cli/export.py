"""`ipclip export`: a bundle for one licensee, and the list of those that were made."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer
from rich.table import Table

from ipclip_app.cli.options import ForceFlag, JsonFlag
from ipclip_app.cli.output import Output
from ipclip_app.errors import UsageError

if TYPE_CHECKING:
    from ipclip_app.crypto.keys import SigningKey
    from ipclip_app.jobs.export import ExportOutcome
    from ipclip_app.jobs.export_records import ExportRecord
    from ipclip_app.jobs.export_request import ExportRequest

Run: TypeAlias = Annotated[
    Path | None, typer.Argument(metavar="RUN", help="Folder of a finished run.", show_default=False)
]
Out: TypeAlias = Annotated[Path | None, typer.Option("--out", metavar="X.ipclip", help="The bundle to write.")]
Licensee: TypeAlias = Annotated[str | None, typer.Option("--licensee", metavar="NAME", help="For whom it is.")]
Scope: TypeAlias = Annotated[str | None, typer.Option("--scope", metavar="TEXT", help="What the licensee may do.")]
IssuerName: TypeAlias = Annotated[
    str | None, typer.Option("--issuer-name", metavar="NAME", help="Your name in the bundle, if not that of your key.")
]
Begins: TypeAlias = Annotated[
    str | None,
    typer.Option("--valid-from", metavar="YYYY-MM-DD", help="First day on which it opens; now if missing."),
]
Expires: TypeAlias = Annotated[
    str | None, typer.Option("--expires", metavar="YYYY-MM-DD", help="Last day on which it opens; none if missing.")
]
SignKey: TypeAlias = Annotated[
    str | None,
    typer.Option("--sign-key", metavar="KEY", help="Your signing key, a file or a name; your only one if not given."),
]
EncryptFor: TypeAlias = Annotated[
    Path | None,
    typer.Option("--encrypt-for", metavar="PUB.pem", help="The licensee's public receiving key; only he can open it."),
]
License: TypeAlias = Annotated[
    Path | None, typer.Option("--license", metavar="FILE", help="Your license text, instead of the usual sentences.")
]
Authorized: TypeAlias = Annotated[
    Path | None, typer.Option("--authorized", metavar="DIR", help="Where the run's authorized images lie, if moved.")
]
Unauthorized: TypeAlias = Annotated[
    Path | None, typer.Option("--unauthorized", metavar="DIR", help="Where its unauthorized images lie, if moved.")
]
List: TypeAlias = Annotated[bool, typer.Option("--list", help="List what was exported to whom.")]
Renew: TypeAlias = Annotated[
    str | None, typer.Option("--renew", metavar="ID", help="Make an exported bundle anew, with the end of --expires.")
]


def export(
    *,
    run: Run = None,
    out: Out = None,
    licensee: Licensee = None,
    scope: Scope = None,
    issuer_name: IssuerName = None,
    valid_from: Begins = None,
    expires: Expires = None,
    sign_key: SignKey = None,
    encrypt_for: EncryptFor = None,
    license_file: License = None,
    authorized: Authorized = None,
    unauthorized: Unauthorized = None,
    show: List = False,
    renew: Renew = None,
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Write the protected prompt of a run as a signed bundle for one licensee."""
    output = Output(as_json=as_json)
    names = {"licensee": licensee, "scope": scope, "issuer_name": issuer_name}
    given = _given({"run": run, **names, "valid_from": valid_from, "encrypt_for": encrypt_for, "license": license_file})
    places = _given({"authorized": authorized, "unauthorized": unauthorized})
    _require_one_use(given, renew, show=show)
    if show:
        _require_nothing_else(_given({"out": out, "expires": expires, "sign_key": sign_key, **places}))
        _list(output)
        return
    if renew is not None:
        request = _renewed(renew, expires, sign_key, out)
    else:
        request = _requested(given, out, expires, sign_key)
    _write(output, request, {**places, "force": force})


def _given(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _require_one_use(given: Mapping[str, Any], renew: str | None, *, show: bool) -> None:
    if [bool(given), renew is not None, show].count(True) != 1:
        raise UsageError("Give one of RUN (with --out and --licensee), --renew ID and --list.")


def _require_nothing_else(given: Mapping[str, Any]) -> None:
    if given:
        options = ", ".join("--" + name.replace("_", "-") for name in given)
        raise UsageError(f"--list makes no bundle, so {options} would be ignored; leave one of them out.")


def _requested(given: dict[str, Any], out: Path | None, expires: str | None, sign_key: str | None) -> "ExportRequest":
    from ipclip_app.crypto.key_files import read_recipient_key
    from ipclip_app.jobs.export_request import ExportRequest, first_moment, read_license

    if out is None or not {"run", "licensee"} <= given.keys():
        raise UsageError("Pass RUN, --out and --licensee: which run, into which file, for whom.")
    begin, recipient, text = (given.pop(name, None) for name in ("valid_from", "encrypt_for", "license"))
    details: dict[str, Any] = {
        "valid_from": begin and first_moment(begin),
        "valid_until": _end(expires),
        "recipient": recipient and read_recipient_key(recipient),
        "license_text": text and read_license(text),
    }
    signing, name = _signing(sign_key)
    return ExportRequest(**{"issuer_name": name, **given, **details}, out=out, signing=signing)


def _renewed(bundle_id: str, expires: str | None, sign_key: str | None, out: Path | None) -> "ExportRequest":
    from ipclip_app.jobs.export_records import find_export
    from ipclip_app.jobs.export_request import renew_request

    record, end = find_export(bundle_id), _end(expires)
    return renew_request(record, end, _signing(sign_key)[0], out)


def _end(expires: str | None) -> datetime | None:
    from ipclip_app.jobs.export_request import last_moment

    return None if expires is None else last_moment(expires)


def _signing(choice: str | None) -> "tuple[SigningKey, str]":
    """The key and its name."""
    from ipclip_app.cli.passphrase import passphrase_of
    from ipclip_app.crypto.key_files import read_signing_key
    from ipclip_app.jobs.bundle_keys import find_signing_key

    found = find_signing_key(choice)
    return read_signing_key(found.path, passphrase_of(found.path)), found.name


def _write(output: Output, request: "ExportRequest", changes: Mapping[str, Any]) -> None:
    from ipclip_app.jobs.export import export

    outcome = output.drive(export(replace(request, **changes)))
    output.finish(outcome.to_json(), *_lines(outcome))


def _lines(outcome: "ExportOutcome") -> list[str]:
    from ipclip_app.jobs.bundle_words import manifest_facts

    facts = manifest_facts(outcome.manifest)
    told = [f"{label}: {facts[label]}" for label in ("Issuer", "Valid", "Encrypted")]
    return [
        f"Wrote {outcome.path} for {outcome.manifest.licensee}.",
        *told,
        f"Bundle: {outcome.manifest.bundle_id}",
        f"SHA-256: {outcome.sha256}",
        "Give the licensee your public key too, by another way than the bundle.",
    ]


def _list(output: Output) -> None:
    from ipclip_app.jobs.export_records import list_exports

    records = list_exports()
    output.finish([_facts(record) for record in records], _table(records) if records else "Nothing was exported yet.")


def _facts(record: "ExportRecord") -> dict[str, Any]:
    return asdict(record) | {"path": str(record.path), "run": str(record.run)}


def _table(records: "tuple[ExportRecord, ...]") -> Table:
    table = Table("Id", "Licensee", "Made", "Until", "Encrypted", "File")
    for record in records:
        sealed = "yes" if record.recipient else "no"
        until = record.valid_until or "no end"
        table.add_row(record.bundle_id, record.licensee, record.created, until, sealed, str(record.path))
    return table
