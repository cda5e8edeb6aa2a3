"""Which images a suspect is asked about, with which pattern and in which order: fixed before the first question.

Everything follows from a recorded seed and the images' content by SHA-256, so that anybody can find out later whether a
list of questions is the one that the seed gives. What chooses the images never looks at the owner's trigger, nor at the
control that an image will get: else the two answers of a pair would not be equally likely to be wrong where nobody
knows the trigger, and innocent models would be accused.
"""

import hashlib
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ipclip_app.errors import TooFewImagesError, UsageError

MOST_QUERIES: Final = 100_000
LARGEST_SEED: Final = 2**53 - 1
"""Every reader of JSON keeps it exactly."""
FIRST_CONTROL: Final = 1 << 20
"""Training shows controls of low numbers, and some below this one rank the images; those of the test are others."""
_CONTROLS: Final = 1 << 40
_RESERVED: Final = 1 << 19


@dataclass(frozen=True)
class Candidate:
    """An image that may be asked about.

    Attributes:
        digest: SHA-256 of its bytes.
        class_name: Its folder.
        score: The higher, the rather it is taken; must follow neither from the trigger nor from the image's control.
    """

    digest: str
    class_name: str
    score: int = 0


@dataclass(frozen=True)
class Query:
    """One question.

    Attributes:
        digest: SHA-256 of the image's bytes.
        class_name: Its folder.
        control: Number of the control pattern; None for the owner's trigger.
    """

    digest: str
    class_name: str
    control: int | None


@dataclass(frozen=True)
class Plan:
    """All questions in their order.

    Attributes:
        seed: What they follow from.
        queries: The questions; each image stands there twice, with the trigger and with a control of its own.
    """

    seed: int
    queries: tuple[Query, ...]

    def is_genuine(self) -> bool:
        """Whether patterns and order are those that the seed gives for these images."""
        images = {query.digest: query.class_name for query in self.queries}
        return self.queries == _arrange(self.seed, images.items())


def draw_plan(candidates: Sequence[Candidate], queries: int, seed: int) -> Plan:
    """Choose half as many images as there are questions, evenly over the classes, those with the highest score first.

    Args:
        candidates: The images; of those with equal bytes one is taken, or none if they belong to several classes.
        queries: Number of questions, even.
        seed: Decides the rest, 0 to LARGEST_SEED.

    Raises:
        UsageError: The number of questions or the seed is out of range.
        TooFewImagesError: There are not enough images.
    """
    require_queries(queries)
    require_seed(seed)
    usable = unambiguous(candidates)
    if len(usable) < queries // 2:
        raise TooFewImagesError(f"The test with {queries} queries", len(usable), queries // 2)
    chosen = _choose(_ranked(usable, seed), queries // 2)
    return Plan(seed, _arrange(seed, [(image.digest, image.class_name) for image in chosen]))


def shortlist(candidates: Sequence[Candidate], count: int, seed: int) -> tuple[Candidate, ...]:
    """The images that are looked at before some are chosen by score: evenly over the classes, at most `count`."""
    return tuple(_choose(_ranked(unambiguous(candidates), seed), count))


def reserved_controls(seed: int, digest: str, count: int) -> tuple[int, ...]:
    """Numbers of controls that the test never asks about: with them an image may be looked at beforehand."""
    return tuple(_RESERVED + _draw(seed, f"reserved {index}", digest) % _RESERVED for index in range(count))


def unambiguous(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """One image of each content, without those that lie in several classes."""
    classes: dict[str, set[str]] = {}
    for image in candidates:
        classes.setdefault(image.digest, set()).add(image.class_name)
    found = {image.digest: image for image in candidates if len(classes[image.digest]) == 1}
    return tuple(found.values())


def seed_of(identity: str, candidates: Sequence[Candidate], queries: int) -> int:
    """The seed that is taken where nobody chose one: trying others would be seen.

    Args:
        identity: The trigger's.
        candidates: The images at hand.
        queries: Number of questions.
    """
    digests = ",".join(sorted({image.digest for image in candidates}))
    return _draw(queries, identity, digests) % (LARGEST_SEED + 1)


def require_queries(queries: int) -> None:
    """Check a number of questions.

    Raises:
        UsageError: It is odd or out of range.
    """
    if queries % 2 or not 0 < queries <= MOST_QUERIES:
        raise UsageError(
            f"{queries} is no number of queries; give an even one from 2 to {MOST_QUERIES}, half of which are images."
        )


def require_seed(seed: int) -> None:
    """Check a seed.

    Raises:
        UsageError: It is out of range.
    """
    if not 0 <= seed <= LARGEST_SEED:
        raise UsageError("The seed must be a whole number from 0 to 2^53 - 1.")


def _ranked(candidates: Sequence[Candidate], seed: int) -> list[Candidate]:
    """The images in the order in which the seed prefers them."""
    return sorted(candidates, key=lambda image: _draw(seed, "image", image.digest))


def _choose(images: Sequence[Candidate], count: int) -> list[Candidate]:
    """The best by score; among equals one of the class that has the fewest so far, the one ranked first."""
    taken: Counter[str] = Counter()
    chosen: list[Candidate] = []
    for score in sorted({image.score for image in images}, reverse=True):
        waiting: dict[str, deque[Candidate]] = {}
        for image in images:
            if image.score == score:
                waiting.setdefault(image.class_name, deque()).append(image)
        while waiting and len(chosen) < count:
            name = min(waiting, key=lambda name: taken[name])
            chosen.append(waiting[name].popleft())
            taken[name] += 1
            if not waiting[name]:
                del waiting[name]
    return chosen


def _arrange(seed: int, images: Iterable[tuple[str, str]]) -> tuple[Query, ...]:
    queries = [
        Query(digest, name, control)
        for digest, name in images
        for control in (None, FIRST_CONTROL + _draw(seed, "control", digest) % _CONTROLS)
    ]
    return tuple(sorted(queries, key=lambda query: _draw(seed, f"order {query.control is None}", query.digest)))


def _draw(seed: int, purpose: str, content: str) -> int:
    words = f"ipclip-app ownership 1, {seed}, {purpose}, {content}"
    return int.from_bytes(hashlib.sha256(words.encode()).digest(), "big")
