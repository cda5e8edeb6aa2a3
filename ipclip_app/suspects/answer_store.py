"""Keeps the answers of an endpoint until the evidence is written, so that nothing is asked or paid twice.

A file for one verification: its questions, its trigger, its address. Each request is written down before it is sent and
each answer when it came, a line each, so that a killed process loses at most the answer that was on its way.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ipclip_app.errors import OutputError, QueryBudgetError

TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_SENT: Final = "sent"
_LARGEST: Final = 256 << 20


@dataclass(frozen=True)
class KeptAnswer:
    """An answer that came earlier.

    Attributes:
        name: What it says: the name of a class, or a text that stands for an embedding.
        time: When it came, as `2025-01-31T12:00:00Z`.
    """

    name: str
    time: str


def now() -> str:
    """The time as evidence tells it."""
    return datetime.now(UTC).strftime(TIME)


class AnswerStore:
    """The answers and the number of requests so far; to be used by one process at a time."""

    def __init__(self, path: Path, address: str, budget: int, unit: str = "requests") -> None:
        """Read a file that need not exist yet.

        Args:
            path: The file.
            address: Whom its answers come from, for texts.
            budget: Requests that may be sent in all, those of earlier processes included.
            unit: What is counted, for texts.

        Raises:
            OutputError: The file cannot be read.
        """
        self._path, self._address, self._budget, self._unit = path, address, budget, unit
        self._answers: dict[str, KeptAnswer] = {}
        self.requests = 0
        for line in filter(None, self._lines()):
            self._remember(line)

    @property
    def count(self) -> int:
        """Number of answers."""
        return len(self._answers)

    @property
    def oldest(self) -> str | None:
        """When the first answer came; None without any."""
        return min((answer.time for answer in self._answers.values()), default=None)

    def get(self, pixels: str) -> KeptAnswer | None:
        """The answer to a question, if there is one.

        Args:
            pixels: The digest of the image, or of whatever was asked about.
        """
        return self._answers.get(pixels)

    def spend(self, count: int = 1) -> None:
        """Write down that a request is about to be sent.

        Args:
            count: How much of the budget it takes.

        Raises:
            QueryBudgetError: All are spent.
            OutputError: The file cannot be written.
        """
        if self.requests + count > self._budget:
            raise QueryBudgetError(self._address, self._budget, self._unit)
        self._append({_SENT: count})
        self.requests += count

    def keep(self, pixels: str, answer: KeptAnswer) -> None:
        """Write down an answer.

        Raises:
            OutputError: The file cannot be written.
        """
        self._append({"pixels": pixels, "name": answer.name, "time": answer.time})
        self._answers[pixels] = answer

    def discard(self) -> None:
        """Forget everything, once the evidence is written; the next verification asks anew."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _lines(self) -> list[str]:
        try:
            if self._path.exists() and self._path.stat().st_size > _LARGEST:
                raise OutputError(self._path, "it is far too large to be what this program wrote")
            return self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise OutputError(self._path, error.strerror or str(error)) from error

    def _remember(self, line: str) -> None:
        """Take over a line; one that a killed process left incomplete counts as a request."""
        try:
            content: Any = json.loads(line)
        except (ValueError, RecursionError):
            content = {_SENT: 1}
        if not isinstance(content, dict) or _SENT in content:
            count = content[_SENT] if isinstance(content, dict) else 1
            self.requests += count if isinstance(count, int) and count > 0 else 1
            return
        known = [content.get(key) for key in ("pixels", "name", "time")]
        if all(isinstance(value, str) for value in known):
            pixels, name, time = map(str, known)
            self._answers[pixels] = KeptAnswer(name, time)

    def _append(self, content: dict[str, object]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, f"\n{json.dumps(content)}\n".encode())  # an incomplete line before it stays by itself
            finally:
                os.close(handle)
        except OSError as error:
            raise OutputError(self._path, error.strerror or str(error)) from error
