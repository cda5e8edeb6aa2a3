"""What a suspect says of an image, and whether that is the class of its folder."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any, Final

from ipclip_app.data.class_names import class_key
from ipclip_app.suspects.shorten import shorten

Answer = str | Mapping[str, float]
"""The name of a class, or a score for each class, the highest for the likeliest."""

LONGEST: Final = 1000
"""Characters of a class name."""
MOST: Final = 100_000
"""Scores in one answer."""


class BadAnswer(Exception):  # noqa: N818 - the suspect's failure, not the program's
    """An answer that names no class; the text tells what it is instead."""


def name_of(answer: object) -> str:
    """The class that an answer names; of several with the highest score, the first.

    Raises:
        BadAnswer: It is neither a name nor scores.
    """
    if isinstance(answer, Mapping):
        return _name(_best(answer))
    return _name(answer)


def answer_of(document: Any) -> str:  # noqa: ANN401 - JSON is any tree
    """The class that a JSON document names.

    Args:
        document: A name, `{"class": name}`, `{"label": name}`, `{"scores": {name: score}}`, a list of `{"label": name,
            "score": score}` as Hugging Face's image classification gives it, or such a list in a list.

    Raises:
        BadAnswer: It is something else.
    """
    if isinstance(document, list):
        inner = document[0] if len(document) == 1 and isinstance(document[0], list) else document
        return name_of(dict(map(_scored, inner)))
    if isinstance(document, dict):
        for key in ("class", "label", "scores"):
            if key in document:
                return name_of(document[key])
    return name_of(document)


@dataclass(frozen=True)
class ClassNames:
    """The classes of the folders and what else they are called; case, underscores and outer spaces do not matter.

    Attributes:
        folders: The folders' names.
        aliases: The folder that is meant, by the suspect's name for it.
    """

    folders: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def knows(self, answer: str) -> bool:
        """Whether an answer is one of these classes."""
        return self._meant(answer) in {class_key(folder) for folder in self.folders}

    def is_right(self, answer: str, folder: str) -> bool:
        """Whether an answer is the class of an image's folder."""
        return self._meant(answer) == class_key(folder)

    def unknown_folders(self) -> tuple[str, ...]:
        """Folders that aliases lead to and that are not there."""
        known = {class_key(folder) for folder in self.folders}
        return tuple(folder for folder in self.aliases.values() if class_key(folder) not in known)

    def _meant(self, answer: str) -> str:
        key = class_key(answer)
        return next((class_key(folder) for name, folder in self.aliases.items() if class_key(name) == key), key)


def _scored(item: object) -> tuple[str, object]:
    if not isinstance(item, dict) or not {"label", "score"} <= item.keys() or not isinstance(item["label"], str):
        raise BadAnswer(f"a list with {shorten(item)!r}, which has no label and score")
    return item["label"], item["score"]


def _best(scores: Mapping[Any, Any]) -> object:
    if not 0 < len(scores) <= MOST:
        raise BadAnswer(f"{len(scores)} scores")
    _require_numbers(scores.values())
    return max(scores, key=lambda name: float(scores[name]))


def _require_numbers(values: Iterable[object]) -> None:
    for value in values:
        if not isinstance(value, Real) or isinstance(value, bool) or not _is_finite(value):
            raise BadAnswer(f"the score {shorten(value)!r}, which is no finite number")


def _is_finite(value: Real) -> bool:
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _name(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        raise BadAnswer(f"{shorten(value)!r}, which is no name of a class")
    return value
