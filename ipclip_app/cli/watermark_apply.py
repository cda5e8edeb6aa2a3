"""`ipclip watermark apply`: marks a file of embeddings for a licensee."""

from pathlib import Path
from typing import Annotated

import typer

from ipclip_app.cli.options import ForceFlag, JsonFlag
from ipclip_app.cli.output import Output


def apply(
    *,
    secret: Annotated[Path, typer.Option("--secret", metavar="SECRET", help="The secret.")],
    user: Annotated[
        str | None, typer.Option("--user", metavar="NAME", help="For whom; not needed where there is one licensee.")
    ] = None,
    source: Annotated[
        Path,
        typer.Argument(metavar="IN", help="Clean embeddings of images or texts as rows: .npy or .safetensors."),
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write, with the same suffix.")],
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Write the embeddings that a licensee would be served: normalize(normalize(e) W), row by row."""
    from ipclip_app.cli.passphrase import passphrase_of_secret
    from ipclip_app.jobs.watermark_apply import ApplyRequest, mark_embeddings

    output = Output(as_json=as_json)
    request = ApplyRequest(secret, source, out, user, passphrase_of_secret(secret), force)
    marked = output.drive(mark_embeddings(request))
    words = f"Marked {marked.rows} embeddings for {marked.user} in {marked.seconds:.1f} s: {marked.out}"
    output.finish(marked.to_json(), words)
