"""Several processes that share a list of tasks; one that dies costs the task that it had in hand."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Final, Self

from ipclip_app.jobs.worker import Line, Worker

TICK: Final = 0.1
"""Seconds after which whoever drives the pool is heard although nothing happened."""
ENDS: Final = frozenset({"done", "failed"})
"""Kinds of messages with which a task ends."""


@dataclass(frozen=True)
class PoolSettings:
    """Who works.

    Attributes:
        command: What every process runs.
        greeting: What every process is told first.
        environments: Variables of each process, as many as there shall be processes at most.
    """

    command: Sequence[str]
    greeting: Mapping[str, Any]
    environments: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Event:
    """Something that a process said of its task.

    Attributes:
        task: Number of the task.
        message: With `kind`: `begun` when it is handed out, what the process says, `died` with `cause` for the last.
    """

    task: int
    message: Mapping[str, Any]

    @property
    def ends(self) -> bool:
        """Whether the task has ended with it, one way or another."""
        return self.message["kind"] in {*ENDS, "died"}


@dataclass
class WorkerPool:
    """Processes that are started when there is a task for them and stopped when the context ends."""

    settings: PoolSettings
    _inbox: SimpleQueue[Line] = field(default_factory=SimpleQueue, init=False)
    _places: list[Worker | None] = field(default_factory=list, init=False)

    def __enter__(self) -> Self:
        self._places = [None for _ in self.settings.environments]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        at_hand = list(filter(None, self._places))
        for worker in at_hand:
            worker.dismiss()
        for worker in at_hand:
            worker.stop()

    def run(self, tasks: Sequence[Mapping[str, Any]]) -> Iterator[Event | None]:
        """Hand out the tasks in their order; None every TICK in which nothing happens."""
        waiting = deque(enumerate(tasks))
        at_work: dict[Worker, int] = {}
        while waiting or at_work:
            for number, worker in self._hand_out(waiting, at_work):
                worker.tell(tasks[number])
                yield Event(number, {"kind": "begun"})
            try:
                worker, message = self._inbox.get(timeout=TICK)
            except Empty:
                yield None
                continue
            if message is None:
                message = {"kind": "died", "cause": worker.epitaph()}
                self._bury(worker)
            if worker in at_work:
                event = Event(at_work[worker], message)
                if event.ends:
                    del at_work[worker]
                yield event

    def _hand_out(
        self, waiting: deque[tuple[int, Mapping[str, Any]]], at_work: dict[Worker, int]
    ) -> Iterator[tuple[int, Worker]]:
        for place, worker in enumerate(self._places):
            if waiting and (worker is None or worker not in at_work):
                chosen = worker or self._start(place)
                at_work[chosen], _ = waiting.popleft()
                yield at_work[chosen], chosen

    def _start(self, place: int) -> Worker:
        variables = self.settings.environments[place]
        worker = Worker(self.settings.command, variables, self.settings.greeting, self._inbox)
        self._places[place] = worker
        return worker

    def _bury(self, worker: Worker) -> None:
        """Free the place of a process that has ended."""
        worker.stop()
        self._places = [None if known is worker else known for known in self._places]
