"""Opens whatever may give embeddings: an address on the web, a file, a Python function."""

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ipclip_app.errors import SuspectError
from ipclip_app.jobs.watermark_request import EmbeddingSource
from ipclip_app.paths import from_home, is_file
from ipclip_app.storage import cache_folder, locked
from ipclip_app.suspects.answer_store import AnswerStore
from ipclip_app.suspects.endpoint import Endpoint, is_address
from ipclip_app.suspects.python_function import is_function
from ipclip_app.watermark.asking.callable_suspect import CallableSuspect, load_callable
from ipclip_app.watermark.asking.file_suspect import SUFFIXES, FileSuspect
from ipclip_app.watermark.asking.http_suspect import HttpSuspect, RequestShape
from ipclip_app.watermark.asking.questions import Questions
from ipclip_app.watermark.asking.suspect import EmbeddingSuspect

UNIT: Final = "queries"


@dataclass(frozen=True)
class KnownSuspect:
    """A suspect that can be asked as soon as there are questions.

    Attributes:
        opened: A function or an address, already found to be usable; a path to a file of answers.
        shape: How an address is asked.
    """

    opened: CallableSuspect | Endpoint | Path
    shape: RequestShape

    @property
    def exposes_secrets(self) -> bool:
        """Whether a key would travel unencrypted."""
        return isinstance(self.opened, Endpoint) and self.opened.exposes_secrets


def find_suspect(source: EmbeddingSource) -> KnownSuspect:
    """Find out what a suspect is, before anything is computed.

    Raises:
        UsageError: The address or the shape of a request is none.
        SuspectError: There is no such thing, or it cannot be imported.
    """
    shape = RequestShape(source.model, source.encoding, source.batch)
    path = from_home(source.reference)
    if is_address(source.reference):
        return KnownSuspect(Endpoint(source.reference, source.headers, source.timeout), shape)
    if path.suffix.lower() in SUFFIXES:
        if not is_file(path):
            raise SuspectError(source.reference, "is no file that is there", "check the path")
        return KnownSuspect(path, shape)
    if is_function(source.reference):
        return KnownSuspect(load_callable(source.reference), shape)
    remedy = f"give a web address that begins with https://, a file {' or '.join(SUFFIXES)}, or module:function"
    raise SuspectError(source.reference, "is no suspect that can be asked", remedy)


@contextmanager
def opened_suspect(
    known: KnownSuspect, source: EmbeddingSource, questions: Questions, *, fresh: bool
) -> Iterator[tuple[EmbeddingSuspect, AnswerStore | None]]:
    """The suspect, and where its answers are kept if each of them may cost something.

    Args:
        known: What was found.
        source: How it was named.
        questions: What it will be asked.
        fresh: Forget what an interrupted verification was answered.

    Raises:
        SuspectError: A file holds something else than answers to these questions.
        OutputBusyError: The same verification is going on.
        OutputError: The answers cannot be kept.
    """
    if not isinstance(known.opened, Endpoint):
        with closing(_local(known.opened, questions)) as suspect:
            yield suspect, None
        return
    path = _store_path(source, questions)
    with locked(path):
        address, budget = known.opened.address, source.max_queries or 2 * len(questions)
        store = AnswerStore(path, address, budget, UNIT)
        if fresh:
            store.discard()
            store = AnswerStore(path, address, budget, UNIT)
        with closing(HttpSuspect(known.opened, known.shape, store.spend)) as suspect:
            yield suspect, store


def _local(opened: CallableSuspect | Path, questions: Questions) -> CallableSuspect | FileSuspect:
    return FileSuspect(opened, questions) if isinstance(opened, Path) else opened


def _store_path(source: EmbeddingSource, questions: Questions) -> Path:
    """A file for these questions to this model at this address."""
    told = [source.reference, source.model, *(question.digest for question in questions.all)]
    return cache_folder() / "suspects" / f"{hashlib.sha256(' '.join(told).encode()).hexdigest()[:32]}.jsonl"
