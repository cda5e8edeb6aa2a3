"""Questions about a small world of embeddings, and somebody who answers them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ipclip_app.suspects.description import SuspectDescription
from ipclip_app.watermark.asking.questions import Question, Questions
from ipclip_app.watermark.asking.suspect import Embeddings

ORDINARY = 20


@pytest.fixture(scope="session")
def questions(world: Any) -> Questions:
    """All trigger pairs of the world and 20 ordinary ones, whose pictures are noise and whose texts are 5."""
    noise = np.random.default_rng(4).integers(0, 256, (len(world.pool) + ORDINARY, 4, 4, 3), dtype=np.uint8)
    pool = replace(world.pool, pictures=noise[ORDINARY:])
    return Questions(7, pool, noise[:ORDINARY], tuple(f"class {label}" for label in world.labels[:ORDINARY]))


class Scripted:
    """A suspect that gives the rows that it was made with, and remembers what it was asked."""

    description = SuspectDescription("callable", "scripted")

    def __init__(self, rows: Any, batch_size: int = 8) -> None:
        """Answer question N with row N."""
        self.rows, self.batch_size = np.asarray(rows, dtype=np.float32), batch_size
        self.batches: list[list[Question]] = []
        self.troubles: list[Exception | None] = []

    @property
    def asked(self) -> int:
        return sum(map(len, self.batches))

    def embeddings(self, questions: Sequence[Question]) -> Embeddings:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is not None:
            raise trouble
        self.batches.append(list(questions))
        rows: Embeddings = self.rows[[question.row for question in questions]]
        return rows

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def scripted() -> type[Scripted]:
    """`scripted(rows, batch_size=8)`: a suspect that gives these rows."""
    return Scripted
