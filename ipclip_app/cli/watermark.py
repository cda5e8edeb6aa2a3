"""`ipclip watermark`: secret matrices that mark the embeddings of a served model, and what they prove."""

import typer

app = typer.Typer(
    help="Mark the embeddings of a served model, and prove it when they are stolen.", no_args_is_help=True
)
