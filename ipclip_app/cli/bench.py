"""`ipclip bench`: how fast this machine is, at an audit too, and how well protection works over pairs of domains."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias

import typer
from rich.table import Table

from ipclip_app.cli.bench_bundle import bundle
from ipclip_app.cli.bench_experiment import experiment
from ipclip_app.cli.bench_ownership import ownership
from ipclip_app.cli.bench_serve import serve
from ipclip_app.cli.bench_watermark import watermark
from ipclip_app.cli.options import BACKBONE_HELP, SPLIT_HELP, DeviceOption, JsonFlag, pairs_of
from ipclip_app.cli.output import Output
from ipclip_app.config import PRESETS, SplitConfig, TrainConfig
from ipclip_app.errors import UsageError

app = typer.Typer(help="Measure the speed of this machine, or the protection of pairs of domains.")
app.command()(bundle)
app.command()(experiment)
app.command()(ownership)
app.command()(serve)
app.command()(watermark)

ThreadsOption: TypeAlias = Annotated[
    int | None, typer.Option("--threads", help="Threads to compute with, all if not given.")
]

_COLUMNS: Final = {
    "authorized zero-shot": "authorized.zero_shot",
    "protected": "authorized.protected",
    "unauthorized zero-shot": "unauthorized.zero_shot",
    "protected ": "unauthorized.protected",
    "W_ua strict": "W_ua_strict",
    "at most": "W_ua_strict_bound",
    "ratio": "ratio",
    "AUROC": "auroc",
}


@app.callback(invoke_without_command=True)
def speed(
    context: typer.Context,
    *,
    device: DeviceOption = "auto",
    threads: ThreadsOption = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Measure a tiny model: checks the benchmark, says nothing of the machine.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Measure the speed of this machine: text tower, classification, epoch and growth with the classes."""
    if context.invoked_subcommand is not None:
        _refuse_misplaced(context, context.invoked_subcommand)
        return
    from ipclip_app.jobs.bench import BenchOptions, bench

    output = Output(as_json=as_json)
    document = output.drive(bench(BenchOptions(device, threads, quick))).to_json()
    output.finish(document, *_speed_text(document))


@app.command()
def protection(
    *,
    root: Annotated[Path, typer.Option("--root", metavar="DIR", help="Folder of domains: DIR/domain/class/image.")],
    backbone: Annotated[str, typer.Option("--backbone", help=BACKBONE_HELP)],
    pairs: Annotated[str, typer.Option("--pairs", metavar="A:U,...", help="Authorized and unauthorized domain.")],
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="Folder for the runs; finished ones of the same settings are reused."
        ),
    ],
    seeds: Annotated[int, typer.Option("--seeds", help="Number of seeds.")] = 3,
    split: Annotated[str, typer.Option("--split", metavar="TRAIN/VAL/TEST", help=SPLIT_HELP)] = "60/10/30",
    epochs: Annotated[
        int | None, typer.Option("--epochs", help=f"Epochs of every run, {TrainConfig.epochs} if not given.")
    ] = None,
    ablation: Annotated[bool, typer.Option("--ablation", help="Also what each part of the method brings.")] = False,
    device: DeviceOption = "auto",
    threads: ThreadsOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace finished runs of other settings.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Train and evaluate every pair of domains with every seed in both presets, and print the means.

    Exit code 1 when no run succeeded.
    """
    from ipclip_app.jobs import protection_table as job
    from ipclip_app.training.recipes import ABLATIONS

    output = Output(as_json=as_json)
    variants = tuple(ABLATIONS) if ablation else PRESETS
    names, shares = pairs_of(pairs), SplitConfig.parse(split)
    request = job.TableRequest(root, backbone, out, names, seeds, shares, epochs, device, variants, force, threads)
    table = output.drive(job.protection_table(request))
    document = table.to_json()
    output.finish(document, _protection_table(document))
    if not table.measured:
        raise typer.Exit(1)


@app.command()
def audit(
    *,
    images: Annotated[int, typer.Option("--images", help="Number of images.")] = 5000,
    threads: ThreadsOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Measure an audit of many images with the demo backbone: speed, and memory above the loaded model."""
    from ipclip_app.jobs.audit_bench import AuditBenchOptions, audit_bench

    output = Output(as_json=as_json)
    document = output.drive(audit_bench(AuditBenchOptions(images, threads))).to_json()
    memory = document["memory_above_loaded_mb"]
    output.finish(
        document,
        f"Audited {document['images']} images: {document['images_per_second']:.0f} a second, from the feature cache "
        f"{document['cached_images_per_second']:.0f} a second.",
        "Memory above the loaded model: " + ("not measured." if memory is None else f"{memory:.0f} MiB."),
        f"{document['cpu']}, {document['threads']} threads, torch {document['torch']}.",
    )


def _refuse_misplaced(context: typer.Context, command: str) -> None:
    """Options before the command are of the measurement that does not run; `--json` alone is inherited."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if name != "as_json" and source is not None and source.name == "COMMANDLINE":
            raise UsageError(
                f"--{name} before '{command}' would be ignored; put the options of '{command}' behind it, "
                f"see `ipclip bench {command} --help`."
            )


def _speed_text(document: Mapping[str, Any]) -> tuple[Table | str, ...]:
    place, tower, epoch = document["environment"], document["text_tower"], document["epoch"]
    memory = "not measured" if tower["memory_ratio"] is None else f"{tower['memory_ratio']:.1f} times less"
    table = Table("Measured", "Against the plain way", title=place["architecture"], title_justify="left")
    table.add_row("Text tower, forward and backward", f"{tower['speedup']:.1f} times faster")
    table.add_row("Memory of the text tower", memory)
    table.add_row("Relative error of the text tower", f"{tower['relative_error']:.1e}")
    table.add_row("Share of the fastest matrix products", f"{tower['share_of_matmul_peak']:.0%}")
    table.add_row(f"Epoch of {epoch['images']} images", f"{epoch['speedup']:.1f} times faster")
    table.add_row("Classification of images", f"{document['classify']['speedup']:.1f} times faster")
    growth = Table("Classes", "Seconds per step", "Milliseconds per class")
    for point in document["scaling"]:
        row = f"{point['classes']}", f"{point['seconds']:.3f}", f"{1000 * point['seconds_per_class']:.2f}"
        growth.add_row(*row)
    where = f"{place['cpu']}, {place['device']}, {place['threads']} threads, torch {place['torch']}, {place['system']}"
    return table, growth, f"{where}; measured in {document['seconds']:.0f} s."


def _protection_table(document: Mapping[str, Any]) -> Table:
    table = Table("Recipe", "Pair")
    for title in _COLUMNS:
        table.add_column(title.strip(), justify="right")
    table.add_column("Failed", justify="right")
    for row in document["rows"]:
        figures = (f"{row[name]:.2f}" if name in row else "-" for name in _COLUMNS.values())
        table.add_row(row["variant"], row["pair"], *figures, str(len(row["failures"])))
    return table
