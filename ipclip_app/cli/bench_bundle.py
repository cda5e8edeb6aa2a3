"""`ipclip bench bundle`: how the reader of bundles meets hostile files."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

import typer
from rich.table import Table

from ipclip_app.cli.options import JsonFlag
from ipclip_app.cli.output import Output

_KINDS: Final = ("flips", "truncations", "bombs", "random")


def bundle(
    *,
    cases: Annotated[int, typer.Option("--cases", help="Number of random cases.")] = 1_000_000,
    seed: Annotated[int, typer.Option("--seed", help="Decides which cases.")] = 0,
    as_json: JsonFlag = False,
) -> None:
    """Try to open altered bundles: every flipped bit, every truncation, and random damage to files and manifests.

    Exit code 1 when one is accepted, crashes the reader, or takes it too long or too much memory.
    """
    from ipclip_app.jobs.bench_bundle import BundleBenchOptions, bench_bundle

    output = Output(as_json=as_json)
    result = output.drive(bench_bundle(BundleBenchOptions(cases, seed)))
    document = result.to_json()
    output.finish(document, *_bundle_text(document))
    if not result.passed:
        raise typer.Exit(1)


def _bundle_text(document: Mapping[str, Any]) -> tuple[Table | str, ...]:
    table = Table("Altered bundles", "Cases", "Refused", "Accepted", "Crashes", "Slowest, ms", "Most memory, kB")
    for name in _KINDS:
        counts = document[name]
        figures = (sum(counts["refusals"].values()), counts["accepted"], counts["crashes"])
        cost = f"{1000 * counts['longest_seconds']:.1f}", f"{counts['largest_allocation'] / 1000:.0f}"
        table.add_row(name, str(counts["cases"]), *map(str, figures), *cost)
    wrong = sum(document[name]["wrongly_accepted"] for name in _KINDS)
    words = "Only what the issuer signed was accepted" if not wrong else f"{wrong} altered bundles were accepted"
    return table, f"{words}; {document['bundle_bytes']} bytes a bundle; measured in {document['seconds']:.0f} s."
