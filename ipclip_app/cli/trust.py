"""`ipclip trust`: the issuers whose bundles count as theirs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from ipclip_app.cli.options import JsonFlag
from ipclip_app.cli.output import Output
from ipclip_app.errors import UsageError

if TYPE_CHECKING:
    from ipclip_app.crypto.trusted_issuers import TrustedIssuer


def trust(
    *,
    public_key: Annotated[
        Path | None, typer.Argument(metavar="PUB.pem", help="An issuer's public key.", show_default=False)
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="What to call the issuer, instead of the file's name.")
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="List the trusted issuers.")] = False,
    forget: Annotated[
        str | None, typer.Option(metavar="NAME", help="Trust this issuer no longer; its fingerprint will do too.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Trust the owner of a public key; compare its fingerprint with what the issuer told you."""
    from ipclip_app.crypto.key_store import KeyStore

    if [public_key is not None, show, forget is not None].count(True) != 1 or (name and public_key is None):
        raise UsageError("Give one of PUB.pem (with --name, if you like), --list and --forget NAME.")
    output, store = Output(as_json=as_json), KeyStore()
    if public_key is not None:
        added = store.trust(public_key, name)
        output.finish(_facts(added), f"'{added.name}' is trusted: {added.fingerprint}")
    elif forget is not None:
        gone = store.forget(forget)
        output.finish(_facts(gone), f"'{gone.name}' is trusted no longer.")
    else:
        issuers = store.trusted()
        output.finish([_facts(issuer) for issuer in issuers], _table(issuers) if issuers else "No issuer is trusted.")


def _table(issuers: "tuple[TrustedIssuer, ...]") -> Table:
    table = Table("Name", "Fingerprint")
    for issuer in issuers:
        table.add_row(issuer.name, issuer.fingerprint or issuer.problem)
    return table


def _facts(issuer: "TrustedIssuer") -> dict[str, str]:
    return {
        "name": issuer.name,
        "fingerprint": issuer.fingerprint,
        "path": str(issuer.path),
        "problem": issuer.problem,
    }
