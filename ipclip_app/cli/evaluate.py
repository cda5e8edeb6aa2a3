"""`ipclip evaluate`: what a run's protection does to each domain."""

from pathlib import Path
from typing import Annotated

import typer

from ipclip_app.cli.evaluation_table import evaluation_text
from ipclip_app.cli.options import DeviceOption, JsonFlag, RunArgument
from ipclip_app.cli.output import Output


def evaluate(
    *,
    run: RunArgument,
    domain: Annotated[
        list[Path] | None, typer.Option("--domain", help="A further domain to test on; may be given several times.")
    ] = None,
    authorized: Annotated[
        Path | None, typer.Option("--authorized", metavar="DIR", help="Where the authorized images lie, if moved.")
    ] = None,
    unauthorized: Annotated[
        Path | None, typer.Option("--unauthorized", metavar="DIR", help="Where the unauthorized images lie, if moved.")
    ] = None,
    device: DeviceOption = "auto",
    as_json: JsonFlag = False,
) -> None:
    """Compare zero-shot, unprotected and protected model on the run's test images and on further domains."""
    from ipclip_app.jobs import evaluate as job

    output = Output(as_json=as_json)
    evaluation = output.drive(job.evaluate(run, tuple(domain or ()), device, authorized, unauthorized))
    document = evaluation.to_json()
    output.finish(document, *evaluation_text(document))
