"""`ipclip watermark`: secret matrices that mark the embeddings of a served model, and what they prove."""

import typer

from ipclip_app.cli.watermark_apply import apply
from ipclip_app.cli.watermark_attack import attack
from ipclip_app.cli.watermark_secret import add, create, show

app = typer.Typer(
    help="Mark the embeddings of a served model, and prove it when they are stolen.", no_args_is_help=True
)
app.command()(create)
app.command()(add)
app.command()(show)
app.command()(apply)
app.command()(attack)
