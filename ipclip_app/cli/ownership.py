"""`ipclip ownership`: whether a suspect is a copy of the owner's model, and whether evidence of that is genuine."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from ipclip_app.cli.evidence_key import evidence_key
from ipclip_app.cli.options import DeviceOption, ForceFlag, Fresh, JsonFlag, SignKey, Timeout, named_trigger
from ipclip_app.cli.output import Output
from ipclip_app.errors import PassphraseNeededError, UsageError

if TYPE_CHECKING:
    from ipclip_app.crypto.keys import SigningKey
    from ipclip_app.data.trigger import Trigger
    from ipclip_app.jobs.ownership import OwnershipOutcome
    from ipclip_app.jobs.ownership_request import OwnershipRequest

app = typer.Typer(
    help="Prove that a suspect classifier is a copy of a model that knows your trigger.", no_args_is_help=True
)

Run: TypeAlias = Annotated[
    Path | None, typer.Argument(metavar="RUN", help="Your run with the trigger, of the scenario ownership.")
]
TriggerOption: TypeAlias = Annotated[
    str | None, typer.Option("--trigger", metavar="F", help="A trigger file instead of RUN, or the word grid.")
]
SuspectOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--suspect",
        metavar="WHOM",
        help="A bundle, a web address that takes a PNG by POST and answers in JSON, or module:function that takes a "
        "list of Pillow images; each answers names of classes or scores.",
    ),
]
Images: TypeAlias = Annotated[
    Path, typer.Option("--images", metavar="DIR", help="Images of the authorized domain, in class folders.")
]
Queries: TypeAlias = Annotated[
    int, typer.Option("--queries", help="Questions to ask, two for each image: with the trigger, with a control.")
]
Level: TypeAlias = Annotated[float, typer.Option("--level", help="What both p-values must lie below.")]
Seed: TypeAlias = Annotated[
    int | None, typer.Option("--seed", help="Decides images, controls and order; follows from them if not given.")
]
Names: TypeAlias = Annotated[
    Path | None, typer.Option("--names", metavar="F.json", help='What it calls your classes: {"its name": "folder"}.')
]
Out: TypeAlias = Annotated[
    Path | None, typer.Option("--out", metavar="EVIDENCE", help="Write evidence, and its signature beside it.")
]
Header: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--header",
        metavar="'NAME: VALUE'",
        help="Sent to a web address; 'NAME: env:VARIABLE' takes the value from the environment. IPCLIP_SUSPECT_KEY is "
        "sent as a bearer token.",
    ),
]
MaxRequests: TypeAlias = Annotated[
    int | None,
    typer.Option("--max-requests", help="Most requests to a web address, failed ones too; twice --queries if missing."),
]
BundleBackbone: TypeAlias = Annotated[
    str | None, typer.Option("--backbone", help="A bundle's backbone; without it, one at hand that the bundle names.")
]
BundleKey: TypeAlias = Annotated[
    Path | None, typer.Option("--key", metavar="KEY.pem", help="Your private key, for an encrypted bundle.")
]
Issuer: TypeAlias = Annotated[
    Path | None, typer.Option("--issuer", metavar="PUB.pem", help="Public key of who must have signed it.")
]


@app.command()
def verify(
    *,
    run: Run = None,
    trigger: TriggerOption = None,
    suspect: SuspectOption,
    images: Images,
    queries: Queries = 100,
    level: Level = 0.001,
    seed: Seed = None,
    names: Names = None,
    out: Out = None,
    sign_key: SignKey = None,
    header: Header = None,
    timeout: Timeout = 30.0,
    max_requests: MaxRequests = None,
    fresh: Fresh = False,
    backbone: BundleBackbone = None,
    key: BundleKey = None,
    issuer: Issuer = None,
    device: DeviceOption = "auto",
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Test whether your trigger harms a suspect more than control patterns do; exit code 1 when that is not shown."""
    from ipclip_app.jobs.ownership_request import OwnershipRequest, SuspectSource, read_names
    from ipclip_app.suspects.endpoint import headers_of

    source = SuspectSource(
        suspect, backbone, device, issuer, key, None, headers_of(header or ()), timeout, max_requests
    )
    signing = _signing(out, sign_key, force=force)
    known = {} if names is None else read_names(names)
    mark = _trigger(run, trigger)
    request = OwnershipRequest(mark, images, source, run, queries, level, seed, known, out, signing, force, fresh)
    output = Output(as_json=as_json)
    outcome = _drive(output, request)
    document = outcome.to_json()
    output.finish(document, *_lines(document))
    if not outcome.shown:
        raise typer.Exit(1)


@app.command()
def check(
    *,
    evidence: Annotated[Path, typer.Argument(metavar="EVIDENCE", help="A file that verify wrote.")],
    issuer: Issuer = None,
    trigger: TriggerOption = None,
    images: Annotated[
        Path | None,
        typer.Option("--images", metavar="DIR", help="The images, to stamp --trigger on them again and compare."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Check the signature of evidence and compute anew what it says; exit code 1 when it is not genuine."""
    from ipclip_app.jobs.ownership_check import CheckRequest, check_evidence

    if images is not None and trigger is None:
        raise UsageError("--images are stamped with --trigger; pass that too.")
    mark = None if trigger is None else named_trigger(trigger)
    output = Output(as_json=as_json)
    found = output.drive(check_evidence(CheckRequest(evidence, issuer, mark, images)))
    document = found.to_json()
    output.finish(document, found.reason, *(_findings(document) if found.valid else ()))
    if not found.valid:
        raise typer.Exit(1)


def _trigger(run: Path | None, trigger: str | None) -> "Trigger":
    from ipclip_app.jobs.ownership_request import trigger_of

    if trigger is not None:
        return named_trigger(trigger)
    if run is None:
        raise UsageError("Give RUN or --trigger: which trigger is to be tested.")
    return trigger_of(run)


def _signing(out: Path | None, choice: str | None, *, force: bool) -> "SigningKey | None":
    from ipclip_app.crypto.evidence import require_free

    return evidence_key(out, choice, require_free, force=force)


def _drive(output: Output, request: "OwnershipRequest") -> "OwnershipOutcome":
    from dataclasses import replace

    from ipclip_app.cli.passphrase import passphrase_of
    from ipclip_app.jobs.ownership import verify_ownership

    try:
        return output.drive(verify_ownership(request))
    except PassphraseNeededError as error:
        source = replace(request.suspect, passphrase=passphrase_of(error.path))
        return output.drive(verify_ownership(replace(request, suspect=source)))


def _lines(document: Mapping[str, Any]) -> list[str]:
    asked = f"{document['queries']} questions to {document['suspect']['address']}"
    sent = "" if document["requests"] is None else f" in {document['requests']} requests"
    written = [] if document["evidence"] is None else [f"Evidence: {document['evidence']} and .sig beside it."]
    return [*_findings(document), f"{asked}{sent}, in {document['seconds']:.0f} s.", *written]


def _findings(document: Mapping[str, Any]) -> list[str]:
    from ipclip_app.jobs.ownership_words import chance_words, effect_words, fairness_words, verdict_words

    result = document.get("result") or document
    return [
        verdict_words(shown=document["shown"]),
        effect_words(result),
        chance_words(result, document["level"]),
        fairness_words(document["zero_shot"]),
    ]
