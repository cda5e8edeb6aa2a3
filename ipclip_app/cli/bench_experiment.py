"""`ipclip bench experiment`: what a cell of an experiment spends its time on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from ipclip_app.cli.options import BACKBONE_HELP, SPLIT_HELP, JsonFlag, pairs_of
from ipclip_app.cli.output import Output
from ipclip_app.config import Scenario, SplitConfig, TrainConfig
from ipclip_app.errors import UsageError


def experiment(
    *,
    root: Annotated[Path, typer.Option("--root", metavar="DIR", help="Folder of domains: DIR/domain/class/image.")],
    backbone: Annotated[str, typer.Option("--backbone", help=BACKBONE_HELP)],
    pair: Annotated[
        str | None,
        typer.Option("--pair", metavar="A:U", help="Authorized and unauthorized domain, if not the first two."),
    ] = None,
    scenario: Annotated[Scenario, typer.Option("--scenario", help="What to protect against.")] = "target-specified",
    split: Annotated[str, typer.Option("--split", metavar="TRAIN/VAL/TEST", help=SPLIT_HELP)] = "60/10/30",
    epochs: Annotated[
        int | None, typer.Option("--epochs", help=f"Epochs of every cell, {TrainConfig.epochs} if not given.")
    ] = None,
    threads: Annotated[int | None, typer.Option("--threads", help="Threads to compute with, all if not given.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Measure one cell of an experiment in both presets on the processor: its phases, and what is no matrix product."""
    from ipclip_app.jobs.experiment_bench import ExperimentBenchOptions, experiment_bench

    shares = SplitConfig.parse(split)
    options = ExperimentBenchOptions(root, backbone, _one_of(pair), scenario, epochs, shares, threads)
    output = Output(as_json=as_json)
    document = output.drive(experiment_bench(options)).to_json()
    output.finish(document, *_text(document))


def _one_of(pair: str | None) -> tuple[str, str] | None:
    pairs = () if pair is None else pairs_of(pair)
    if len(pairs) > 1:
        raise UsageError("One cell is measured in each preset; give one --pair.")
    return pairs[0] if pairs else None


def _text(document: Mapping[str, Any]) -> tuple[Table | str, ...]:
    table = Table("Preset", "Phase")
    for title in ("Seconds", "of them matrix products", "not matrix products"):
        table.add_column(title, justify="right")
    for cell in document["cells"]:
        for phase, seconds in cell["phases"].items():
            products = cell["product_phases"].get(phase, 0.0)
            table.add_row(cell["preset"], phase, f"{seconds:.1f}", f"{products:.1f}", "")
        share = f"{cell['other_share']:.0%}"
        table.add_row(cell["preset"], "all", f"{cell['seconds']:.1f}", f"{cell['product_seconds']:.1f}", share)
    where = f"{document['cpu']}, {document['threads']} threads, torch {document['torch']}"
    first = "; ".join(f"{cell['preset']} {cell['first_seconds']:.1f} s" for cell in document["cells"])
    return table, f"The first time, with statistics that were not in the cache: {first}.", f"{where}."
