"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from ipclip_app.config import Device


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
ForceFlag: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace what is there already.")]
RunArgument: TypeAlias = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")]
