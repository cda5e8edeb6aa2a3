"""Checks evidence of a watermark: the signature, and whether what it says follows from the answers in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ipclip_app.crypto.evidence import SignedEvidence, read_evidence
from ipclip_app.crypto.key_files import read_verifying_key
from ipclip_app.crypto.key_store import KeyStore
from ipclip_app.errors import EvidenceAlteredError, EvidenceError
from ipclip_app.jobs.evidence_claims import Untrue, genuine_words
from ipclip_app.jobs.watermark_evidence import KIND, recompute, require_evidence
from ipclip_app.progress import Job, Report
from ipclip_app.watermark.secret_file import read_secret

PHASE: Final = "check"
_HEAD: Final = ("created", "program", "secret", "suspect", "level", "seed", "spent", "result")
_SIGNATURE_ONLY: Final = " Nothing was computed anew; --secret does that."


@dataclass(frozen=True)
class WatermarkCheckRequest:
    """What to check.

    Attributes:
        path: The file of evidence.
        secret: File of the owner's secret; None to check nothing but the signature.
        passphrase: Opens it; None where it needs none.
        issuer: Public key file of who must have signed the evidence; None for anybody.
    """

    path: Path
    secret: Path | None = None
    passphrase: str | None = field(default=None, repr=False)
    issuer: Path | None = None


@dataclass(frozen=True)
class WatermarkCheck:
    """What is known of a file.

    Attributes:
        evidence: Its content, where the signature is intact and the content follows from itself.
        trusted_as: What the user calls the signer; None if he is none of the trusted ones.
        issuer_given: Whether the user named the signer.
        recomputed: Whether the figures were computed anew.
        reason: One sentence or two.
    """

    evidence: SignedEvidence | None
    trusted_as: str | None
    issuer_given: bool
    recomputed: bool
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
    """
    yield Report(PHASE, 0, 1)
    issuer = None if request.issuer is None else read_verifying_key(request.issuer)
    secret = None if request.secret is None else read_secret(request.secret, request.passphrase)
    try:
        evidence = read_evidence(request.path, KIND, issuer)
        require_evidence(evidence.content)
        if secret is not None:
            recompute(evidence.content, secret)
    except EvidenceError as error:
        return _refused(str(error))
    except Untrue as untrue:
        return _refused(str(EvidenceAlteredError(request.path, str(untrue))))
    yield Report(PHASE, 1, 1)
    trusted = KeyStore().issuer(evidence.signer.fingerprint)
    name, given, followed = None if trusted is None else trusted.name, issuer is not None, secret is not None
    reason = genuine_words(name, issuer_given=given, followed=followed) + ("" if followed else _SIGNATURE_ONLY)
    return WatermarkCheck(evidence, name, given, followed, reason)


def _refused(reason: str) -> WatermarkCheck:
    return WatermarkCheck(None, None, issuer_given=False, recomputed=False, reason=reason)
