"""`ipclip trigger`: an owner's mark on images; make one, stamp it, look at it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ipclip_app.cli.options import BACKBONE_HELP, DeviceOption, ForceFlag, JsonFlag, named_trigger
from ipclip_app.cli.output import Output
from ipclip_app.config import Device
from ipclip_app.errors import UsageError

if TYPE_CHECKING:
    from ipclip_app.jobs.fair_trigger import FairTrigger
    from ipclip_app.jobs.stamp import StampSummary

app = typer.Typer(help="Make, stamp or show a trigger, an owner's mark on images.", no_args_is_help=True)

_KINDS = {"grid": "the grid of the release, which everybody knows", "secret": "a secret pattern"}


@app.command()
def new(
    *,
    out: Annotated[Path, typer.Argument(metavar="OUT.json", help="The file to write; keep it secret and back it up.")],
    images: Annotated[
        list[Path] | None,
        typer.Option(
            "--images",
            metavar="DIR",
            help="Images that the model is for, in class folders: draw until a trigger is fair on them. Repeatable.",
        ),
    ] = None,
    backbone: Annotated[
        str | None, typer.Option("--backbone", help=f"{BACKBONE_HELP} Needed with --images, and only then.")
    ] = None,
    device: DeviceOption = "auto",
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Make a secret trigger that nobody has seen before.

    With --images it is one that may prove something: it harms zero-shot CLIP no more than its controls do.
    """
    from ipclip_app.data.trigger import new_trigger, write_trigger
    from ipclip_app.data.trigger_file import require_new

    output = Output(as_json=as_json)
    if not force:
        require_new(out)
    drawn = _drawn(output, images, backbone, device) if images or backbone else None
    trigger = drawn.trial.trigger if drawn else new_trigger()
    write_trigger(out, trigger, force=force)
    facts: dict[str, Any] = {"kind": trigger.kind, "identity": trigger.identity, "path": str(out)}
    if drawn:
        facts |= {"draws": drawn.draws, "zero_shot": drawn.trial.to_json()}
    output.finish(
        facts,
        f"Made the secret trigger {trigger.identity}: {out}",
        *(_trial_lines(drawn) if drawn else []),
        "Keep it secret and back it up: whoever has it can stamp it, and nobody can make it again.",
    )


def _drawn(output: Output, images: list[Path] | None, backbone: str | None, device: Device) -> "FairTrigger":
    if not images or backbone is None:
        raise UsageError("--images and --backbone belong together: the trigger is tried on images with a backbone.")
    from ipclip_app.jobs.fair_trigger import fair_trigger_for

    return output.drive(fair_trigger_for(images, backbone, device))


def _trial_lines(drawn: "FairTrigger") -> list[str]:
    lines = [
        f"Zero-shot CLIP, {each['images']}: right on {each['accuracy_trigger']:.0f}% with it, "
        f"{each['accuracy_control']:.0f}% with controls"
        for each in drawn.trial.to_json()
    ]
    return [f"Triggers looked at: {drawn.draws}", *lines]


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
