"""Class names in any number, as long as ordinary ones."""

import random
from typing import Final

from ipclip_app.model.text_tower import tokenizer

_END_OF_WORD: Final = "</w>"
_LETTERS: Final = range(4, 9)
_TWO_WORDS_EVERY: Final = 5
"""One name in five has two words, as in Office-Home."""


def made_up_names(count: int) -> tuple[str, ...]:
    """The first `count` of an endless, always equal list of different names of one or two words, one token a word."""
    words = sorted(filter(_is_word, tokenizer().encoder))
    words = [word.removesuffix(_END_OF_WORD) for word in words]
    chosen = random.Random(0).sample(words, len(words))  # noqa: S311 - repeatable on purpose
    firsts, seconds = chosen[: len(chosen) // 2], chosen[len(chosen) // 2 :]
    return tuple(_name(index, firsts, seconds) for index in range(count))


def _is_word(token: str) -> bool:
    word = token.removesuffix(_END_OF_WORD)
    return token.endswith(_END_OF_WORD) and word.isascii() and word.isalpha() and len(word) in _LETTERS


def _name(index: int, firsts: list[str], seconds: list[str]) -> str:
    repeat, place = divmod(index, len(firsts))
    if index % _TWO_WORDS_EVERY == 0 or repeat:
        return f"{firsts[place]}_{seconds[(place + repeat) % len(seconds)]}"
    return firsts[place]
