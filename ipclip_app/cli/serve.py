"""`ipclip serve`: a model's embeddings over HTTP, marked for each licensee."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from ipclip_app.cli.options import DeviceOption, JsonFlag
from ipclip_app.errors import CancelledError

if TYPE_CHECKING:
    from ipclip_app.service.request import Secret, ServeRequest


Backbone: TypeAlias = Annotated[
    str, typer.Option("--backbone", help="The model to serve: a name that `ipclip backbone list` shows, or a folder.")
]
SecretOption: TypeAlias = Annotated[
    Path | None, typer.Option("--secret", metavar="SECRET", help="Mark each licensee's vectors with his matrix.")
]
Keys: TypeAlias = Annotated[
    Path | None,
    typer.Option("--keys", metavar="FILE", help="Who may ask; see `ipclip access`. Without it only this machine."),
]
Host: TypeAlias = Annotated[str, typer.Option("--host", help="Address to listen at.")]
Port: TypeAlias = Annotated[int, typer.Option("--port", help="Port to listen at, 0 for any that is free.")]
MaxItems: TypeAlias = Annotated[
    int | None, typer.Option("--max-items", help="Most texts and images of one request, 128 if not given.")
]
MaxMegabytes: TypeAlias = Annotated[
    int | None, typer.Option("--max-megabytes", help="Most MiB of one request, 32 if not given.")
]
MaxMegapixels: TypeAlias = Annotated[
    int | None, typer.Option("--max-megapixels", help="Most megapixels of one image, 25 if not given.")
]
Name: TypeAlias = Annotated[
    str | None, typer.Option("--name", help="What clients are told of the model, instead of the backbone's name.")
]
Log: TypeAlias = Annotated[
    Path | None, typer.Option("--log", metavar="FILE", help="Append the access log to a file instead of stderr.")
]
Threads: TypeAlias = Annotated[int | None, typer.Option("--threads", help="Threads to compute with, all if not given.")]


def serve(
    *,
    backbone: Backbone,
    secret: SecretOption = None,
    keys: Keys = None,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    max_items: MaxItems = None,
    max_megabytes: MaxMegabytes = None,
    max_megapixels: MaxMegapixels = None,
    name: Name = None,
    log: Log = None,
    device: DeviceOption = "auto",
    threads: Threads = None,
    as_json: JsonFlag = False,
) -> None:
    """Answer POST /v1/embeddings with vectors of texts and images; GET /health and /metrics tell how it is.

    Ctrl-C or SIGTERM stops it: requests in flight are answered. With --json one line tells the address once it listens.
    """
    from ipclip_app.service.limits import limits_of
    from ipclip_app.service.request import ServeRequest, require_server

    require_server()
    limits = limits_of(max_items, max_megabytes, max_megapixels)
    mark = None if secret is None else _secret(secret)
    _run(ServeRequest(backbone, host, port, keys, mark, device, threads, limits, log, name), as_json=as_json)


def _run(request: "ServeRequest", *, as_json: bool) -> None:
    import signal

    from ipclip_app.cli.interrupts import raise_pending
    from ipclip_app.service.serve import Address, serve
    from ipclip_app.service.service import Model

    def listening(address: Address) -> None:
        say(f"Listening at {address.url}; Ctrl-C stops it.")
        if not request.is_local:
            say("Keys and vectors travel unencrypted: put a proxy with TLS in front, or serve a trusted network only.")
        if as_json:
            sys.stdout.write(json.dumps({"address": address.url, "port": address.port}) + "\n")
            sys.stdout.flush()

    def ready(model: Model) -> None:
        marked = "unmarked" if model.matrices is None else f"marked for {len(model.matrices)} licensees"
        say(f"Ready: {model.name}, vectors of {model.backbone.embed_dim} dimensions, {marked}.")

    raise_pending()  # a package that was imported may have swallowed it, and from here on it is another's to take
    if serve(request, listening, ready) == signal.SIGINT:
        raise CancelledError("Stopped; what was asked before was answered.")


def _secret(path: Path) -> "Secret":
    from ipclip_app.cli.passphrase import stated_or_typed
    from ipclip_app.watermark.secret_file import is_encrypted, read_secret

    return read_secret(path, stated_or_typed(path) if is_encrypted(path) else None)


def say(sentence: str) -> None:
    """Tell the owner something on stderr."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
