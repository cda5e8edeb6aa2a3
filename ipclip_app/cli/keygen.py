"""`ipclip keygen`: a pair of keys of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ipclip_app.cli.options import JsonFlag
from ipclip_app.cli.output import Output

if TYPE_CHECKING:
    from ipclip_app.crypto.key_store import KeyInfo


def keygen(
    *,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call the key: letters, digits, dashes.")],
    kind: Annotated[
        Literal["signing", "receiving"],
        typer.Option("--for", help="Sign bundles for others, or receive bundles encrypted for you."),
    ] = "signing",
    no_passphrase: Annotated[
        bool, typer.Option("--no-passphrase", help="Leave the private key unencrypted: whoever reads it can use it.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the two files, instead of your own keys.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Make a private and a public key; no key is ever overwritten."""
    from ipclip_app.cli.passphrase import new_passphrase
    from ipclip_app.crypto.key_store import KeyStore

    store = KeyStore(out)
    store.require_free(name, kind)
    made = store.create(name, kind, None if no_passphrase else new_passphrase())
    Output(as_json=as_json).finish(_facts(made), *_lines(made))


def _lines(made: "KeyInfo") -> list[str]:
    protection = "encrypted" if made.encrypted else "not encrypted: whoever reads it can use it"
    use = "whoever has it can check what you sign" if made.kind == "signing" else "whoever has it can encrypt for you"
    return [
        f"Made the {made.kind} key '{made.name}' ({made.fingerprint}).",
        f"Private key, to be kept and backed up: {made.path} ({protection})",
        f"Public key, to be given away: {made.public_path} ({use})",
    ]


def _facts(made: "KeyInfo") -> dict[str, object]:
    return {
        "name": made.name,
        "kind": made.kind,
        "fingerprint": made.fingerprint,
        "private_key": str(made.path),
        "public_key": str(made.public_path),
        "encrypted": made.encrypted,
    }
