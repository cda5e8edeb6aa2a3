"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from ipclip_app.config import Device


def _or_inherited(context: typer.Context, value: bool) -> bool:  # noqa: FBT001 - the parser calls it by position
    """`--json` may also stand before the command."""
    scope = context.parent
    while scope is not None and not value:
        value = bool(scope.params.get("as_json"))
        scope = scope.parent
    return value


_JSON_HELP = "Print the result as one JSON document."

GlobalJsonFlag: TypeAlias = Annotated[bool, typer.Option("--json", help=_JSON_HELP)]
JsonFlag: TypeAlias = Annotated[bool, typer.Option("--json", help=_JSON_HELP, callback=_or_inherited)]
DeviceOption: TypeAlias = Annotated[Device, typer.Option("--device", help="Where to compute.")]
ForceFlag: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace what is there already.")]
RunArgument: TypeAlias = Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run.")]
