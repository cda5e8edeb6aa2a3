"""Puts the questions to a suspect, waits where it asks for patience, and tells what the answers say so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ipclip_app.errors import SuspectError
from ipclip_app.progress import Job, Report
from ipclip_app.suspects.answer_store import AnswerStore, KeptAnswer, now
from ipclip_app.suspects.patience import patiently
from ipclip_app.watermark.asking.embedding_text import embedding_of, text_of
from ipclip_app.watermark.asking.questions import Question, Questions
from ipclip_app.watermark.asking.suspect import BadEmbeddings, Embeddings, EmbeddingSuspect, require_embeddings

PHASE: Final = "questions"
LOOKS: Final = 10
"""How often the answers are judged while they come."""


@dataclass(frozen=True)
class PValues:
    """What the answers so far say, each already corrected for the number of licensees.

    Attributes:
        distribution: Of the distribution test, 0 to 1; None while it cannot be made.
        trigger: Of the trigger test, 0 to 1; None while it cannot be made.
    """

    distribution: float | None = None
    trigger: float | None = None


@dataclass(frozen=True)
class AskReport(Report):
    """How far the questions are.

    Attributes:
        queries: Embeddings that the suspect has given, 1 for questions with the same content.
        p_values: What they say so far.
    """

    queries: int = 0
    p_values: PValues = PValues()


Answered = Sequence["Reply | None"]
"""By row; None where nothing was answered yet."""


@dataclass(frozen=True, eq=False)
class Reply:
    """What a suspect answered to one question.

    Attributes:
        embedding: Its embedding, (width,).
        time: When it came, as `2025-01-31T12:00:00Z`.
    """

    embedding: Embeddings
    time: str


@dataclass(frozen=True, eq=False)
class Asking:
    """What is needed to ask.

    Attributes:
        questions: What to ask.
        suspect: Whom to ask.
        store: Keeps answers that cost something; those that it has are not asked for again.
        look: Judges the answers so far, some LOOKS times.
        pause: Waits some seconds; None for `time.sleep`.
    """

    questions: Questions
    suspect: EmbeddingSuspect
    store: AnswerStore | None = None
    look: Callable[[Answered], PValues] = lambda _answered: PValues()
    pause: Callable[[float], None] | None = None


def ask(asking: Asking) -> Job[tuple[Reply, ...]]:
    """Ask everything; closing the job loses the batch on its way.

    Returns:
        A reply for each question, in the order of their rows.

    Raises:
        SuspectError: It gives no usable answer.
        QueryBudgetError: It would be asked more than the owner allowed.
    """
    run = _Run(asking)
    yield from run.ask()
    return tuple(run.replies[question.digest] for question in asking.questions.all)


class _Run:
    """One run of `ask`; questions with the same content are asked once."""

    def __init__(self, asking: Asking) -> None:
        self.replies: dict[str, Reply] = {}
        self._asking = asking
        self._questions = asking.questions.all
        self._total = len({question.digest for question in self._questions})
        self._p_values, self._looks = PValues(), 0

    def ask(self) -> Job[None]:
        yield self._report()
        size, pairs = self._asking.suspect.batch_size, self._asking.questions.pairs
        for start in range(0, len(pairs), size):
            for rows in zip(*pairs[start : start + size], strict=True):  # the pictures, then the texts
                yield from self._take([self._questions[row] for row in rows])
            yield self._report()

    def _take(self, questions: Sequence[Question]) -> Job[None]:
        new = {each.digest: each for each in questions if each.digest not in self.replies}
        wanted = [question for digest, question in new.items() if not self._is_kept(digest)]
        if wanted:
            found = yield from patiently(
                lambda: self._asking.suspect.embeddings(wanted), self._report, self._asking.pause
            )
            self._keep(wanted, found)
        self._require_one_width()
        self._look()

    def _is_kept(self, digest: str) -> bool:
        """Whether the answer is known from an earlier run; it counts as one of this run from now on."""
        kept = self._asking.store.get(digest) if self._asking.store is not None else None
        if kept is None:
            return False
        try:
            embedding = require_embeddings([embedding_of(kept.name)], 1)[0]
        except (ValueError, BadEmbeddings):  # a file that somebody touched
            return False
        self.replies[digest] = Reply(embedding, kept.time)
        return True

    def _keep(self, questions: Sequence[Question], found: Embeddings) -> None:
        time = now()
        for question, embedding in zip(questions, found, strict=True):
            self.replies[question.digest] = Reply(embedding, time)
            if self._asking.store is not None:
                self._asking.store.keep(question.digest, KeptAnswer(text_of(embedding), time))

    def _require_one_width(self) -> None:
        widths = sorted({len(reply.embedding) for reply in self.replies.values()})
        if len(widths) > 1:
            reason = f"answers with embeddings of {widths[0]} numbers and of {widths[-1]}"
            raise SuspectError(
                self._asking.suspect.description.address, reason, "ask one model only, anew with --fresh if it changed"
            )

    def _look(self) -> None:
        due = LOOKS * len(self.replies) // self._total
        if due > self._looks:
            self._looks = due
            self._p_values = self._asking.look([self.replies.get(question.digest) for question in self._questions])

    def _report(self) -> AskReport:
        done = len(self.replies)
        return AskReport(PHASE, done, self._total, done, self._p_values)


def rows_of(replies: Sequence[Reply]) -> Embeddings:
    """The embeddings of replies, (B, width)."""
    return np.stack([reply.embedding for reply in replies])
