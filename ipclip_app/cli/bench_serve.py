"""`ipclip bench serve`: how many clients a service bears on this machine."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.table import Table

from ipclip_app.cli.options import DeviceOption, JsonFlag
from ipclip_app.cli.output import Output
from ipclip_app.cli.sizes import in_megabytes
from ipclip_app.errors import UsageError


def serve(
    *,
    backbone: Annotated[str, typer.Option("--backbone", help="The model to serve.")] = "demo",
    clients: Annotated[str, typer.Option("--clients", metavar="N,...", help="Numbers of clients at once.")] = "1,8,64",
    seconds: Annotated[float, typer.Option("--seconds", help="How long each number of clients asks.")] = 60,
    device: DeviceOption = "auto",
    threads: Annotated[int | None, typer.Option("--threads", help="Threads to compute with, all if not given.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Start a service, let clients ask for marked vectors of texts, and report rate, latency, errors and memory.

    Exit code 1 when a question was not answered or the service did not end in order.
    """
    from ipclip_app.service.request import require_server

    require_server()
    from ipclip_app.service.benchmark import ServeBenchOptions, bench_serve

    output = Output(as_json=as_json)
    options = ServeBenchOptions(backbone, _counts(clients), seconds, device, threads)
    result = output.drive(bench_serve(options))
    document = result.to_json()
    output.finish(document, *_text(document))
    if not result.passed:
        raise typer.Exit(1)


def _counts(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdecimal() for part in parts):
        raise UsageError("--clients takes numbers, like 1,8,64.")
    return tuple(map(int, parts))


def _text(document: Mapping[str, Any]) -> tuple[Table | str, ...]:
    table = Table("Clients", "Requests a second", "p50, ms", "p99, ms", "Requests", "Errors")
    for load in document["loads"]:
        times = ("-" if load[name] is None else f"{load[name]:.1f}" for name in ("p50_ms", "p99_ms"))
        row = f"{load['requests_per_second']:.0f}", *times, f"{load['requests']}", f"{load['errors']}"
        table.add_row(f"{load['clients']}", *row)
    memory = document["memory"]
    told = "not measured"
    if memory["flat"] is not None:
        told = f"{in_megabytes(memory['start'])} when warm, {in_megabytes(memory['end'])} in the end"
    shares = ", ".join(f"{each['percent']:.2f}% of encoding {each['texts']}" for each in document["watermark"])
    where = f"{document['model']}, D = {document['dimension']}, {document['device']}, {document['threads']} threads"
    return table, f"Memory of the service: {told}.", f"The watermark takes {shares} texts.", f"{where}."
