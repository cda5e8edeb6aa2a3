"""`ipclip cache`: what is kept of images, so that they need not be computed again."""

import typer
from rich.table import Table

from ipclip_app.cli.options import JsonFlag
from ipclip_app.cli.output import Output
from ipclip_app.cli.sizes import in_megabytes

app = typer.Typer(help="Show or clear the kept statistics of images.", no_args_is_help=True)


@app.command()
def show(*, as_json: JsonFlag = False) -> None:
    """Show what the cache holds."""
    from ipclip_app.jobs.cache import show_cache

    summary = show_cache()
    table = Table("Backbone", "Views of images")
    for identity, entries in summary.backbones.items():
        table.add_row(identity[:12], f"{entries}")
    size = f"{in_megabytes(summary.bytes)} of at most {in_megabytes(summary.limit)}"
    line = f"{summary.entries} views of images in {summary.path}, {size}."
    Output(as_json=as_json).finish(summary.to_json(), *summary.notices, *([table] if summary.entries else []), line)


@app.command()
def clear(*, as_json: JsonFlag = False) -> None:
    """Remove everything from the cache; it fills again when images are used."""
    from ipclip_app.jobs.cache import clear_cache

    cleared = clear_cache()
    line = f"Removed {cleared.entries} views of images from {cleared.path}; freed {in_megabytes(cleared.bytes)}."
    Output(as_json=as_json).finish(cleared.to_json(), *cleared.notices, line)
