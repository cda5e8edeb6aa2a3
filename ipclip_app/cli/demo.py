"""`ipclip demo`: the whole program on the shipped sample project."""

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from ipclip_app.cli.evaluation_table import evaluation_text
from ipclip_app.cli.options import DeviceOption, ForceFlag, JsonFlag
from ipclip_app.cli.output import Output
from ipclip_app.storage import cache_folder


def demo(
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder to keep the run in; without it, one that the next demo reuses.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of initialization and order.")] = 0,
    device: DeviceOption = "auto",
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Train, evaluate and export the sample project with the demo backbone: a minute on two cores, no network."""
    from ipclip_app.jobs import demo as job
    from ipclip_app.jobs.sample import BUNDLE, ISSUER

    output = Output(as_json=as_json)
    folder = out if out is not None else cache_folder() / "demo"
    evaluation = output.drive(job.demo(folder, force=force or out is None, seed=seed, device=device)).to_json()
    bundle, issuer = folder / BUNDLE, folder / ISSUER
    document = evaluation | {"bundle": str(bundle), "issuer": str(issuer)}
    output.finish(
        document,
        *evaluation_text(document),
        f"The run is in {folder}.",
        f"Its bundle is {bundle}, signed with a throwaway key whose public half is {issuer}; try",
        f"  ipclip audit {quote(str(bundle))} --issuer {quote(str(issuer))} IMAGE...",
    )
