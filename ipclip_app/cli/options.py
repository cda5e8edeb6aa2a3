"""Options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from ipclip_app.config import Device
from ipclip_app.errors import UsageError

if TYPE_CHECKING:
    from ipclip_app.data.trigger import Trigger


def _or_inherited(context: typer.Context, value: bool) -> bool:  # noqa: FBT001 - the parser calls it by position
    """`--json` may also stand before the command."""
    scope = context.parent
    while scope is not None and not value:
        value = bool(scope.params.get("as_json"))
        scope = scope.parent
    return value


BACKBONE_HELP: Final = (
    "The CLIP model to protect: a name that `ipclip backbone list` shows, a folder, or ARCHITECTURE=FILE."
)
SPLIT_HELP: Final = "Shares of training, validation and test images in percent."
_JSON_HELP: Final = "Print the result as one JSON document."

GlobalJsonFlag: TypeAlias = Annotated[bool, typer.Option("--json", help=_JSON_HELP)]
JsonFlag: TypeAlias = Annotated[bool, typer.Option("--json", help=_JSON_HELP, callback=_or_inherited)]
DeviceOption: TypeAlias = Annotated[
    Device, typer.Option("--device", help="Where to compute; auto takes a graphics card where there is one.")
]
SignKey: TypeAlias = Annotated[
    str | None,
    typer.Option("--sign-key", metavar="KEY", help="Your signing key, a file or a name; your only one if not given."),
]
Timeout: TypeAlias = Annotated[float, typer.Option("--timeout", help="Seconds that a web address may take to answer.")]
Fresh: TypeAlias = Annotated[
    bool, typer.Option("--fresh", help="Ask anew what an interrupted verification was answered.")
]
ForceFlag: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace what is there already.")]
RunArgument: TypeAlias = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")]


def named_trigger(name: str) -> "Trigger":
    """The published trigger for the word `grid`, else the one in the file of that name.

    Raises:
        TriggerFileError: There is no such file, or it is damaged.
    """
    from ipclip_app.data.trigger import GRID, read_trigger

    return GRID if name == GRID.kind else read_trigger(Path(name))


def pairs_of(text: str) -> tuple[tuple[str, str], ...]:
    """Read `AUTHORIZED:UNAUTHORIZED,...`.

    Raises:
        UsageError: A pair is not of that form.
    """
    pairs = []
    for pair in text.split(","):
        authorized, colon, unauthorized = pair.strip().partition(":")
        if not (authorized and colon and unauthorized):
            raise UsageError(f"The pair '{pair}' is not of the form AUTHORIZED:UNAUTHORIZED, like photo:sketch.")
        pairs.append((authorized, unauthorized))
    return tuple(pairs)
