"""What a job yields while it works: frozen reports, free of Qt and torch."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Report:
    """One sign of life of a job.

    Attributes:
        phase: Name of the work in hand, for instance `statistics` or `training`.
        step: Units of the phase that are done, 0 to `total`.
        total: Units of the phase; 0 while unknown.
    """

    phase: str
    step: int
    total: int


@dataclass(frozen=True)
class StepReport(Report):
    """An optimization step: every loss term by name, unsigned and unweighted, and the total as minimized."""

    epoch: int
    losses: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class EpochReport(Report):
    """The end of an epoch: validation accuracies in percent and whether it is the one chosen so far."""

    epoch: int
    authorized: float
    unauthorized: float
    best: bool


@dataclass(frozen=True)
class PartReport(Report):
    """One of several pieces of work that go on at the same time, each with phases of its own.

    Attributes:
        part: What it is about.
        work: Name of its phase.
        done: Units of that phase that are done.
        of: Units of that phase; 0 while unknown.
    """

    part: str
    work: str
    done: int
    of: int


@dataclass(frozen=True)
class Notice(Report):
    """Something the user should know although the work goes on, for instance an image left out."""

    message: str


Job = Generator[Report, None, T]


def run_to_end(job: Generator[Report, None, T]) -> T:
    """Drive a job without looking at its reports and return its result."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            result: T = end.value
            return result
