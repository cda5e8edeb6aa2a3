"""Checks evidence of ownership: the signature, and whether what it says follows from the answers in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.crypto.evidence import SignedEvidence, read_evidence
from ipclip_app.crypto.key_files import read_verifying_key
from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.data.domains import scan_domain
from ipclip_app.data.trigger import Trigger
from ipclip_app.errors import EvidenceAlteredError, EvidenceError, ImageError
from ipclip_app.jobs.evidence_claims import Untrue, genuine_words
from ipclip_app.jobs.ownership_evidence import KIND, recompute
from ipclip_app.ownership.answers import ClassNames
from ipclip_app.ownership.asking import Questions
from ipclip_app.ownership.design import Plan, Query
from ipclip_app.progress import Job, Report
from ipclip_app.suspects.png import pixel_digest

PHASE: Final = "check"


@dataclass(frozen=True)
class CheckRequest:
    """What to check.

    Attributes:
        path: The file of evidence.
        issuer: Public key file of who must have signed it; None for anybody.
        trigger: The owner's trigger, once he discloses it; None to believe what the evidence says of it.
        images: Folder of the images asked about, with which the trigger is stamped again.
    """

    path: Path
    issuer: Path | None = None
    trigger: Trigger | None = None
    images: Path | None = None


@dataclass(frozen=True)
class EvidenceCheck:
    """What is known of a file.

    Attributes:
        evidence: Its content, where the signature is intact and the content follows from itself.
        trusted_as: What the user calls the signer; None if he is none of the trusted ones.
        issuer_given: Whether the user named the signer.
        repeated: Images that were stamped again and are those that were sent.
        reason: One sentence.
    """

    evidence: SignedEvidence | None
    trusted_as: str | None
    issuer_given: bool
    repeated: int
    reason: str

    @property
    def valid(self) -> bool:
        """Whether it is genuine; a genuine one may still say that nothing is shown."""
        return self.evidence is not None

    def to_json(self) -> dict[str, Any]:
        """The check as plain JSON values; what a file claims that is not genuine is not repeated."""
        content: Mapping[str, Any] = {} if self.evidence is None else self.evidence.content
        told = ("created", "program", "trigger", "suspect", "level", "result", "zero_shot", "requests")
        return {
            "valid": self.valid,
            "reason": self.reason,
            "issuer": content.get("issuer"),
            "issuer_known": self.valid and (self.issuer_given or self.trusted_as is not None),
            "shown": content.get("shown"),
            "queries": len(content["queries"]) if content else None,
            "repeated": self.repeated,
            **{name: content.get(name) for name in told},
        }


def check_evidence(request: CheckRequest) -> Job[EvidenceCheck]:
    """Read evidence and compute anew what it says; what is refused is told, not raised.

    Raises:
        EvidenceUnreadableError: The file is not there or may not be read.
        KeyFileError: The issuer's file holds no public signing key.
        FolderError: The folder of images cannot be used.
    """
    yield Report(PHASE, 0, 1)
    issuer = None if request.issuer is None else read_verifying_key(request.issuer)
    try:
        evidence = read_evidence(request.path, KIND, issuer)
        repeated = yield from _repeat(request, evidence.content)
    except EvidenceError as error:
        return EvidenceCheck(None, None, issuer_given=False, repeated=0, reason=str(error))
    except Untrue as untrue:
        altered = EvidenceAlteredError(request.path, str(untrue))
        return EvidenceCheck(None, None, issuer_given=False, repeated=0, reason=str(altered))
    yield Report(PHASE, 1, 1)
    trusted = KeyStore().issuer(evidence.signer.fingerprint)
    name, given = None if trusted is None else trusted.name, issuer is not None
    return EvidenceCheck(evidence, name, given, repeated, genuine_words(name, issuer_given=given))


def _repeat(request: CheckRequest, content: Mapping[str, Any]) -> Job[int]:
    """Compute the test anew, and stamp the images anew if trigger and images are there; the number of these."""
    recompute(content)
    trigger = request.trigger
    if trigger is None:
        return 0
    if content["trigger"] != {"kind": trigger.kind, "identity": trigger.identity}:
        raise Untrue("was made with another trigger")
    if request.images is None:
        return 0
    scanned = yield from scan_domain(request.images, needs_classes=True)
    paths = {file.digest: file.path for file in scanned.domain.files}
    questions = Questions(Plan(0, ()), paths, trigger, ClassNames(()))
    queries = content["queries"]
    for step, each in enumerate(queries):
        yield Report(PHASE, step, len(queries))
        _require_same(questions, each)
    return len(queries)


def _require_same(questions: Questions, asked: Mapping[str, Any]) -> None:
    query = Query(asked["image"], asked["class"], asked["control"])
    try:
        pixels = pixel_digest(questions.image(query))
    except KeyError as error:
        raise Untrue(f"asks about an image {query.digest[:12]} that the folder does not hold") from error
    except ImageError as error:
        raise Untrue(f"asks about an image that cannot be read any more ({error.path.name})") from error
    if pixels != asked["pixels"]:
        raise Untrue(f"tells that other pixels were sent of the image {query.digest[:12]} than its pattern gives")
