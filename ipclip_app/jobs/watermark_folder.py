"""Writes the questions of a verification into a folder, for a suspect that only somebody else can ask."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image

from ipclip_app.errors import OutputError, OutputExistsError
from ipclip_app.jobs.watermark_owner import load_owner
from ipclip_app.jobs.watermark_questions import draw_questions
from ipclip_app.jobs.watermark_request import QuestionRequest
from ipclip_app.progress import Job, Report
from ipclip_app.storage import write_bytes, write_json
from ipclip_app.suspects.png import png_of
from ipclip_app.watermark.asking.file_suspect import answers_name
from ipclip_app.watermark.asking.questions import Question, Questions

PHASE: Final = "writing"
TEXTS: Final = "texts.json"
_DIGITS: Final = 4
_HOW: Final = (
    "Make one embedding of each numbered picture and of each numbered text, and write them into one table of "
    "floating-point numbers, in which row N is the embedding with the number N. Call the file {name}.npy or "
    "{name}.safetensors: that tells which questions it answers."
)


@dataclass(frozen=True)
class WrittenQuestions:
    """What was written.

    Attributes:
        folder: Where.
        queries: Number of rows that are expected.
        pictures: How many of them are pictures.
        answers: What the file of the answers must be called, without its suffix.
        digest: SHA-256 of the questions.
        seed: What the ordinary pairs follow from.
    """

    folder: Path
    queries: int
    pictures: int
    answers: str
    digest: str
    seed: int

    def to_json(self) -> dict[str, Any]:
        """The facts as plain JSON values."""
        facts = {"folder": str(self.folder), "queries": self.queries, "pictures": self.pictures}
        told = {"answers": self.answers, "questions": self.digest, "seed": self.seed}
        return {**facts, "texts": self.queries - self.pictures, **told}


def write_questions(request: QuestionRequest, folder: Path, *, force: bool = False) -> Job[WrittenQuestions]:
    """Write pictures as NNNN.png and all texts, with the same numbering, as texts.json.

    The list of texts is written last, so that a folder without it is known to be incomplete.

    Args:
        request: What the questions follow from.
        folder: Where to write; made if it is not there.
        force: Write into a folder that holds something already.

    Raises:
        OutputExistsError: The folder holds something, and `force` is not set.
        OutputError: It cannot be written.
        IpclipError: Secret, model or images cannot be used.
    """
    if not force:
        _require_empty(folder)
    owner = yield from load_owner(request)
    questions = yield from draw_questions(request, owner)
    pictures = [question for question in questions.all if not question.is_text]
    for step, question in enumerate(pictures):
        yield Report(PHASE, step, len(pictures))
        _write_picture(folder, question)
    write_json(folder / TEXTS, _texts(questions))
    yield Report(PHASE, len(pictures), len(pictures))
    name = answers_name(questions)
    return WrittenQuestions(folder, len(questions), len(pictures), name, questions.digest, questions.seed)


def _texts(questions: Questions) -> dict[str, Any]:
    """All texts, and what to do with them and with the pictures."""
    return {
        "format": 1,
        "how": _HOW.format(name=answers_name(questions)),
        "rows": len(questions),
        "questions": questions.digest,
        "seed": questions.seed,
        "texts": {f"{question.row:0{_DIGITS}}": question.item for question in questions.all if question.is_text},
    }


def _write_picture(folder: Path, question: Question) -> None:
    if isinstance(question.item, Image.Image):
        write_bytes(folder / f"{question.row:0{_DIGITS}}.png", png_of(question.item))


def _require_empty(folder: Path) -> None:
    try:
        if any(folder.iterdir()):
            raise OutputExistsError(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error
