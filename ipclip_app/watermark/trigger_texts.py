"""Draws texts that nobody would write: words of the model's vocabulary in no order."""

from collections.abc import Sequence
from typing import Final

import numpy as np

FEWEST_WORDS: Final = 3
MOST_WORDS: Final = 6
SHORTEST_WORD: Final = 4


def words_of(vocabulary: Sequence[str]) -> tuple[str, ...]:
    """Whole words of plain letters among the entries of CLIP's byte-pair vocabulary.

    Args:
        vocabulary: Its entries; those that end a word end in `</w>`.
    """
    whole = (entry.removesuffix("</w>") for entry in vocabulary if entry.endswith("</w>"))
    return tuple(word for word in whole if len(word) >= SHORTEST_WORD and word.isascii() and word.isalpha())


def draw_text(words: Sequence[str], generator: np.random.Generator) -> str:
    """A text of FEWEST_WORDS to MOST_WORDS words."""
    count = int(generator.integers(FEWEST_WORDS, MOST_WORDS + 1))
    return " ".join(words[index] for index in generator.integers(0, len(words), count))
