"""`ipclip doctor`: what is wrong with folders of images, before a training finds out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from ipclip_app.cli.options import JsonFlag
from ipclip_app.cli.output import Output

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def doctor(
    *,
    folders: Annotated[
        list[Path], typer.Argument(metavar="DIR", help="Domains of class folders, or folders of domains.")
    ],
    as_json: JsonFlag = False,
) -> None:
    """Check folders of images; exit code 1 when a finding is an error."""
    from ipclip_app.jobs.doctor import examine_folders

    output = Output(as_json=as_json)
    examination = output.drive(examine_folders(folders))
    document = examination.to_json()
    counts = f"Errors: {examination.errors}. Warnings: {examination.warnings}."
    output.finish(document, _domains(document["domains"]), *_findings(document["findings"]), counts)
    if examination.errors:
        raise typer.Exit(1)


def _domains(domains: "Iterable[Mapping[str, Any]]") -> Table:
    table = Table("Domain")
    for title in ("Classes", "Usable images", "Left out"):
        table.add_column(title, justify="right")
    for domain in domains:
        classes = str(len(domain["classes"])) if domain["labelled"] else "unlabelled"
        table.add_row(domain["root"], classes, str(domain["usable"]), str(domain["left_out"]))
    return table


def _findings(findings: "Iterable[Mapping[str, Any]]") -> list[Table]:
    table = Table("Severity", "Kind", "What is wrong", "What to do", show_lines=True)
    for finding in findings:
        table.add_row(finding["severity"], finding["kind"], finding["sentence"], finding["remedy"])
    return [table] if table.row_count else []
