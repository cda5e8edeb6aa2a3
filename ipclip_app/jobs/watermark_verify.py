"""Verification of a watermark: asks a suspect, tests whose matrix marks its embeddings, and writes signed evidence."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.crypto.evidence import require_free, write_evidence
from ipclip_app.crypto.keys import SigningKey
from ipclip_app.errors import OutputExistsError
from ipclip_app.jobs.watermark_evidence import KIND, evidence_of
from ipclip_app.jobs.watermark_findings import findings
from ipclip_app.jobs.watermark_owner import clean_embeddings, load_owner
from ipclip_app.jobs.watermark_page import page
from ipclip_app.jobs.watermark_questions import draw_questions
from ipclip_app.jobs.watermark_request import VerifyRequest
from ipclip_app.jobs.watermark_suspects import find_suspect, opened_suspect
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.storage import write_bytes
from ipclip_app.suspects.answer_store import AnswerStore
from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.watermark.asking.ask import Asking, Reply, ask
from ipclip_app.watermark.asking.judging import Judging
from ipclip_app.watermark.verdict import Verdict

PHASE: Final = "verdict"
_EXPOSED: Final = "The suspect's address begins with http://, so that keys and pictures travel unencrypted."


@dataclass(frozen=True, eq=False)
class WatermarkOutcome:
    """What was found.

    Attributes:
        request: What was asked for.
        suspect: Who was asked.
        judging: The questions, and what the verdict follows from.
        replies: The answers, in the order of the questions.
        verdict: What follows.
        result: The same as figures, see `findings`.
        spent: Embeddings that a web address was asked for, failed requests included; None for another suspect.
        seconds: Of everything.
    """

    request: VerifyRequest
    suspect: SuspectDescription
    judging: Judging
    replies: tuple[Reply, ...]
    verdict: Verdict
    result: Mapping[str, Any]
    spent: int | None
    seconds: float

    @property
    def shown(self) -> bool:
        """Whether the suspect counts as stolen."""
        return self.verdict.tests != "none"

    def to_json(self) -> dict[str, Any]:
        """The outcome as plain JSON values, without the single answers."""
        out = self.request.out
        return {
            **self.result,
            "spent": self.spent,
            "suspect": asdict(self.suspect),
            "evidence": None if out is None else str(out),
            "page": None if out is None else str(page_path(out)),
            "seconds": self.seconds,
        }


def verify_watermark(request: VerifyRequest) -> Job[WatermarkOutcome]:
    """Ask a suspect for embeddings, and test whether a licensee's matrix marks them (VLPMarker, arXiv 2311.05863).

    The questions are fixed before the first is asked. Closing the job loses the batch on its way; what a web address
    has answered is kept until evidence is written, and the same request goes on with it. While the answers come,
    reports of the class `AskReport` tell the p-values so far.

    Raises:
        IpclipError: Secret, model, images, suspect or evidence cannot be used; the class and the sentence tell why.
    """
    started = time.monotonic()
    _require_free(request)
    yield Report(PHASE, 0, 1)
    known = find_suspect(request.suspect)
    if known.exposes_secrets:
        yield Notice(PHASE, 0, 1, _EXPOSED)
    owner = yield from load_owner(request.questions)
    questions = yield from draw_questions(request.questions, owner)
    with opened_suspect(known, request.suspect, questions, fresh=request.fresh) as (suspect, store):
        clean = yield from clean_embeddings(owner.backbone, questions)
        judging = Judging(owner.secret, questions, clean, request.level)
        yield from _tell_kept(store)
        replies = yield from ask(Asking(questions, suspect, store, judging.so_far))
        yield Report(PHASE, 0, 1)
        verdict = judging.verdict(replies)
        result = findings(judging, replies, verdict)
        spent = None if store is None else store.requests
        taken = time.monotonic() - started
        outcome = WatermarkOutcome(request, suspect.description, judging, replies, verdict, result, spent, taken)
        if request.out is not None and request.signing is not None:
            write_outcome(outcome, request.out, request.signing, force=request.force)
        if store is not None and request.out is not None:
            store.discard()
    yield Report(PHASE, 1, 1)
    return outcome


def write_outcome(outcome: WatermarkOutcome, out: Path, signing: SigningKey, *, force: bool = False) -> None:
    """Sign what was found and write it, with a page about it beside it.

    Args:
        outcome: What was found.
        out: The new file of evidence.
        signing: The owner's key.
        force: Replace what is there.

    Raises:
        OutputExistsError: Something is there, and `force` is not set.
        OutputError: It cannot be written.
    """
    if not force:
        require_free_evidence(out)
    body = evidence_of(outcome.judging, outcome.replies, outcome.suspect, outcome.result, outcome.spent)
    signed = write_evidence(out, KIND, body, signing, force=force)
    write_bytes(page_path(out), page(signed.content, signed.sha256).encode())


def page_path(path: Path) -> Path:
    """Where the page about a file of evidence lies."""
    return path.with_name(f"{path.name}.html")


def require_free_evidence(path: Path) -> None:
    """Check that neither evidence nor its page would be overwritten.

    Raises:
        OutputExistsError: The evidence, its signature or its page is there.
    """
    require_free(path)
    if page_path(path).exists():
        raise OutputExistsError(page_path(path))


def _require_free(request: VerifyRequest) -> None:
    if request.out is not None and not request.force:
        require_free_evidence(request.out)


def _tell_kept(store: AnswerStore | None) -> Job[None]:
    if store is not None and store.oldest is not None:
        told = f"{store.count} answers of an earlier attempt are used, the oldest of {store.oldest}; --fresh asks anew."
        yield Notice(PHASE, 0, 0, told)
