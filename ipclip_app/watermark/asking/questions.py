"""What a suspect is asked: pictures and texts of the pool, and of ordinary pairs, in the order of `verdict.Answers`."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ipclip_app.suspects.png import pixel_digest
from ipclip_app.watermark.secret import PairPool


@dataclass(frozen=True, eq=False)
class Question:
    """One embedding that is asked for.

    Attributes:
        row: Its place among the answers.
        item: An RGB picture or a text.
        digest: SHA-256 of the picture's size and pixels, or of the text in UTF-8.
    """

    row: int
    item: Image.Image | str
    digest: str

    @property
    def is_text(self) -> bool:
        """Whether it is about a text."""
        return isinstance(self.item, str)


@dataclass(frozen=True, eq=False)
class Questions:
    """All that is asked.

    Attributes:
        seed: What decided the ordinary pairs.
        pool: The trigger pairs; None for none.
        pictures: The ordinary images at the network's input size, (N, height, width, 3).
        texts: What is said of them, N.

    Raises:
        ValueError: There are not as many texts as images.
    """

    seed: int
    pool: PairPool | None
    pictures: NDArray[np.uint8]
    texts: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.pictures) != len(self.texts):
            raise ValueError("There is one text for each picture.")

    def __len__(self) -> int:
        return 2 * (self.pool_pairs + self.ordinary_pairs)

    @property
    def pool_pairs(self) -> int:
        """P, the number of trigger pairs."""
        return 0 if self.pool is None else len(self.pool)

    @property
    def ordinary_pairs(self) -> int:
        """N, the number of ordinary pairs."""
        return len(self.texts)

    @cached_property
    def all(self) -> tuple[Question, ...]:
        """The questions: pool pictures, pool texts, ordinary pictures, ordinary texts."""
        items: list[Image.Image | str] = []
        if self.pool is not None:
            items += [*map(Image.fromarray, self.pool.pictures), *self.pool.texts]
        items += [*map(Image.fromarray, self.pictures), *self.texts]
        return tuple(Question(row, item, digest_of(item)) for row, item in enumerate(items))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all pictures and texts in their order: answers to them are answers to nothing else."""
        told = (f"{'text' if question.is_text else 'picture'} {question.digest}\n" for question in self.all)
        return hashlib.sha256("".join(told).encode()).hexdigest()

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Rows of the picture and the text of each pair, in the order in which they are asked about.

        Trigger pairs and ordinary ones alternate as evenly as their numbers allow, so that both tests have something to
        go by from the beginning.
        """
        first = 2 * self.pool_pairs
        pool = [((row + 0.5) / self.pool_pairs, row, row + self.pool_pairs) for row in range(self.pool_pairs)]
        ordinary = [
            ((row + 0.5) / self.ordinary_pairs, first + row, first + row + self.ordinary_pairs)
            for row in range(self.ordinary_pairs)
        ]
        return tuple((picture, text) for _, picture, text in sorted(pool + ordinary))


def digest_of(item: Image.Image | str) -> str:
    """See `Question.digest`."""
    return hashlib.sha256(item.encode()).hexdigest() if isinstance(item, str) else pixel_digest(item)
