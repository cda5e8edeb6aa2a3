"""`ipclip bench watermark`: what a watermark costs, whom it accuses, and what survives attacks and extraction."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.table import Table

from ipclip_app.cli.attack_table import attack_table
from ipclip_app.cli.options import BACKBONE_HELP, DeviceOption, JsonFlag
from ipclip_app.cli.output import Output

_METHODS: Final = {"rotation": "exact", "closed-form": "trigger, closed form", "learned": "trigger, learned"}
_FIGURES: Final = {"zero_shot": "Zero-shot", "image_to_text": "Image to text", "text_to_image": "Text to image"}


def watermark(
    *,
    root: Annotated[
        Path, typer.Option("--root", metavar="DIR", help="Images: DIR/class/image or DIR/domain/class/image.")
    ],
    backbone: Annotated[str, typer.Option("--backbone", help=BACKBONE_HELP)],
    other: Annotated[
        str | None, typer.Option("--other", help="An independent model, which must not be accused.")
    ] = None,
    seeds: Annotated[int, typer.Option("--seeds", help="Thefts, and innocent suspects of each kind.")] = 100,
    licensees: Annotated[int, typer.Option("--licensees", help="Among whom a thief is looked for.")] = 100,
    learned: Annotated[int, typer.Option("--learned", help="Licensees with a learned matrix; it takes long.")] = 3,
    trials: Annotated[int, typer.Option("--trials", help="Thefts with each attack that are judged in full.")] = 3,
    queries: Annotated[int, typer.Option("--queries", help="Questions to each suspect.")] = 200,
    steps: Annotated[int, typer.Option("--steps", help="Steps that a student learns; 0 for no students.")] = 1500,
    pairs: Annotated[int, typer.Option("--pairs", help="Candidates of which trigger pairs are chosen.")] = 960,
    seed: Annotated[int, typer.Option("--seed", help="Decides everything.")] = 0,
    device: DeviceOption = "auto",
    threads: Annotated[int | None, typer.Option("--threads", help="Threads to compute with, all if not given.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Measure watermarks: utility, detection, false accusations, identification, attacks and extraction by students.

    Retrieval is measured on captions of 12 templates for each class: whether an image's nearest caption, and a
    caption's nearest image, is one of its class.
    """
    from ipclip_app.jobs.bench_watermark import WatermarkBenchOptions, bench_watermark

    output = Output(as_json=as_json)
    options = WatermarkBenchOptions(
        root, backbone, other, seeds, licensees, learned, trials, queries, pairs, steps, seed, device, threads
    )
    document = output.drive(bench_watermark(options)).to_json()
    output.finish(document, *_text(document))


def _text(document: Mapping[str, Any]) -> Iterator[Table | str]:
    yield _utility(document["utility"])
    yield _detection(document["detection"])
    for lab in document["attacks"]:
        yield f"{_METHODS[lab['method']]}, {lab['users']} licensees, {lab['queries']} questions:"
        yield attack_table(lab)
    if document["students"]:
        yield _students(document["students"])
    yield f"{document['images']} images, {document['dimension']} dimensions; measured in {document['seconds']:.0f} s."


def _utility(costs: list[dict[str, Any]]) -> Table:
    table = Table("Utility", "Licensees", *_FIGURES.values(), "Largest change", "Condition number")
    table.add_row("without", "", *(f"{costs[0]['before'][name]:.2f}%" for name in _FIGURES), "", "")
    for cost in costs:
        after = (f"{cost['after'][name]:.2f}%" for name in _FIGURES)
        change = max(cost["largest_change"].values(), key=abs)
        condition = f"{cost['condition']['smallest']:.2f} to {cost['condition']['largest']:.2f}"
        table.add_row(_METHODS[cost["method"]], f"{cost['users']}", *after, f"{change:+.2f}", condition)
    return table


def _detection(found: list[dict[str, Any]]) -> Table:
    columns = ("Licensees", "Suspects", "Accused", "Thief named", "Distribution, median p", "Effect", "AUROC")
    table = Table("Detection", "Suspect", *columns, "Triggers, median p", "Effect", "AUROC")
    for each in found:
        figures = []
        for test in ("distribution", "trigger"):
            of = each[test]
            figures += [f"{of['median_p']:.2g}", _number(of["median_effect"], ".2f"), _number(of["auroc"], ".3f")]
        named = f"{each['named']:.0%}" if each["kind"] == "theft" else ""
        counts = f"{each['users']}", f"{each['suspects']}", f"{each['accused']:.0%}", named
        table.add_row(_METHODS[each["method"]], each["kind"], *counts, *figures)
    return table


def _students(students: list[dict[str, Any]]) -> Table:
    table = Table("Student", "Learned from", "Cosine", "Zero-shot", "of", "Found out", "Distribution p", "Triggers p")
    for each in students:
        judged = each["judged"]
        utility = f"{each['left']['zero_shot']:.1f}%", f"{each['service']['zero_shot']:.1f}%"
        p_values = f"{judged['distribution_p']:.2g}", f"{judged['trigger_p']:.2g}"
        table.add_row(
            each["student"], f"{each['learned_from']} answers", f"{each['cosine']:.3f}", *utility,
            "yes" if judged["accused"] else "no", *p_values,
        )  # fmt: skip
    return table


def _number(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)
