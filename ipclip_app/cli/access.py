"""`ipclip access`: which licensees may ask a service."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from rich.table import Table

from ipclip_app.cli.options import JsonFlag
from ipclip_app.cli.output import Output

app = typer.Typer(help="Make and withdraw the keys by which licensees ask a service.", no_args_is_help=True)

Keys: TypeAlias = Annotated[Path, typer.Option("--keys", metavar="FILE", help="The file of keys that a service reads.")]
Licensee: TypeAlias = Annotated[
    str, typer.Argument(metavar="LICENSEE", help="His name, as in the secret if there is one.")
]
_RESTART = "A running service goes on with the keys that it read; restart it."


@app.command()
def add(
    *,
    licensee: Licensee,
    keys: Keys,
    force: Annotated[bool, typer.Option("--force", help="Replace the key that he has.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Make a key for a licensee and print it: only its hash is kept, so it cannot be shown again."""
    from ipclip_app.cli.serve import say
    from ipclip_app.service.access_keys import add_access_key

    key = add_access_key(keys, licensee, force=force)
    Output(as_json=as_json).finish({"licensee": licensee, "key": key, "keys": str(keys)}, key)
    say(f"This is the only time that the key of '{licensee}' is shown. {_RESTART}")


@app.command("list")
def list_(*, keys: Keys, as_json: JsonFlag = False) -> None:
    """List who has a key."""
    from ipclip_app.service.access_keys import list_access_keys

    table = Table("Licensee", "Key made")
    listed = list_access_keys(keys)
    for key in listed:
        table.add_row(key.licensee, key.created)
    document = [{"licensee": key.licensee, "created": key.created} for key in listed]
    Output(as_json=as_json).finish(document, table if listed else "Nobody has a key.")


@app.command()
def remove(*, licensee: Licensee, keys: Keys, as_json: JsonFlag = False) -> None:
    """Withdraw a licensee's key."""
    from ipclip_app.cli.serve import say
    from ipclip_app.service.access_keys import remove_access_key

    remove_access_key(keys, licensee)
    Output(as_json=as_json).finish({"removed": licensee}, f"The key of '{licensee}' is no longer valid.")
    say(_RESTART)
