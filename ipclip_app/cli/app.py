"""All commands in one parser; loads no job."""

from typing import Annotated, Final

import typer

from ipclip_app.cli import (
    access,
    audit,
    backbone,
    bench,
    cache,
    demo,
    doctor,
    evaluate,
    experiment,
    export,
    inspect,
    keygen,
    ownership,
    serve,
    train,
    trigger,
    trust,
    watermark,
    watermark_verify,
)
from ipclip_app.cli.options import GlobalJsonFlag
from ipclip_app.cli.output import Output
from ipclip_app.cli.version import version_facts, version_line

_HELP: Final = (
    "Protect CLIP models with IP-CLIP prompts: accurate on authorized images, failing on the unauthorized domain that "
    "they were trained against."
)

app = typer.Typer(
    help=_HELP,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


@app.callback(invoke_without_command=True, help=_HELP)
def root(
    *,
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the versions and exit.")] = False,
    as_json: GlobalJsonFlag = False,
) -> None:
    """Print the versions, or help where no command is given."""
    if version:
        Output(as_json=as_json).finish(version_facts(), version_line())
        raise typer.Exit
    if context.invoked_subcommand is None:
        context.fail("Missing command.")


app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)
app.command("train")(train.train)
app.command("evaluate")(evaluate.evaluate)
app.command("experiment")(experiment.experiment)
app.command("export")(export.export)
app.command("inspect")(inspect.inspect)
app.command("verify")(inspect.verify)
app.command("audit")(audit.audit)
app.command("keygen")(keygen.keygen)
app.command("trust")(trust.trust)
app.command("serve")(serve.serve)
app.add_typer(access.app, name="access")
app.add_typer(ownership.app, name="ownership")
app.add_typer(trigger.app, name="trigger")
watermark.app.command("verify", help=watermark_verify.VERIFY_HELP)(watermark_verify.verify)
watermark.app.command("identify", help=watermark_verify.IDENTIFY_HELP)(watermark_verify.identify)
watermark.app.command("questions")(watermark_verify.questions)
watermark.app.command("check")(watermark_verify.check)
app.add_typer(watermark.app, name="watermark")
app.add_typer(backbone.app, name="backbone")
app.add_typer(cache.app, name="cache")
app.add_typer(bench.app, name="bench")
