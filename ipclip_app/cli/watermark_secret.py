"""`ipclip watermark create`, `add` and `show`: the secret, for whom it is and what it is worth."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from ipclip_app.cli.options import DeviceOption, ForceFlag, JsonFlag
from ipclip_app.cli.output import Output
from ipclip_app.errors import UsageError

if TYPE_CHECKING:
    from ipclip_app.jobs.watermark_create import CreatedSecret
    from ipclip_app.jobs.watermark_facts import SecretFacts
    from ipclip_app.jobs.watermark_secret_request import CreateRequest

Users: TypeAlias = Annotated[
    list[str] | None, typer.Option("--user", metavar="NAME", help="Name of a licensee; once for each.")
]
Seed: TypeAlias = Annotated[
    int | None,
    typer.Option("--seed", help="Make the same matrices again, for research: whoever guesses the seed has the secret."),
]
Backbone: TypeAlias = Annotated[
    str,
    typer.Option(
        "--backbone",
        help="The CLIP model to be served: a name that `ipclip backbone list` shows, a folder, or ARCHITECTURE=FILE.",
    ),
]
ModeOption: TypeAlias = Annotated[
    Literal["exact", "trigger"],
    typer.Option(
        "--mode",
        help="exact: rotations, which change no cosine; trigger: also proves theft when the thief has rotated.",
    ),
]
MethodOption: TypeAlias = Annotated[
    Literal["closed-form", "learned"] | None,
    typer.Option("--method", help="How trigger mode makes its matrices; closed-form if not given."),
]
UserCount: TypeAlias = Annotated[
    int | None, typer.Option("--users", help="Number of licensees, called licensee-1 and so on; 1 if not given.")
]
Images: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--images",
        metavar="DIR",
        help="Ordinary images in class folders, from which trigger pairs keep away; the sample's if not given.",
    ),
]
NoPassphrase: TypeAlias = Annotated[
    bool, typer.Option("--no-passphrase", help="Leave the secret unencrypted: whoever reads it can use it.")
]


def create(
    *,
    backbone: Backbone,
    mode: ModeOption,
    method: MethodOption = None,
    users: UserCount = None,
    user: Users = None,
    images: Images = None,
    seed: Seed = None,
    no_passphrase: NoPassphrase = False,
    out: Annotated[Path, typer.Option("--out", metavar="SECRET", help="The file to write; back it up.")],
    device: DeviceOption = "auto",
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Make a secret: a matrix for each licensee, and in trigger mode the pairs that prove theft."""
    from ipclip_app.cli.passphrase import new_passphrase
    from ipclip_app.jobs.watermark_secret_request import CreateRequest, numbered_names, require_names
    from ipclip_app.watermark.secret_file import require_absent

    if users is not None and user:
        raise UsageError("--users makes up names, --user gives them; pass one of them.")
    if images is not None and mode == "exact":
        raise UsageError("--images serves trigger pairs, which --mode exact does not have; leave it out.")
    names = tuple(user) if user else numbered_names(1 if users is None else users)
    require_names(names)
    if not force:
        require_absent(out)
    passphrase = None if no_passphrase else new_passphrase("secret")
    request = CreateRequest(backbone, mode, out, names, method, images, passphrase, seed, device, force)
    _create(request, Output(as_json=as_json))


def add(
    *,
    secret: Annotated[Path, typer.Option("--secret", metavar="SECRET", help="The secret that gets them.")],
    user: Annotated[list[str], typer.Option("--user", metavar="NAME", help="Name of a licensee; once for each.")],
    seed: Seed = None,
    as_json: JsonFlag = False,
) -> None:
    """Add licensees to a secret; the matrices of the others stay as they are."""
    from ipclip_app.cli.passphrase import passphrase_of_secret
    from ipclip_app.jobs.watermark_create import add_licensees
    from ipclip_app.jobs.watermark_secret_request import AddRequest

    output = Output(as_json=as_json)
    request = AddRequest(secret, tuple(user), passphrase_of_secret(secret), seed)
    made = output.drive(add_licensees(request))
    first = f"Added {', '.join(made.added)} in {made.seconds:.1f} s: {made.path}"
    output.finish(made.to_json(), first, *_lines(made.facts), *_warnings(made))


def show(
    *,
    secret: Annotated[Path, typer.Argument(metavar="SECRET", help="A secret's file.")],
    as_json: JsonFlag = False,
) -> None:
    """Show what is in a secret, and nothing that marks: licensees, condition numbers, the hash that names it."""
    from ipclip_app.cli.passphrase import passphrase_of_secret
    from ipclip_app.jobs.watermark_facts import describe_secret
    from ipclip_app.watermark.secret_file import read_secret

    output, passphrase = Output(as_json=as_json), passphrase_of_secret(secret)
    facts = output.drive(describe_secret(read_secret(secret, passphrase)))
    encrypted = passphrase is not None
    protection = "encrypted" if encrypted else "not encrypted: whoever reads it can use it"
    licensees = [f"  {one.name}: condition number {one.condition_number:.3g}" for one in facts.licensees]
    document = {"path": str(secret), **facts.to_json(), "encrypted": encrypted}
    output.finish(document, *_lines(facts), f"File: {protection}", "Licensees:", *licensees)


def _create(request: "CreateRequest", output: Output) -> None:
    from ipclip_app.jobs.watermark_create import create_secret

    made = output.drive(create_secret(request))
    first = f"Made a secret for {_count(len(made.added))} in {made.seconds:.1f} s: {made.path}"
    output.finish(made.to_json(), first, *_lines(made.facts), *_warnings(made))


def _lines(facts: "SecretFacts") -> list[str]:
    least, largest = facts.condition
    pairs = f", {facts.pairs} trigger pairs" if facts.pairs else ""
    return [
        f"Mode: {facts.mode}, {facts.method}{pairs}; {facts.dimension} dimensions; {_count(len(facts.licensees))}",
        f"Backbone: {facts.backbone}",
        f"Condition numbers: {least:.3g} to {largest:.3g}; deviation from a rotation: {facts.orthogonality_error:.2g}",
        f"Commitment: {facts.commitment}",
    ]


def _warnings(made: "CreatedSecret") -> list[str]:
    lines = ["Keep it secret and back it up: without it nothing can be proved, and nobody can make it again."]
    if not made.encrypted:
        lines.append("It is not encrypted: whoever reads it can use it.")
    if made.guessable:
        lines[0] = "It follows from its seed: whoever guesses that can make it again; do not serve anybody with it."
    return lines


def _count(licensees: int) -> str:
    return "1 licensee" if licensees == 1 else f"{licensees} licensees"
