"""`ipclip experiment`: the tables of the papers, over pairs of domains, scenarios, presets and seeds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer
from rich.table import Table

from ipclip_app.cli.options import BACKBONE_HELP, SPLIT_HELP, DeviceOption, JsonFlag, pairs_of
from ipclip_app.cli.output import Output
from ipclip_app.config import PRESETS, SCENARIOS, SplitConfig, TrainConfig
from ipclip_app.errors import CancelledError, UsageError

if TYPE_CHECKING:
    from ipclip_app.jobs.experiment_request import ExperimentRequest

ALL: Final = "all"
ALL_PRESETS: Final = ",".join(PRESETS)
_COLUMNS: Final = {
    "A zero-shot": "authorized.zero_shot",
    "A protected": "authorized.protected",
    "U zero-shot": "unauthorized.zero_shot",
    "U protected": "unauthorized.protected",
    "D_a strict": "D_a_strict",
    "W_ua": "W_ua",
    "W_ua strict": "W_ua_strict",
    "at most": "W_ua_strict_bound",
    "reached, %": "ratio",
}


Root: TypeAlias = Annotated[Path, typer.Argument(metavar="ROOT", help="Folder of domains: ROOT/domain/class/image.")]
Scenarios: TypeAlias = Annotated[
    str, typer.Option("--scenario", metavar="S,...", help=f"Some of {', '.join(SCENARIOS)}, or {ALL}.")
]
Backbone: TypeAlias = Annotated[str, typer.Option("--backbone", help=BACKBONE_HELP)]
Out: TypeAlias = Annotated[
    Path, typer.Option("--out", metavar="DIR", help="Folder for tables, heat maps and runs; what is finished is kept.")
]
Pairs: TypeAlias = Annotated[
    str | None,
    typer.Option("--pairs", metavar="A:U,...", help="Authorized and unauthorized domain, all pairs if not given."),
]
Presets: TypeAlias = Annotated[str, typer.Option("--presets", metavar="P,...", help=f"Some of {', '.join(PRESETS)}.")]
Seeds: TypeAlias = Annotated[int, typer.Option("--seeds", help="Number of seeds.")]
Epochs: TypeAlias = Annotated[
    int | None, typer.Option("--epochs", help=f"Epochs of every cell, {TrainConfig.epochs} if not given.")
]
Split: TypeAlias = Annotated[
    str | None,
    typer.Option("--split", metavar="TRAIN/VAL/TEST", help=f"{SPLIT_HELP[:-1]}, {SplitConfig()} if not given."),
]
Protocol: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--protocol",
        help="A published protocol instead of a split: office-31, office-home or mini-domainnet, which decides on "
        "domains, classes and number of images.",
    ),
]
TriggerOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--trigger", metavar="FILE|grid", help="The owner's trigger, the published grid if not given."),
]
Processes: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--processes",
        help="Processes at the same time; if not given, one a graphics card, or on the processor up to four.",
    ),
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace finished runs of other settings.")]


def experiment(
    *,
    root: Root,
    scenario: Scenarios,
    backbone: Backbone,
    out: Out,
    pairs: Pairs = None,
    presets: Presets = ALL_PRESETS,
    seeds: Seeds = 3,
    epochs: Epochs = None,
    split: Split = None,
    protocol: Protocol = None,
    trigger: TriggerOption = None,
    processes: Processes = None,
    device: DeviceOption = "auto",
    force: Force = False,
    as_json: JsonFlag = False,
) -> None:
    """Train and test every pair of domains in every scenario and preset with every seed; tables like the papers'.

    Goes on where it was stopped. Exit code 1 when no cell succeeded.
    """
    from ipclip_app.jobs.experiment_request import ExperimentRequest

    if protocol is not None and split is not None:
        raise UsageError("--protocol decides on the images, and so does --split; pass one of them.")
    scenarios = SCENARIOS if scenario == ALL else _list(scenario)
    names = None if pairs is None else pairs_of(pairs)
    shares = SplitConfig() if split is None else SplitConfig.parse(split)
    what = ExperimentRequest(root, backbone, out, scenarios, _list(presets), names, seeds, epochs, shares, protocol)
    request = replace(what, processes=processes, device=device, force=force, trigger=_trigger(trigger))
    _run(request, Output(as_json=as_json))


def _trigger(name: str | None) -> Path | None:
    """The file of the owner's trigger; None for the published grid."""
    from ipclip_app.data.trigger import GRID

    return None if name in (None, GRID.kind) else Path(name)


def _run(request: "ExperimentRequest", output: Output) -> None:
    from ipclip_app.jobs import experiment as job

    try:
        table = output.drive(job.experiment(request))
    except KeyboardInterrupt:
        words = f"Stopped; what is finished is kept in {quote(str(request.out))}, the same command goes on from there."
        raise CancelledError(words) from None
    document = {**table.to_json(), "out": str(request.out)}
    output.finish(document, *_text(document))
    if not table.measured:
        raise typer.Exit(1)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


def _text(document: Mapping[str, Any]) -> tuple[Table | str, ...]:
    count = f"{document['finished']} of {document['cells']} cells are finished, {len(document['failures'])} failed"
    summary = f"{count}; {document['seconds']:.0f} s. Tables and heat maps are in {document['out']}."
    return _table(document["rows"]), *_published(document["published"]), summary


def _table(rows: list[Mapping[str, Any]]) -> Table:
    table = Table("Scenario", "Preset", "Authorized", "Tested on")
    for title in _COLUMNS:
        table.add_column(title, justify="right")
    for row in rows:
        names = (row[name] for name in ("scenario", "preset", "authorized", "tested"))
        table.add_row(*names, *(_figure(row, name) for name in _COLUMNS.values()))
    return table


def _figure(row: Mapping[str, Any], name: str) -> str:
    mean, deviation = row["mean"].get(name), row["deviation"].get(name)
    if mean is None:
        return "-"
    return f"{mean:.1f}" if deviation is None else f"{mean:.1f} ± {deviation:.1f}"


def _published(published: Mapping[str, Any]) -> Iterator[str]:
    """The papers' figures in words, by scenario."""
    for scenario, figures in published.items():
        told = (f"{figure['method']} {figure['metric']} {figure['value']:.2f}{_remark(figure)}" for figure in figures)
        if figures:
            yield f"Published for {scenario}, not measured here: {'; '.join(told)}."


def _remark(figure: Mapping[str, Any]) -> str:
    return f" ({figure['remark']})" if figure["remark"] else ""
