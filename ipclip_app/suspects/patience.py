"""Waits for a suspect that cannot answer now."""

import time
from collections.abc import Callable
from math import ceil
from typing import Final, TypeVar

from ipclip_app.progress import Job, Notice, Report

T = TypeVar("T")

_SLICE: Final = 0.2
"""Seconds between two signs of life while waiting."""


class TryAgain(Exception):  # noqa: N818 - a request for patience
    """A suspect cannot answer now.

    Attributes:
        seconds: How long to wait.
        reason: Why, half a sentence.
    """

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.reason = reason


def patiently(
    ask: Callable[[], T], report: Callable[[], Report], pause: Callable[[float], None] | None = None
) -> Job[T]:
    """Ask until there is an answer.

    Args:
        ask: Asks once; raises `TryAgain` where that was in vain.
        report: Tells how far the work is.
        pause: Waits some seconds; None for `time.sleep`.

    Returns:
        The answer. Whatever else `ask` raises ends the waiting.
    """
    while True:
        try:
            return ask()
        except TryAgain as patience:
            now = report()
            sentence = f"The suspect {patience.reason}; asking again in {patience.seconds:.0f} s."
            yield Notice(now.phase, now.step, now.total, sentence)
            for _ in range(ceil(patience.seconds / _SLICE)):
                (pause or time.sleep)(_SLICE)
                yield report()
