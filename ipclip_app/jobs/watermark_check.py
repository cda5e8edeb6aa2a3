"""Checks evidence of a watermark: the signature, and whether what it says follows from the answers in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ipclip_app.config import Device
from ipclip_app.crypto.evidence import SignedEvidence, read_evidence
from ipclip_app.crypto.key_files import read_verifying_key
from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.errors import EvidenceAlteredError, EvidenceError, UsageError
from ipclip_app.jobs.evidence_claims import Untrue, genuine_words
from ipclip_app.jobs.watermark_evidence import KIND, judging_of, recompute, require_evidence
from ipclip_app.jobs.watermark_repeat import repeat_clean
from ipclip_app.jobs.watermark_request import QuestionRequest
from ipclip_app.progress import Job, Report
from ipclip_app.watermark.secret import WatermarkSecret
from ipclip_app.watermark.secret_file import read_secret

PHASE: Final = "check"
_HEAD: Final = ("created", "program", "secret", "suspect", "level", "seed", "spent", "result")
_SIGNATURE_ONLY: Final = (
    " Nothing was computed anew; --secret does that. The signature shows only that its signer says so: answers and "
    "clean embeddings are his word."
)
_CLEAN_BELIEVED: Final = (
    " That the answers are the suspect's and the clean embeddings the model's is its signer's word; --images computes "
    "the latter anew."
)
_CLEAN_REPEATED: Final = (
    " The model gives its clean embeddings for its images and trigger pairs; that the answers are the suspect's is its "
    "signer's word."
)


@dataclass(frozen=True)
class WatermarkCheckRequest:
    """What to check.

    Attributes:
        path: The file of evidence.
        secret: File of the owner's secret; None to check nothing but the signature.
        passphrase: Opens it; None where it needs none.
        issuer: Public key file of who must have signed the evidence; None for anybody.
        images: Folder of the images that were asked about, to compute the clean embeddings anew; None to believe them.
        backbone: Reference of the model that does so; None to look for it among those at hand.
        device: Where it computes.

    Raises:
        UsageError: There are images without a secret, or a model without images.
    """

    path: Path
    secret: Path | None = None
    passphrase: str | None = field(default=None, repr=False)
    issuer: Path | None = None
    images: Path | None = None
    backbone: str | None = None
    device: Device = "auto"

    def __post_init__(self) -> None:
        if self.images is not None and self.secret is None:
            raise UsageError("--images needs --secret, from whose trigger pairs and model the rest follows; give both.")
        if self.backbone is not None and self.images is None:
            raise UsageError("--backbone encodes the images that were asked about; give --images too.")


@dataclass(frozen=True)
class WatermarkCheck:
    """What is known of a file.

    Attributes:
        evidence: Its content, where the signature is intact and the content follows from itself.
        trusted_as: What the user calls the signer; None if he is none of the trusted ones.
        issuer_given: Whether the user named the signer.
        recomputed: Whether the figures were computed anew.
        repeated: Whether the clean embeddings were, too.
        reason: One sentence or two.
    """

    evidence: SignedEvidence | None
    trusted_as: str | None
    issuer_given: bool
    recomputed: bool
    repeated: bool
    reason: str

    @property
    def valid(self) -> bool:
        """Whether it is genuine; a genuine one may still say that nothing is shown."""
        return self.evidence is not None

    def to_json(self) -> dict[str, Any]:
        """The check as plain JSON values; what a file claims that is not genuine is not repeated."""
        content: Mapping[str, Any] = {} if self.evidence is None else self.evidence.content
        return {
            "valid": self.valid,
            "reason": self.reason,
            "recomputed": self.recomputed,
            "clean_recomputed": self.repeated,
            "issuer": content.get("issuer"),
            "issuer_known": self.valid and (self.issuer_given or self.trusted_as is not None),
            "shown": content.get("shown"),
            **{name: content.get(name) for name in _HEAD},
        }


def check_watermark(request: WatermarkCheckRequest) -> Job[WatermarkCheck]:
    """Read evidence and compute anew what it says; what is refused is told, not raised.

    Raises:
        EvidenceUnreadableError: The file is not there or may not be read.
        KeyFileError: The issuer's file holds no public signing key.
        SecretFileError: The secret cannot be used.
        PassphraseNeededError, WrongPassphraseError: It cannot be opened.
        FolderError: The images are not those that were asked about.
        BackboneError: The model is another one, or none at hand is it.
    """
    yield Report(PHASE, 0, 1)
    issuer = None if request.issuer is None else read_verifying_key(request.issuer)
    secret = None if request.secret is None else read_secret(request.secret, request.passphrase)
    try:
        evidence = read_evidence(request.path, KIND, issuer)
        require_evidence(evidence.content)
        if secret is not None:
            yield from _compute(request, evidence.content, secret)
    except EvidenceError as error:
        return _refused(str(error))
    except Untrue as untrue:
        return _refused(str(EvidenceAlteredError(request.path, str(untrue))))
    yield Report(PHASE, 1, 1)
    trusted = KeyStore().issuer(evidence.signer.fingerprint)
    name, given, followed = None if trusted is None else trusted.name, issuer is not None, secret is not None
    repeated = request.images is not None
    word = _CLEAN_REPEATED if repeated else _CLEAN_BELIEVED if followed else _SIGNATURE_ONLY
    reason = genuine_words(name, issuer_given=given, followed=followed) + word
    return WatermarkCheck(evidence, name, given, followed, repeated, reason)


def _compute(request: WatermarkCheckRequest, content: Mapping[str, Any], secret: WatermarkSecret) -> Job[None]:
    """The figures anew, and the clean embeddings where there are images."""
    judging = judging_of(content, secret)
    recompute(content, judging)
    if request.images is None or request.secret is None:
        return
    asked, seed = len(content["questions"]), content["seed"]
    questions = QuestionRequest(request.secret, request.images, None, asked, seed, request.backbone, request.device)
    yield from repeat_clean(content, judging, questions)


def _refused(reason: str) -> WatermarkCheck:
    return WatermarkCheck(None, None, issuer_given=False, recomputed=False, repeated=False, reason=reason)
