"""The program that each process of an experiment runs: cells come in, progress and results go out, as lines of JSON.

It ends as soon as its standard input does, be it in the midst of a cell: nobody would hear of it any more, and what is
on the disk is whole at every moment.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import IO, Any, Final

from ipclip_app.errors import IpclipError
from ipclip_app.jobs.cell_result import CellResult
from ipclip_app.jobs.cell_source import CellSource, Found
from ipclip_app.jobs.experiment_cell import cell_result
from ipclip_app.jobs.experiment_plan import Cell, ExperimentPlan
from ipclip_app.jobs.experiment_request import ExperimentRequest
from ipclip_app.jobs.threads import on_threads
from ipclip_app.progress import Job, Notice, Report

INTERVAL: Final = 0.25
"""Seconds between reports of progress."""

Say = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True)
class Greeting:
    """What a process must know before its first cell.

    Attributes:
        request: The experiment.
        plan: Its domains and pairs; the cells come one by one.
        identity: Identity of the backbone.
        threads: Threads to compute with; None leaves them as they are.
    """

    request: ExperimentRequest
    plan: ExperimentPlan
    identity: str
    threads: int | None

    def to_json(self) -> dict[str, Any]:
        """The greeting as plain JSON values."""
        return {
            "request": self.request.to_json(),
            "plan": self.plan.to_json(),
            "identity": self.identity,
            "threads": self.threads,
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Greeting":
        """Rebuild a greeting."""
        request, plan = ExperimentRequest.from_json(content["request"]), ExperimentPlan.from_json(content["plan"])
        return cls(request, plan, content["identity"], content["threads"])


def serve(lines: Iterator[str], say: Say) -> None:
    """Compute cells until no line comes any more.

    Args:
        lines: The greeting, then one cell each.
        say: Told what happens: `report`, `notice`, and at the end of each cell `done` or `failed` with the seconds that
            it took, none where it was found finished.
    """
    greeting = Greeting.from_json(json.loads(next(lines)))
    source = CellSource(greeting.identity, greeting.request.force)
    with on_threads(greeting.threads):
        for line in lines:
            cell = Cell.from_json(json.loads(line))
            started = time.monotonic()
            answer = _answer(cell_result(greeting.request, greeting.plan, cell, source), say)
            say({"seconds": time.monotonic() - started} | answer)


def _answer(job: Job[Found[CellResult]], say: Say) -> dict[str, Any]:
    """Drive the job of a cell to its end and tell how it went."""
    pace = _Pace(say)
    try:
        while True:
            pace.tell(next(job))
    except StopIteration as end:
        found: Found[CellResult] = end.value
        return {"kind": "done", "result": found.value.to_json()} | ({} if found.computed else {"seconds": None})
    except IpclipError as error:
        return {"kind": "failed", "cause": str(error)}


@dataclass
class _Pace:
    """Passes reports on, no faster than anyone can look; notices always."""

    say: Say
    _due: float = field(default=0.0, init=False)

    def tell(self, report: Report) -> None:
        if isinstance(report, Notice):
            self.say({"kind": "notice", "text": report.message})
        elif time.monotonic() >= self._due:
            self._due = time.monotonic() + INTERVAL
            self.say({"kind": "report", "phase": report.phase, "step": report.step, "total": report.total})


def _lines_of(stream: IO[str], end: Callable[[], None]) -> Iterator[str]:
    """The lines of a stream, which is watched all the while; `end` is called as soon as it ends."""
    waiting: SimpleQueue[str] = SimpleQueue()

    def watch() -> None:
        for line in stream:
            waiting.put(line)
        end()

    threading.Thread(target=watch, daemon=True).start()
    while True:
        yield waiting.get()


def _main() -> None:
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not be taken for a line of ours

    def say(document: Mapping[str, Any]) -> None:
        channel.write(json.dumps(document) + "\n")
        channel.flush()

    serve(_lines_of(sys.stdin, lambda: os._exit(0)), say)


if __name__ == "__main__":
    _main()
