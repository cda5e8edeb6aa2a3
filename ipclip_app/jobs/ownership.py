"""Proof of ownership: asks a suspect, tests whether the owner's trigger harms it, and writes signed evidence."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app import __version__
from ipclip_app.crypto.evidence import require_free, write_evidence
from ipclip_app.data.trigger import GRID
from ipclip_app.errors import UsageError
from ipclip_app.jobs.ownership_evidence import KIND, paired_test_of, queries_to_json, zero_shot_test
from ipclip_app.jobs.ownership_fairness import require_fair
from ipclip_app.jobs.ownership_images import ChosenImages, choose_images
from ipclip_app.jobs.ownership_request import OwnershipRequest
from ipclip_app.jobs.suspects import endpoint_of, is_endpoint, open_local_suspect
from ipclip_app.ownership.answers import ClassNames
from ipclip_app.ownership.asking import AnsweredQuery, Questions, ask
from ipclip_app.ownership.http_suspect import HttpSuspect
from ipclip_app.ownership.paired_test import PairedTest
from ipclip_app.ownership.suspect import Suspect
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.storage import cache_folder, locked
from ipclip_app.suspects.answer_store import AnswerStore
from ipclip_app.suspects.description import SuspectDescription

PHASE: Final = "ownership"
_PUBLISHED: Final = (
    "The grid is published: anybody may train with it, and its control patterns are only like it. "
    "A secret trigger proves more."
)
_EXPOSED: Final = "The suspect's address begins with http://, so that keys and images travel unencrypted."


@dataclass(frozen=True)
class OwnershipOutcome:
    """What was found.

    Attributes:
        request: What was asked for.
        suspect: Who was asked.
        images: Which images, with which patterns.
        answered: The questions with their answers.
        test: What follows.
        zero_shot: The folder that zero-shot CLIP names for each question, None where it was not asked.
        requests: Requests sent to a web address, failed ones included; None for another suspect.
        seconds: Of everything.
    """

    request: OwnershipRequest
    suspect: SuspectDescription
    images: ChosenImages
    answered: tuple[AnsweredQuery, ...]
    test: PairedTest
    zero_shot: tuple[str | None, ...]
    requests: int | None
    seconds: float

    @property
    def shown(self) -> bool:
        """Whether the suspect counts as a copy."""
        return self.test.shown(self.request.level)

    @property
    def names(self) -> ClassNames:
        """The classes and what the suspect calls them."""
        return ClassNames(self.images.folders, self.request.names)

    @property
    def zero_shot_result(self) -> dict[str, Any] | None:
        """The figures of the same test of zero-shot CLIP; None where it was not asked."""
        test = zero_shot_test(self.answered, self.images.folders, self.zero_shot)
        return None if test is None else test.to_json()

    def to_json(self) -> dict[str, Any]:
        """The outcome as plain JSON values, without the single answers."""
        request = self.request
        return {
            "shown": self.shown,
            **self.test.to_json(),
            "zero_shot": self.zero_shot_result,
            "level": request.level,
            "queries": len(self.answered),
            "requests": self.requests,
            "seed": self.images.plan.seed,
            "ranked": self.images.ranked,
            "trigger": {"kind": request.trigger.kind, "identity": request.trigger.identity},
            "suspect": asdict(self.suspect),
            "evidence": None if request.out is None else str(request.out),
            "seconds": self.seconds,
        }

    def evidence(self) -> dict[str, Any]:
        """What goes into a file of evidence."""
        return {
            "program": f"ipclip-app {__version__}",
            "trigger": {"kind": self.request.trigger.kind, "identity": self.request.trigger.identity},
            "suspect": asdict(self.suspect),
            "level": self.request.level,
            "shown": self.shown,
            "result": self.test.to_json(),
            "zero_shot": self.zero_shot_result,
            "requests": self.requests,
            "plan": {
                "seed": self.images.plan.seed,
                "ranked": self.images.ranked,
                "folders": list(self.images.folders),
            },
            "names": dict(self.request.names),
            "queries": queries_to_json(self.answered, self.names, self.zero_shot),
        }


def verify_ownership(request: OwnershipRequest) -> Job[OwnershipOutcome]:
    """Ask a suspect about images with the owner's trigger and with control patterns, and test the difference.

    The questions are fixed before the first is asked. Closing the job loses the question on its way; what a web
    address has answered is kept until evidence is written, and the same request goes on with it.

    Raises:
        IpclipError: Images, suspect or evidence cannot be used; the class and the sentence tell why.
    """
    started = time.monotonic()
    if request.out is not None and not request.force:
        require_free(request.out)
    yield from _warn(request)
    local = None if is_endpoint(request.suspect) else (yield from open_local_suspect(request.suspect))
    images = yield from choose_images(request)
    names = ClassNames(images.folders, request.names)
    if unknown := names.unknown_folders():
        raise UsageError(f"{request.images}: has no class folder '{unknown[0]}', to which --names leads; correct that.")
    questions = Questions(images.plan, images.paths, request.trigger, names)
    innocent = yield from require_fair(questions, images)
    zero_shot = tuple(each.name for each in innocent) or (None,) * len(images.plan.queries)
    with _asked(request, images, local) as (suspect, store):
        if store is not None:
            yield from _tell_kept(store)
        answered = yield from ask(questions, suspect, store)
        spent = None if store is None else store.requests
        test = paired_test_of(answered, names)
        taken = time.monotonic() - started
        outcome = OwnershipOutcome(request, suspect.description, images, answered, test, zero_shot, spent, taken)
        if request.out is not None and request.signing is not None:
            write_evidence(request.out, KIND, outcome.evidence(), request.signing, force=request.force)
            if store is not None:
                store.discard()
    yield Report(PHASE, 1, 1)
    return outcome


@contextmanager
def _asked(
    request: OwnershipRequest, images: ChosenImages, local: Suspect | None
) -> Iterator[tuple[Suspect, AnswerStore | None]]:
    """The suspect, and where its answers are kept if each of them may cost something."""
    if local is not None:
        with closing(local):
            yield local, None
        return
    endpoint, path = endpoint_of(request.suspect), _store_path(request, images)
    with locked(path):
        budget = request.suspect.max_requests or 2 * request.queries
        store = AnswerStore(path, endpoint.address, budget)
        if request.fresh:
            store.discard()
            store = AnswerStore(path, endpoint.address, budget)
        with closing(HttpSuspect(endpoint, store.spend)) as suspect:
            yield suspect, store


def _store_path(request: OwnershipRequest, images: ChosenImages) -> Path:
    """A file for these questions to this address."""
    told = f"{request.suspect.reference} {request.trigger.identity} {images.plan}"
    return cache_folder() / "suspects" / f"{hashlib.sha256(told.encode()).hexdigest()[:32]}.jsonl"


def _tell_kept(store: AnswerStore) -> Job[None]:
    if store.oldest is not None:
        yield Notice(
            PHASE,
            0,
            0,
            f"{store.count} answers of an earlier attempt are used, the oldest of {store.oldest}; --fresh asks anew.",
        )


def _warn(request: OwnershipRequest) -> Job[None]:
    if is_endpoint(request.suspect) and endpoint_of(request.suspect).exposes_secrets:
        yield Notice(PHASE, 0, 1, _EXPOSED)
    if request.trigger.kind == GRID.kind:
        yield Notice(PHASE, 0, 1, _PUBLISHED)
    yield Report(PHASE, 0, 1)
