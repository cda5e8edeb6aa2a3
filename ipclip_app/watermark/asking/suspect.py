"""Whom the questions are put to, and what its answers must be."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.watermark.asking.questions import Question

WIDEST: Final = 1 << 16
"""Numbers of one embedding."""

Embeddings = NDArray[np.float32]


class BadEmbeddings(Exception):  # noqa: N818 - the suspect's failure, not the program's
    """What no embeddings are; the text is the end of a sentence about it."""


class EmbeddingSuspect(Protocol):
    """A service that may be stolen."""

    @property
    def description(self) -> SuspectDescription:
        """Who it is."""

    @property
    def batch_size(self) -> int:
        """Questions to be put at once, at most; they are all about pictures or all about texts."""

    def embeddings(self, questions: Sequence[Question]) -> Embeddings:
        """One row for each question, in their order, (B, any width).

        Raises:
            SuspectError: It gives none that can be used.
            TryAgain: It may do so later.
        """

    def close(self) -> None:
        """Let go of connections and files."""


def require_embeddings(found: Any, count: int) -> Embeddings:  # noqa: ANN401 - whatever a suspect answers
    """Embeddings as single-precision rows, (count, width).

    Raises:
        BadEmbeddings: They are not as many, of no common width, not finite, or one is zero.
    """
    try:
        with np.errstate(over="ignore"):
            rows = np.asarray(found, dtype=np.float32)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadEmbeddings("what is no table of numbers") from error
    if rows.ndim != 2:  # noqa: PLR2004 - rows
        raise BadEmbeddings(f"an array of shape {rows.shape} where rows of numbers are expected")
    if len(rows) != count:
        raise BadEmbeddings(f"{len(rows)} embeddings for {count} questions")
    if not 0 < rows.shape[1] <= WIDEST:
        raise BadEmbeddings(f"embeddings of {rows.shape[1]} numbers")
    if not np.isfinite(rows).all():
        raise BadEmbeddings("an embedding with a number that is not finite")
    if not rows.any(axis=1).all():
        raise BadEmbeddings("an embedding of zeros")
    return rows
