"""Puts the questions of a plan to a suspect, one after the other, and waits where it asks for patience."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from PIL import Image

from ipclip_app.data.images import content_digest, read_image
from ipclip_app.data.trigger import Trigger
from ipclip_app.errors import ChangedImageError, SuspectError
from ipclip_app.ownership.answers import ClassNames, name_of
from ipclip_app.ownership.design import Plan, Query
from ipclip_app.ownership.suspect import Suspect
from ipclip_app.progress import Job, Report
from ipclip_app.suspects.answer_store import AnswerStore, KeptAnswer, now
from ipclip_app.suspects.patience import patiently
from ipclip_app.suspects.png import pixel_digest
from ipclip_app.suspects.shorten import shorten

PHASE: Final = "questions"
NAMES_TRIED: Final = 10
"""Answers after which at least one must have named a class of the folders."""


@dataclass(frozen=True)
class AnsweredQuery:
    """A question with its answer.

    Attributes:
        query: The question.
        pixels: SHA-256 of the image as it was sent, see `pixel_digest`.
        name: The class that the answer names.
        time: When it came, as `2025-01-31T12:00:00Z`.
    """

    query: Query
    pixels: str
    name: str
    time: str


@dataclass(frozen=True)
class AskReport(Report):
    """How far the questions are, and what tells something so far.

    Attributes:
        harmed: Images that are recognized with a control and not with the trigger.
        helped: The reverse.
    """

    harmed: int = 0
    helped: int = 0


@dataclass(frozen=True)
class Questions:
    """What is asked.

    Attributes:
        plan: The questions.
        paths: A file for each digest of the plan.
        trigger: The owner's trigger.
        names: The classes and what the suspect calls them.
        alter: What happens to an image after it was stamped; nothing in a real test.
        pause: Waits some seconds; None for `time.sleep`.
    """

    plan: Plan
    paths: Mapping[str, Path]
    trigger: Trigger
    names: ClassNames
    alter: Callable[[Image.Image], Image.Image] = lambda image: image
    pause: Callable[[float], None] | None = None

    def image(self, query: Query) -> Image.Image:
        """The stamped image of a question: pixels alone, since a camera's notes on the file would go with it.

        Raises:
            ImageError: The file cannot be read any more, or has changed.
        """
        path = self.paths[query.digest]
        if content_digest(path) != query.digest:
            raise ChangedImageError(path)
        pattern = self.trigger if query.control is None else self.trigger.control(query.control)
        stamped = pattern.stamp(read_image(path))
        pixels = Image.new("RGB", stamped.size)
        pixels.paste(stamped)
        return self.alter(pixels)


def ask(questions: Questions, suspect: Suspect, store: AnswerStore | None = None) -> Job[tuple[AnsweredQuery, ...]]:
    """Ask everything; closing the job loses the batch on its way.

    Args:
        questions: What to ask.
        suspect: Whom to ask.
        store: Keeps answers that cost something; those that it has are not asked for again.

    Raises:
        SuspectError: It gives no usable answer, or none of its answers is a class of the folders.
        ImageError: An image cannot be read any more.
    """
    asking = _Asking(questions, suspect, store)
    yield from asking.run()
    return tuple(asking.answered)


class _Asking:
    """One run of `ask`."""

    def __init__(self, questions: Questions, suspect: Suspect, store: AnswerStore | None) -> None:
        self.answered: list[AnsweredQuery] = []
        self._questions, self._suspect, self._store = questions, suspect, store
        self._total = len(questions.plan.queries)
        self._right: dict[tuple[str, bool], bool] = {}
        self._harmed = self._helped = 0

    def run(self) -> Job[None]:
        waiting = iter(self._questions.plan.queries)
        yield self._report()
        while batch := list(islice(waiting, self._suspect.batch_size)):
            images = [self._questions.image(query) for query in batch]
            answers = yield from self._answers(images)
            for query, (digest, answer) in zip(batch, answers, strict=True):
                self.answered.append(AnsweredQuery(query, digest, answer.name, answer.time))
                self._count(query, right=self._questions.names.is_right(answer.name, query.class_name))
            self._require_known_names()
            yield self._report()

    def _count(self, query: Query, *, right: bool) -> None:
        """Count a pair once both of its answers are known."""
        bears_trigger = query.control is None
        self._right[query.digest, bears_trigger] = right
        other = self._right.get((query.digest, not bears_trigger), right)
        if other != right:
            self._harmed += right is not bears_trigger
            self._helped += right is bears_trigger

    def _report(self) -> AskReport:
        return AskReport(PHASE, len(self.answered), self._total, self._harmed, self._helped)

    def _answers(self, images: Sequence[Image.Image]) -> Job[list[tuple[str, KeptAnswer]]]:
        """Digest and answer of each image."""
        digests = [pixel_digest(image) for image in images]
        store = self._store
        stored = {digest: store.get(digest) for digest in digests} if store is not None else {}
        known = {digest: answer for digest, answer in stored.items() if answer is not None}
        fresh = {digest: image for digest, image in zip(digests, images, strict=True) if digest not in known}
        names = (yield from self._names(list(fresh.values()))) if fresh else []
        for digest, name in zip(fresh, names, strict=True):
            known[digest] = KeptAnswer(name, now())
            if store is not None:
                store.keep(digest, known[digest])
        return [(digest, known[digest]) for digest in digests]

    def _names(self, images: Sequence[Image.Image]) -> Job[list[str]]:
        answers = yield from patiently(lambda: self._suspect.answers(images), self._report, self._questions.pause)
        return [name_of(answer) for answer in answers]

    def _require_known_names(self) -> None:
        """Stop before everything is asked of somebody whose classes are called otherwise."""
        said, names = self.answered, self._questions.names
        if len(said) >= min(NAMES_TRIED, self._total) and not any(names.knows(each.name) for each in said):
            reason = (
                f"none of its first {len(said)} answers is a class of the folders; it says '{shorten(said[0].name)}'"
            )
            raise SuspectError(self._suspect.description.address, reason, "tell by --names which class it means")
