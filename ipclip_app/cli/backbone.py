"""`ipclip backbone`: the frozen CLIP models that a run can build on."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer
from rich.table import Table

from ipclip_app.cli.options import ForceFlag, JsonFlag
from ipclip_app.cli.output import Output
from ipclip_app.cli.sizes import in_megabytes

if TYPE_CHECKING:
    from ipclip_app.jobs.backbones import BackboneEntry

app = typer.Typer(help="List, add, download or remove backbones.", no_args_is_help=True)

NameArgument: TypeAlias = Annotated[str, typer.Argument(metavar="NAME", help="Name of the backbone.")]

_USABLE: Final = ("demo", "added", "downloaded")
_STATES: Final = {"demo": "shipped", "available": "not downloaded", "damaged": "damaged, remove it"}


@app.command("list")
def list_all(
    *,
    installed: Annotated[bool, typer.Option("--installed", help="Leave out what is not downloaded.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """List the backbones; a star marks those that can be used at once."""
    from ipclip_app.jobs.backbones import list_backbones

    entries = [entry for entry in list_backbones() if not installed or entry.kind != "available"]
    table = Table("", "Name", "State", "Size", "Location")
    for entry in entries:
        size = in_megabytes(entry.size) if entry.size else ""
        mark = "*" if entry.kind in _USABLE else ""
        table.add_row(mark, entry.name, _STATES.get(entry.kind, entry.kind), size, entry.location)
    Output(as_json=as_json).finish([_facts(entry) for entry in entries], table)


@app.command()
def add(
    *,
    name: NameArgument,
    reference: Annotated[
        str, typer.Argument(metavar="SOURCE", help="Folder in open_clip's layout, or ARCHITECTURE=FILE.")
    ],
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Check a CLIP model of your own and remember it under a name; its files stay where they are."""
    from ipclip_app.jobs.backbones import add_backbone

    output = Output(as_json=as_json)
    entry = output.drive(add_backbone(name, reference, replace=force))
    output.finish(_facts(entry), f"Added {entry.name}: {entry.location} (identity {entry.identity[:12]}).")


@app.command()
def download(*, name: NameArgument, as_json: JsonFlag = False) -> None:
    """Download a published backbone, for instance ViT-B-16/openai; a stopped download goes on."""
    from ipclip_app.jobs.backbones import download_backbone

    output = Output(as_json=as_json)
    entry = output.drive(download_backbone(name))
    output.finish(_facts(entry), f"Downloaded {entry.name}: {entry.location} ({in_megabytes(entry.size)}).")


@app.command()
def remove(*, name: NameArgument, as_json: JsonFlag = False) -> None:
    """Forget an added backbone, or delete a downloaded one; your own files are not touched."""
    from ipclip_app.jobs.backbones import remove_backbone

    entry = remove_backbone(name)
    Output(as_json=as_json).finish(_facts(entry), f"Removed {entry.name}.")


def _facts(entry: "BackboneEntry") -> dict[str, object]:
    return {**asdict(entry), "installed": entry.kind in _USABLE}
