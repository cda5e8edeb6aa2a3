"""What is done in the background to find out whether a suspect serves embeddings that the owner has marked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipclip_app.gui.bundles.bundle_jobs import Signature
from ipclip_app.gui.watermark.secret_jobs import SecretInHand
from ipclip_app.progress import Job, Report

if TYPE_CHECKING:
    from ipclip_app.crypto.key_store import KeyInfo
    from ipclip_app.jobs.watermark_folder import WrittenQuestions
    from ipclip_app.jobs.watermark_request import EmbeddingSource, QuestionRequest
    from ipclip_app.jobs.watermark_verify import WatermarkOutcome

PHASE = "evidence"


@dataclass(frozen=True)
class VerifyWish:
    """What the owner has filled in.

    Attributes:
        secret: The secret in hand.
        suspect: A web address, or the path of a file of embeddings.
        images: Folder of ordinary images with class subfolders.
        queries: How many embeddings it is asked for, even.
        level: Share of innocent services that may be accused, 0 to 1.
        access_key: What a web address wants to be told; empty for nothing.
        model: Name by which a web address knows its model.
    """

    secret: SecretInHand
    suspect: str
    images: Path
    queries: int
    level: float
    access_key: str = field(default="", repr=False)
    model: str = "clip"


@dataclass(frozen=True)
class Finding:
    """What was found.

    Attributes:
        outcome: For evidence.
        result: The figures as `ipclip watermark verify --json` tells them.
        spent: Embeddings that a web address was asked for, failed requests included; None for a file.
    """

    outcome: "WatermarkOutcome"
    result: Mapping[str, Any]
    spent: int | None


def verify(wish: VerifyWish) -> Job[Finding]:
    """Ask the suspect and test its answers.

    Raises:
        IpclipError: Secret, model, images or suspect cannot be used.
    """
    from ipclip_app.jobs.watermark_request import VerifyRequest
    from ipclip_app.jobs.watermark_verify import verify_watermark

    yield Report("watermark", 0, 0)
    request = VerifyRequest(_questions(wish), _source(wish), wish.level)
    outcome = yield from verify_watermark(request)
    return Finding(outcome, outcome.result, outcome.spent)


def write_questions(wish: VerifyWish, folder: Path) -> "Job[WrittenQuestions]":
    """Write the questions for somebody else to ask, into an empty folder.

    Raises:
        IpclipError: Secret, model or images cannot be used, or the folder holds something.
    """
    from ipclip_app.jobs.watermark_folder import write_questions as write

    yield Report("watermark", 0, 0)
    return (yield from write(_questions(wish), folder))


def save_evidence(finding: Finding, out: Path, signature: Signature) -> Job[Path]:
    """Sign what was found and write it, with its signature and a page to read beside it.

    Raises:
        IpclipError: A file is there already or cannot be written; `WrongPassphraseError` where the key does not open.
    """
    from ipclip_app.crypto.key_files import read_signing_key
    from ipclip_app.jobs.watermark_verify import require_free_evidence, write_outcome

    yield Report(PHASE, 0, 1)
    require_free_evidence(out)  # before the key is opened, which takes a second
    write_outcome(finding.outcome, out, read_signing_key(signature.path, signature.passphrase))
    return out


def list_signing_keys() -> "Job[tuple[KeyInfo, ...]]":
    """The owner's keys that sign."""
    from ipclip_app.crypto.key_store import KeyStore

    yield Report("keys", 0, 1)
    return tuple(key for key in KeyStore().list() if key.kind == "signing" and not key.problem)


def _questions(wish: VerifyWish) -> "QuestionRequest":
    from ipclip_app.jobs.watermark_request import QuestionRequest

    return QuestionRequest(wish.secret.path, wish.images, wish.secret.passphrase or None, wish.queries)


def _source(wish: VerifyWish) -> "EmbeddingSource":
    from ipclip_app.jobs.watermark_request import EmbeddingSource
    from ipclip_app.suspects.endpoint import headers_of

    told = [f"Authorization: Bearer {wish.access_key}"] if wish.access_key else []
    return EmbeddingSource(wish.suspect, headers_of(told), model=wish.model)
