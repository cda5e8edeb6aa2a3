"""Counts how a reader meets hostile bytes: what it refuses and why, how long it takes and how much memory."""

import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

Read = Callable[[bytes], str | None]
"""Reads a case; the reason for which it refuses it, None if it accepts it, anything raised is a crash."""

_SHOWN: Final = 10


@dataclass
class Trials:
    """What happened to the cases so far.

    Attributes:
        cases: How many there were.
        accepted: How many were read.
        wrongly_accepted: How many of these were altered without the issuer.
        refusals: How many were refused, by reason.
        crashes: How many made the reader fail in another way.
        crash_examples: What it failed with, and the bytes of the case in hexadecimal; the first few.
        seconds: Processor time spent reading.
        longest_seconds: That of the slowest case.
        largest_allocation: Most memory taken during a case, bytes.
    """

    cases: int = 0
    accepted: int = 0
    wrongly_accepted: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    crashes: int = 0
    crash_examples: list[dict[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    longest_seconds: float = 0.0
    largest_allocation: int = 0

    def run(self, read: Read, data: bytes, *, genuine: bool) -> None:
        """Try one case, within `measured_memory`.

        Args:
            read: The reader.
            data: The case.
            genuine: Whether the issuer himself may have made it, so that it may be accepted.
        """
        tracemalloc.reset_peak()
        level = tracemalloc.get_traced_memory()[0]
        start = time.process_time()  # on a busy machine any case may have to wait, which is no hang
        reason = self._reason(read, data)
        taken = time.process_time() - start
        self.cases += 1
        self.seconds += taken
        self.longest_seconds = max(self.longest_seconds, taken)
        self.largest_allocation = max(self.largest_allocation, tracemalloc.get_traced_memory()[1] - level)
        if reason is None:
            self.accepted += 1
            self.wrongly_accepted += not genuine
        elif reason:
            self.refusals[reason] += 1

    def _reason(self, read: Read, data: bytes) -> str | None:
        try:
            return read(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            self.crashes += 1
            if len(self.crash_examples) < _SHOWN:
                self.crash_examples.append({"error": repr(error), "data": data.hex()})
            return ""

    @property
    def passed(self) -> bool:
        """Whether nothing crashed and nothing altered was accepted."""
        return not self.crashes and not self.wrongly_accepted

    def to_json(self) -> dict[str, Any]:
        """All counts as plain JSON values; the most frequent reasons first."""
        return vars(self) | {"refusals": dict(self.refusals.most_common())}


@contextmanager
def measured_memory() -> Iterator[None]:
    """Let the interpreter count the memory it takes; it is slower for it."""
    tracemalloc.start()
    try:
        yield
    finally:
        tracemalloc.stop()
