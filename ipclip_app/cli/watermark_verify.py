"""`ipclip watermark verify`, `identify`, `questions` and `check`: whether a service is the owner's, and from whom."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias, TypeVar

import typer

from ipclip_app.cli.evidence_key import evidence_key
from ipclip_app.cli.options import DeviceOption, ForceFlag, Fresh, JsonFlag, SignKey, Timeout
from ipclip_app.cli.output import Output
from ipclip_app.errors import PassphraseNeededError
from ipclip_app.progress import Job

if TYPE_CHECKING:
    from ipclip_app.crypto.keys import SigningKey
    from ipclip_app.jobs.watermark_check import WatermarkCheck
    from ipclip_app.jobs.watermark_folder import WrittenQuestions
    from ipclip_app.jobs.watermark_request import EmbeddingSource
    from ipclip_app.jobs.watermark_verify import WatermarkOutcome

T = TypeVar("T")

SecretOption: TypeAlias = Annotated[
    Path, typer.Option("--secret", metavar="SECRET", help="Your secret, as `ipclip watermark create` made it.")
]
SuspectOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--suspect",
        metavar="WHOM",
        help="A web address like https://host/v1/embeddings, a file .npy or .safetensors with the answers to what "
        "`questions` wrote, called as it says, or module:function that takes a list of Pillow images or of texts.",
    ),
]
Images: TypeAlias = Annotated[Path, typer.Option("--images", metavar="DIR", help="Ordinary images, in class folders.")]
Queries: TypeAlias = Annotated[
    int, typer.Option("--queries", help="Embeddings to ask for, an even number; half are of images.")
]
Level: TypeAlias = Annotated[
    float, typer.Option("--level", help="Share of innocent services that may be accused, at most 0.05.")
]
Seed: TypeAlias = Annotated[
    int | None,
    typer.Option("--seed", help="Decides the ordinary pairs; follows from secret, images and queries if not given."),
]
Backbone: TypeAlias = Annotated[
    str | None, typer.Option("--backbone", help="Your unmarked model; without it, one at hand that the secret names.")
]
Out: TypeAlias = Annotated[
    Path | None,
    typer.Option("--out", metavar="EVIDENCE", help="Write evidence, and beside it its signature and a page about it."),
]
Header: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--header",
        metavar="'NAME: VALUE'",
        help="Sent to a web address; 'NAME: env:VARIABLE' takes the value from the environment. IPCLIP_API_KEY is "
        "sent as a bearer token.",
    ),
]
Model: TypeAlias = Annotated[str, typer.Option("--model", help="Name by which a web address knows its model.")]
EncodingOption: TypeAlias = Annotated[
    str, typer.Option("--encoding", metavar="base64|float", help="How a web address is asked to write embeddings.")
]
Batch: TypeAlias = Annotated[int, typer.Option("--batch", help="Inputs of one request to a web address.")]
MaxQueries: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--max-queries",
        help="Most embeddings to ask a web address for, failed requests too; 2 x --queries if missing.",
    ),
]


Document = Mapping[str, Any]


def _verification(lines: Callable[[Document], list[str]], says_yes: Callable[[Document], bool]) -> Callable[..., None]:
    """A command that asks a suspect; `verify` and `identify` tell the same in other words."""

    def command(
        *,
        secret: SecretOption,
        suspect: SuspectOption,
        images: Images,
        queries: Queries = 200,
        level: Level = 0.01,
        seed: Seed = None,
        backbone: Backbone = None,
        out: Out = None,
        sign_key: SignKey = None,
        header: Header = None,
        timeout: Timeout = 30.0,
        model: Model = "clip",
        encoding: EncodingOption = "base64",
        batch: Batch = 16,
        max_queries: MaxQueries = None,
        fresh: Fresh = False,
        device: DeviceOption = "auto",
        force: ForceFlag = False,
        as_json: JsonFlag = False,
    ) -> None:
        source = _source(suspect, header or (), (timeout, model, encoding, batch, max_queries))
        signing, output = _signing(out, sign_key, force=force), Output(as_json=as_json)

        def job(passphrase: str | None) -> "Job[WatermarkOutcome]":
            from ipclip_app.jobs.watermark_request import QuestionRequest, VerifyRequest
            from ipclip_app.jobs.watermark_verify import verify_watermark

            asked = QuestionRequest(secret, images, passphrase, queries, seed, backbone, device)
            return verify_watermark(VerifyRequest(asked, source, level, out, signing, force, fresh))

        document = _with_passphrase(output, job).to_json()
        output.finish(document, *lines(document))
        _exit_unless(says_yes(document))

    return command


def _exit_unless(yes: bool) -> None:  # noqa: FBT001 - the answer itself
    if not yes:
        raise typer.Exit(1)


def questions(
    *,
    secret: SecretOption,
    images: Images,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write them.")],
    queries: Queries = 200,
    seed: Seed = None,
    backbone: Backbone = None,
    device: DeviceOption = "auto",
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Write the questions as pictures and texts, for a suspect that only somebody else can ask."""
    from ipclip_app.jobs.watermark_folder import write_questions
    from ipclip_app.jobs.watermark_request import QuestionRequest

    def job(passphrase: str | None) -> "Job[WrittenQuestions]":
        request = QuestionRequest(secret, images, passphrase, queries, seed, backbone, device)
        return write_questions(request, out, force=force)

    output = Output(as_json=as_json)
    document = _with_passphrase(output, job).to_json()
    told = f"{document['pictures']} pictures and {document['texts']} texts in {document['folder']}"
    output.finish(
        document,
        f"{told}; texts.json says what to do with them.",
        f"Then give the answers to `ipclip watermark verify --suspect {document['answers']}.npy` with the same secret, "
        f"images, --queries and --seed ({document['seed']}): answers to other questions are refused.",
    )


def check(
    *,
    evidence: Annotated[Path, typer.Argument(metavar="EVIDENCE", help="A file that verify or identify wrote.")],
    secret: Annotated[
        Path | None,
        typer.Option("--secret", metavar="SECRET", help="The owner's secret, to compute the figures anew."),
    ] = None,
    images: Annotated[
        Path | None,
        typer.Option("--images", metavar="DIR", help="The images asked about, to compute the clean embeddings anew."),
    ] = None,
    backbone: Backbone = None,
    device: DeviceOption = "auto",
    issuer: Annotated[
        Path | None, typer.Option("--issuer", metavar="PUB.pem", help="Public key of who must have signed it.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Check the signature of evidence and compute anew what it says; exit code 1 when it is not genuine.

    The answers, and without --images the clean embeddings, remain the word of who signed.
    """
    from ipclip_app.jobs.watermark_check import WatermarkCheckRequest, check_watermark

    output = Output(as_json=as_json)

    def job(passphrase: str | None) -> "Job[WatermarkCheck]":
        request = WatermarkCheckRequest(evidence, secret, passphrase, issuer, images, backbone, device)
        return check_watermark(request)

    found = _with_passphrase(output, job)
    document = found.to_json()
    output.finish(document, found.reason, *(_findings(document["result"]) if found.valid else ()))
    if not found.valid:
        raise typer.Exit(1)


def _with_passphrase(output: Output, job: Callable[[str | None], Job[T]]) -> T:
    """Run a job that opens a secret, and ask for its passphrase once it is known to need one."""
    from ipclip_app.cli.passphrase import stated_or_typed
    from ipclip_app.jobs.bundle_keys import stated_passphrase

    try:
        return output.drive(job(stated_passphrase()))
    except PassphraseNeededError as error:
        return output.drive(job(stated_or_typed(error.path)))


def _source(
    reference: str, headers: Sequence[str], shape: tuple[float, str, str, int, int | None]
) -> "EmbeddingSource":
    from ipclip_app.jobs.watermark_request import EmbeddingSource
    from ipclip_app.suspects.endpoint import headers_of
    from ipclip_app.watermark.asking.http_suspect import KEY_VARIABLE

    return EmbeddingSource(reference, headers_of(headers, KEY_VARIABLE), *shape)


def _signing(out: Path | None, choice: str | None, *, force: bool) -> "SigningKey | None":
    from ipclip_app.jobs.watermark_verify import require_free_evidence

    return evidence_key(out, choice, require_free_evidence, force=force)


def _verify_lines(document: Document) -> list[str]:
    return [*_findings(document), *_asked(document)]


def _identify_lines(document: Document) -> list[str]:
    from ipclip_app.jobs.watermark_words import licensee_words, limit_words

    best = document["best"] or {"by": "distribution"}
    ranking = document["ranking"][best["by"]]
    listed = [f"{place:3}. {each['score']:+.4f}  {each['user']}" for place, each in enumerate(ranking, 1)]
    return [licensee_words(document), *listed, limit_words(document), *_asked(document)]


def _findings(result: Document) -> list[str]:
    from ipclip_app.jobs.watermark_words import (
        distribution_words,
        licensee_words,
        limit_words,
        trigger_words,
        verdict_words,
    )

    return [words(result) for words in (verdict_words, licensee_words, distribution_words, trigger_words, limit_words)]


def _asked(document: Document) -> list[str]:
    spent = "" if document["spent"] is None else f", {document['spent']} sent with failed requests"
    asked = f"{document['queries']} queries to {document['suspect']['address']}{spent}, in {document['seconds']:.0f} s."
    if document["evidence"] is None:
        return [asked]
    return [asked, f"Evidence: {document['evidence']}, with .sig and .html beside it."]


verify = _verification(_verify_lines, lambda document: bool(document["shown"]))
identify = _verification(_identify_lines, lambda document: bool((document["best"] or {}).get("significant")))
VERIFY_HELP: Final = (
    "Test whether a service's embeddings bear the watermark of a licensee; exit code 1 when that is not shown."
)
IDENTIFY_HELP: Final = (
    "Rank the licensees by how well their watermark fits a service's embeddings; exit code 1 when the best may be "
    "chance."
)
