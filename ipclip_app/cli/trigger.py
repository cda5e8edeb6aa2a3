"""`ipclip trigger`: an owner's mark on images; make one, stamp it, look at it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ipclip_app.cli.options import ForceFlag, JsonFlag, named_trigger
from ipclip_app.cli.output import Output

if TYPE_CHECKING:
    from ipclip_app.jobs.stamp import StampSummary

app = typer.Typer(help="Make, stamp or show a trigger, an owner's mark on images.", no_args_is_help=True)

_KINDS = {"grid": "the grid of the release, which everybody knows", "secret": "a secret pattern"}


@app.command()
def new(
    *,
    out: Annotated[Path, typer.Argument(metavar="OUT.json", help="The file to write; keep it secret and back it up.")],
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Make a secret trigger that nobody has seen before."""
    from ipclip_app.data.trigger import new_trigger, write_trigger

    trigger = new_trigger()
    write_trigger(out, trigger, force=force)
    facts = {"kind": trigger.kind, "identity": trigger.identity, "path": str(out)}
    Output(as_json=as_json).finish(
        facts,
        f"Made the secret trigger {trigger.identity}: {out}",
        "Keep it secret and back it up: whoever has it can stamp it, and nobody can make it again.",
    )


@app.command()
def stamp(
    *,
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="An image, or a folder of any depth; it stays as it is.")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Where the copies go: a folder, or a file for an image.")],
    trigger: Annotated[
        str, typer.Option("--trigger", metavar="FILE", help="The trigger's file, or grid for the grid of the release.")
    ],
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Write copies of images with the trigger; exit code 2 when not a single image could be used."""
    from ipclip_app.jobs.stamp import StampRequest
    from ipclip_app.jobs.stamp import stamp as job

    output = Output(as_json=as_json)
    summary = output.drive(job(StampRequest(named_trigger(trigger), source, out, force)))
    output.finish(summary.to_json(), *_lines(summary))
    if not summary.stamped:
        raise typer.Exit(2)


@app.command()
def show(
    *,
    trigger: Annotated[str, typer.Argument(metavar="FILE", help="The trigger's file, or grid.")],
    png: Annotated[
        Path | None,
        typer.Option("--png", metavar="PREVIEW.png", help="Write a picture of the pattern; as secret as it."),
    ] = None,
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Show what a trigger is, without its secret."""
    from ipclip_app.jobs.trigger_preview import preview_trigger

    found = named_trigger(trigger)
    white, black = preview_trigger(found, png, force=force)
    facts: dict[str, Any] = {"kind": found.kind, "identity": found.identity, "white": white, "black": black}
    facts |= {"preview": None if png is None else str(png)}
    lines = [f"Trigger: {found.identity}, {_KINDS[found.kind]}", f"Pixels: {white:.0%} white, {black:.0%} black"]
    Output(as_json=as_json).finish(facts, *lines, *([f"Preview: {png}"] if png else []))


def _lines(summary: "StampSummary") -> list[str]:
    left_out = len(summary.left_out)
    lines = [f"Stamped {summary.stamped} images with {summary.trigger} in {summary.seconds:.1f} s: {summary.out}"]
    return [*lines, f"Left out {left_out} files; they are named above."] if left_out else lines
