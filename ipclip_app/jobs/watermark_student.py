"""Lets students learn from a marked service, and asks them the owner's questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from ipclip_app.data.images import read_image
from ipclip_app.errors import ImageError
from ipclip_app.jobs.innocent_suspects import small_picture
from ipclip_app.jobs.watermark_draw import Draw, other_images
from ipclip_app.jobs.watermark_trials import Judged, judged_of
from ipclip_app.jobs.watermark_world import Inputs, World
from ipclip_app.model.text_tower import tokenizer
from ipclip_app.progress import Job, Report
from ipclip_app.watermark.apply import apply_watermark
from ipclip_app.watermark.attacks.student import (
    Distillation,
    HeadStudent,
    PixelStudent,
    TokenStudent,
    answers_of,
    distil,
)
from ipclip_app.watermark.attacks.utility import EvaluationSet, Utility, utility
from ipclip_app.watermark.rows import Rows, unit_rows
from ipclip_app.watermark.verdict import Answers, judge

PIXELS: Final = "network on pixels, from scratch"
_LENGTH: Final = 32
"""Tokens of a text that a student sees."""


@dataclass(frozen=True, eq=False)
class Eyes:
    """What a student sees of the inputs of a world, in their order; each of any shape behind the first.

    Attributes:
        images: Of the images.
        pictures: Of the pictures that resemble nothing.
        captions: Of the captions.
        texts: Of the texts that resemble nothing.
        words: Of the texts of the thief.
    """

    images: Tensor
    pictures: Tensor
    captions: Tensor
    texts: Tensor
    words: Tensor


@dataclass(frozen=True)
class StudentResult:
    """A student, and what became of it.

    Attributes:
        student: Its kind.
        learned_from: Answers that it learned from.
        cosine: Mean cosine of its answers with those of the service, for images that it never saw.
        judged: The verdict.
        service: What the marked service is good for.
        left: What the student is good for.
    """

    student: str
    learned_from: int
    cosine: float
    judged: Judged
    service: Utility
    left: Utility

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        parts = {"judged": dict(vars(self.judged)), "service": self.service.to_json(), "left": self.left.to_json()}
        return vars(self) | parts


def eyes_of_model(world: World) -> Eyes:
    """A student that begins with the features of a model sees these."""
    parts = (world.images, world.pictures, world.captions, world.texts, world.words)
    return Eyes(*(torch.from_numpy(rows).float() for rows in parts))


def eyes_for_pixels(inputs: Inputs) -> Job[Eyes]:
    """A student that begins from scratch sees small pictures and token ids; unreadable images are left out."""
    images = []
    for step, file in enumerate(inputs.files):
        yield Report("pixels", step, len(inputs.files))
        try:
            images.append(small_picture(read_image(file.path)))
        except ImageError:  # encoding it has told of it
            continue
    pictures = [small_picture(Image.fromarray(pixels)) for pixels in inputs.pictures]
    encode = tokenizer()
    texts = [
        encode(list(part), _LENGTH) if part else torch.zeros(0, _LENGTH, dtype=torch.long)
        for part in (inputs.captions, inputs.texts, inputs.words)
    ]
    return Eyes(torch.stack(images), torch.stack(pictures), *texts)


def try_students(
    world: World, draw: Draw, eyes: Mapping[str, Eyes], how: Distillation
) -> Job[tuple[StudentResult, ...]]:
    """Let a student of each kind learn from what the first licensee is served, and judge it.

    A student learns from half of the images that the owner does not ask about, from the captions that he does not ask
    about, and from texts of the thief. It is good for what it says of the other half.

    Args:
        world: The clean embeddings of the owner's model.
        draw: His secret and questions.
        eyes: What each kind of student sees.
        how: How they learn.
    """
    matrix = draw.secret.matrices[0].astype(np.float64)
    lesson = _Lesson(world, draw, matrix, how.seed)
    found = []
    for kind, seen in eyes.items():
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(how.seed)
            sides = _students(kind, seen, world.dimension)
        found.append((yield from lesson.teach(kind, sides, seen, how)))
    return tuple(found)


class _Lesson:
    """What students learn from, and what they are asked afterwards."""

    def __init__(self, world: World, draw: Draw, matrix: Rows, seed: int) -> None:
        self._world, self._draw, self._matrix = world, draw, matrix
        self._parts = other_images(world, draw.images, seed)
        self._captions = np.setdiff1d(np.arange(len(world.captions)), draw.captions)

    def teach(self, kind: str, sides: tuple[nn.Module, nn.Module], seen: Eyes, how: Distillation) -> Job[StudentResult]:
        """Teach both sides of a student, then ask it."""
        world, (eye, ear) = self._world, sides
        images = world.images[self._parts.gathered]
        texts = np.concatenate([world.captions[self._captions], world.words])
        heard = torch.cat([seen.captions[self._captions], seen.words])
        yield from distil(eye, seen.images[self._parts.gathered], self._marked(images), how)
        yield from distil(ear, heard, self._marked(texts), how)
        answers = self._answers(eye, ear, seen)
        verdict = judge(self._draw.secret, Answers(self._draw.questions(world), answers))
        tested = world.tested(self._parts.tested)
        student = EvaluationSet(
            answers_of(eye, seen.images[self._parts.tested]),
            tested.labels,
            answers_of(ear, seen.captions),
            tested.caption_labels,
        )
        return StudentResult(
            student=kind,
            learned_from=len(images) + len(texts),
            cosine=float((student.images * self._marked(tested.images)).sum(axis=1).mean()),
            judged=judged_of(verdict, self._draw.secret.users[0]),
            service=utility(tested, self._marked),
            left=utility(student),
        )

    def _marked(self, rows: Rows) -> Rows:
        return unit_rows(apply_watermark(rows, self._matrix))

    def _answers(self, eye: nn.Module, ear: nn.Module, seen: Eyes) -> Rows:
        """To the owner's questions, in his order."""
        draw = self._draw
        parts = (
            (eye, seen.pictures[draw.pairs]),
            (ear, seen.texts[draw.pairs]),
            (eye, seen.images[draw.images]),
            (ear, seen.captions[draw.captions]),
        )
        return np.concatenate([answers_of(side, inputs) for side, inputs in parts if len(inputs)])


def _students(kind: str, seen: Eyes, dimension: int) -> tuple[nn.Module, nn.Module]:
    """One for images and one for texts."""
    if kind == PIXELS:
        return PixelStudent(dimension), TokenStudent(dimension)
    width = seen.images.shape[1]
    return HeadStudent(width, dimension), HeadStudent(width, dimension)
