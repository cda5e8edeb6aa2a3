"""`ipclip inspect` and `ipclip verify`: whose a bundle is, and whether it is what its issuer wrote."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer
from rich.table import Table

from ipclip_app.cli.options import JsonFlag
from ipclip_app.cli.output import Output

if TYPE_CHECKING:
    from ipclip_app.jobs.inspect import Inspection

Bundle: TypeAlias = Annotated[Path, typer.Argument(metavar="X.ipclip", help="A bundle.")]
Issuer: TypeAlias = Annotated[
    Path | None, typer.Option("--issuer", metavar="PUB.pem", help="Public key of who must have signed it.")
]


def inspect(*, bundle: Bundle, issuer: Issuer = None, as_json: JsonFlag = False) -> None:
    """Show what a bundle says of itself and the state of each of its entries; exit code 1 if it would be refused."""
    output = Output(as_json=as_json)
    found = _look(output, bundle, issuer)
    output.finish(found.to_json(), *_description(found))
    _exit(found)


def verify(*, bundle: Bundle, issuer: Issuer = None, as_json: JsonFlag = False) -> None:
    """Check signature, hashes and dates; without --issuer or a trusted key, integrity alone. Exit code 1 is a no."""
    output = Output(as_json=as_json)
    found = _look(output, bundle, issuer)
    output.finish(found.verdict_to_json(), found.reason)
    _exit(found)


def _look(output: Output, bundle: Path, issuer: Path | None) -> "Inspection":
    from ipclip_app.jobs.inspect import inspect as job

    return output.drive(job(bundle, issuer))


def _exit(found: "Inspection") -> None:
    if not found.valid:
        raise typer.Exit(1)


def _description(found: "Inspection") -> "list[Table | str]":
    from ipclip_app.jobs.bundle_words import manifest_facts
    from ipclip_app.jobs.visible import visible

    report = found.report
    entries = Table("Entry", "Bytes", "State")
    for entry in report.entries:
        entries.add_row(visible(entry.name), "-" if entry.size is None else str(entry.size), entry.state)
    lines: list[Table | str] = [found.reason, f"File: {visible(str(report.path))}, {report.size} bytes"]
    if report.file_sha256:
        lines.append(f"SHA-256: {report.file_sha256}")
    if report.manifest is not None:
        if report.signature != "intact":
            lines.append("Nobody has signed the following claims:")
        lines.extend(f"{label}: {visible(text)}" for label, text in manifest_facts(report.manifest).items())
    return [*lines, entries] if report.entries else lines
