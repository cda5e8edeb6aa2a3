"""`ipclip bench ownership`: whether the proof of ownership accuses the guilty, and nobody else."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.table import Table

from ipclip_app.cli.options import BACKBONE_HELP, DeviceOption, JsonFlag
from ipclip_app.cli.output import Output

_GROUPS: Final = {
    "new_triggers": "a new trigger for each",
    "fixed_trigger": "one trigger for all",
    "run_trigger": "the run's trigger, on images that its model knows",
}
_ALTERATIONS: Final = {
    "none": "as stamped",
    "jpeg_50": "JPEG of quality 50",
    "half_size": "half the size",
    "crop_10": "without 10% of its width and height",
}


def ownership(
    *,
    root: Annotated[Path, typer.Option("--root", metavar="DIR", help="Folder of domains: DIR/domain/class/image.")],
    backbone: Annotated[str, typer.Option("--backbone", help=BACKBONE_HELP)],
    run: Annotated[
        Path | None, typer.Option("--run", metavar="RUN", help="A run with a trigger, whose model is to be found out.")
    ] = None,
    models: Annotated[int, typer.Option("--models", help="Number of innocent models.")] = 200,
    queries: Annotated[int, typer.Option("--queries", help="Questions to each model.")] = 100,
    level: Annotated[float, typer.Option("--level", help="What both p-values of an accused lie below.")] = 0.001,
    seed: Annotated[int, typer.Option("--seed", help="Decides triggers, models and questions.")] = 0,
    repeats: Annotated[int, typer.Option("--repeats", help="Times that the run's model is asked.")] = 5,
    device: DeviceOption = "auto",
    threads: Annotated[int | None, typer.Option("--threads", help="Threads to compute with, all if not given.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Train small innocent models and test whether secret triggers accuse them, then find out the model of a run.

    Exit code 1 when an innocent model is accused or the run's model is not.
    """
    from ipclip_app.jobs.bench_ownership import bench_ownership
    from ipclip_app.jobs.ownership_trials import OwnershipBenchOptions

    output = Output(as_json=as_json)
    options = OwnershipBenchOptions(root, backbone, run, models, queries, level, seed, repeats, device, threads)
    result = output.drive(bench_ownership(options))
    document = result.to_json()
    output.finish(document, *_text(document))
    if not result.passed:
        raise typer.Exit(1)


def _text(document: Mapping[str, Any]) -> tuple[Table | str, ...]:
    table = Table("Innocent models", "Asked", "Accused", "By plain p alone", "Smallest p", "p < 0.05", "Uniform, p")
    for group, words in _GROUPS.items():
        if group not in document:
            continue
        figures = document[group]
        counts = (str(figures[name]) for name in ("models", "accused", "accused_without_caution"))
        spread = f"{figures['smallest_p_value']:.2g}", f"{figures['share_below_0.05']:.1%}"
        table.add_row(words, *counts, *spread, f"{figures['uniformity_p_value']:.2g}")
    told = (
        f"{document['queries']} questions each, level {document['level']:g}; measured in {document['seconds']:.0f} s."
    )
    return (table, *_zero_shot(document["zero_shot"]), *_protected(document["protected"]), told)


def _zero_shot(tests: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(
        f"Zero-shot CLIP, asked first: right on {test['accuracy_control']:.0f}% with controls and on "
        f"{test['accuracy_trigger']:.0f}% with the run's trigger, p = {test['p_value']:.2g}: "
        + ("fair" if test["fair"] else "unfair, so nobody else is asked")
        for test in tests
    )


def _protected(tests: Mapping[str, Any]) -> tuple[Table, ...]:
    if not any(tests.values()):
        return ()
    table = Table("Protected model", "Asked", "Found out", "Right, controls", "Right, trigger", "Largest p", "Median p")
    for name, found in tests.items():
        values = sorted(each["p_value"] for each in found)
        accuracies = (
            f"{sum(each[kind] for each in found) / len(found):.1f}%"
            for kind in ("accuracy_control", "accuracy_trigger")
        )
        shown = sum(each["shown"] for each in found)
        row = f"{len(found)}", f"{shown}", *accuracies, f"{values[-1]:.2g}", f"{values[len(values) // 2]:.2g}"
        table.add_row(_ALTERATIONS.get(name, name), *row)
    return (table,)
