"""A suspect that somebody else has asked: a file with an embedding for each question, in their order.

Rows have no questions beside them, and other questions would be as many. A file therefore tells which it answers: its
name holds the beginning of their digest, as whoever was asked was told to call it, or, in the format that has room for
it, its metadata hold the digest.
"""

import hashlib
import re
import tokenize
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors import SafetensorError, safe_open

from ipclip_app.errors import SuspectError
from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.suspects.shorten import shorten
from ipclip_app.watermark.asking.questions import Question, Questions
from ipclip_app.watermark.asking.suspect import BadEmbeddings, Embeddings, require_embeddings

SUFFIXES: Final = (".npy", ".safetensors")
LARGEST: Final = 1 << 30
"""Bytes of a file; that of thousands of wide embeddings has fewer."""
NAME: Final = "embeddings"
"""Of the tensor, where a file holds several."""
METADATA: Final = "questions"
"""Name of the digest in the metadata of a file of tensors."""
_DIGITS: Final = 16
"""Of a digest, in the name of a file."""
_LABEL: Final = re.compile(rf"[0-9a-f]{{{_DIGITS}}}")
_CONTRACT: Final = "it must hold one row of numbers for each question that `ipclip watermark questions` wrote"

_UNREADABLE: Final = (
    OSError, ValueError, EOFError, TypeError, OverflowError, SyntaxError, MemoryError, RecursionError, SafetensorError,
    tokenize.TokenError,
)  # fmt: skip
"""What numpy and safetensors make of a file that is none of theirs."""


class FileSuspect:
    """Answers from a file."""

    def __init__(self, path: Path, questions: Questions) -> None:
        """Read the answers to `questions`.

        Raises:
            SuspectError: The file cannot be read, holds something else, or does not tell that it answers these.
        """
        self.batch_size = max(1, len(questions))
        self._rows, digest = _read(path, questions)
        self.description = SuspectDescription("file", path.name, {"sha256": digest})

    def embeddings(self, questions: Sequence[Question]) -> Embeddings:
        """See `EmbeddingSuspect`."""
        rows: Embeddings = self._rows[[question.row for question in questions]]
        return rows

    def close(self) -> None:
        """See `EmbeddingSuspect`."""


def answers_name(questions: Questions) -> str:
    """What a file of answers is called, without its suffix."""
    return f"answers-{questions.digest[:_DIGITS]}"


def _read(path: Path, questions: Questions) -> tuple[Embeddings, str]:
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        found = _array(path)
        _require_questions(path, questions)
        return require_embeddings(found, len(questions)), digest
    except BadEmbeddings as error:
        raise SuspectError(str(path), f"holds {error}", _CONTRACT) from error
    except _UNREADABLE as error:
        remedy = f"give a file {' or '.join(SUFFIXES)} that was written whole"
        raise SuspectError(str(path), f"cannot be read ({shorten(error)})", remedy) from error


def _array(path: Path) -> Any:  # noqa: ANN401 - whatever array it is
    if path.stat().st_size > LARGEST:
        raise BadEmbeddings("far more than that")
    # mapped, so that a header of a few bytes cannot ask for more memory than the file has bytes; never unpickled
    found = np.lib.format.open_memmap(path, mode="r") if path.suffix.lower() == SUFFIXES[0] else _tensor(path)
    if found.dtype.kind != "f":
        raise BadEmbeddings(f"values of the kind {found.dtype}, which are no floating-point numbers")
    return found


def _require_questions(path: Path, questions: Questions) -> None:
    """Check that a file tells that it answers these questions."""
    told = _LABEL.findall(path.stem.lower())
    if path.suffix.lower() != SUFFIXES[0]:
        with safe_open(path, framework="np") as file:
            metadata = file.metadata() or {}
        told = [metadata[METADATA]] if METADATA in metadata else told
    if not told:
        remedy = "call it as the texts.json says that was written with its questions"
        raise SuspectError(str(path), "does not tell which questions it answers", remedy)
    if not {questions.digest, questions.digest[:_DIGITS]} & set(told):
        reason = "answers other questions than those that this secret, these images and this number of queries give"
        remedy = "give what its questions were written with (their texts.json names the seed), or have these answered"
        raise SuspectError(str(path), reason, remedy)


def _tensor(path: Path) -> Any:  # noqa: ANN401 - whatever array it is
    with safe_open(path, framework="np") as file:
        names = list(file.keys())
        if NAME not in names and len(names) != 1:
            raise BadEmbeddings(f"{len(names)} tensors, none of which is called {NAME}")
        return file.get_tensor(NAME if NAME in names else names[0])
