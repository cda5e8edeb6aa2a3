"""`ipclip watermark attack`: what your own watermark withstands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ipclip_app.cli.attack_table import attack_table
from ipclip_app.cli.options import DeviceOption, ForceFlag, JsonFlag
from ipclip_app.cli.output import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.table import Table


def attack(
    *,
    secret: Annotated[Path, typer.Option("--secret", metavar="SECRET", help="Your secret.")],
    images: Annotated[Path, typer.Option("--images", metavar="DIR", help="Ordinary images, in class folders.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the table as CSV and Markdown, and a plot.")
    ] = None,
    queries: Annotated[int, typer.Option("--queries", help="Questions to each suspect, an even number.")] = 200,
    trials: Annotated[int, typer.Option("--trials", help="Thefts with each attack that are judged in full.")] = 3,
    lineups: Annotated[
        int, typer.Option("--lineups", help="Thefts with each attack in which the likeliest licensee is looked for.")
    ] = 20,
    level: Annotated[float, typer.Option("--level", help="Share of innocent services that may be accused.")] = 0.01,
    seed: Annotated[int, typer.Option("--seed", help="Decides questions, thieves and attacks.")] = 0,
    backbone: Annotated[
        str | None, typer.Option("--backbone", help="Your unmarked model; without it, one at hand that it names.")
    ] = None,
    device: DeviceOption = "auto",
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Attack your own watermark in every known way: what you still see, whom you name, what the thief is left with."""
    from ipclip_app.cli.passphrase import stated_or_typed
    from ipclip_app.jobs.watermark_attack import AttackRequest, attack_watermark
    from ipclip_app.jobs.watermark_request import QuestionRequest
    from ipclip_app.watermark.secret_file import is_encrypted

    passphrase = stated_or_typed(secret) if is_encrypted(secret) else None
    questions = QuestionRequest(secret, images, passphrase, queries, seed, backbone, device)
    output = Output(as_json=as_json)
    request = AttackRequest(questions, out, trials, lineups, level, force)
    document = output.drive(attack_watermark(request)).to_json()
    output.finish(document, *_text(document))


def _text(document: "Mapping[str, Any]") -> "Iterator[Table | str]":
    yield attack_table(document)
    for each in document["attacks"]:
        if each["won"]:
            yield f"{each['attack']} wins: {each['harm']}."
    if document["files"]:
        yield f"Written: {', '.join(document['files'])}"
    asked = f"{document['users']} licensees, {document['queries']} questions, {document['images']} images"
    yield f"{asked}; measured in {document['seconds']:.0f} s."
