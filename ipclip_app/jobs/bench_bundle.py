"""Measures how the reader of bundles meets hostile files: flipped bits, truncations, bombs and random damage."""

import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ipclip_app.bench.mutations import seeded
from ipclip_app.bench.trials import Trials, measured_memory
from ipclip_app.bundle.reader import Demands, parse_bundle
from ipclip_app.errors import BundleError, BundleTamperedError, UsageError
from ipclip_app.jobs.bundle_cases import NOW, BundleCases, Case
from ipclip_app.progress import Report

CASES: Final = 1_000_000
ALLOCATION_LIMIT: Final = 64 << 20
"""Bytes; the largest manifest and the largest header of tensors, each of a megabyte, may become values of Python."""
LONGEST: Final = 5.0
"""Seconds after which a case counts as a hang."""
_ROUND: Final = 500
_PATH: Final = Path("case.ipclip")


@dataclass(frozen=True)
class BundleBenchOptions:
    """How to measure.

    Attributes:
        cases: Random cases.
        seed: Decides which.
    """

    cases: int = CASES
    seed: int = 0

    def __post_init__(self) -> None:
        """Check the number of cases.

        Raises:
            UsageError: There are none.
        """
        if self.cases < 1:
            raise UsageError(f"The benchmark cannot try {self.cases} cases; give --cases 1 or more.")


@dataclass(frozen=True)
class BundleBenchResult:
    """What was found.

    Attributes:
        size: Bytes of the bundle that was altered.
        trials: Counts of `flips`, `truncations`, `bombs` and `random`.
        seconds: Of everything.
    """

    size: int
    trials: dict[str, Trials]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether nothing crashed, hung, took too much memory, or was accepted although it was altered."""
        return all(
            trials.passed and trials.longest_seconds < LONGEST and trials.largest_allocation < ALLOCATION_LIMIT
            for trials in self.trials.values()
        )

    def to_json(self) -> dict[str, Any]:
        """All counts as plain JSON values."""
        counts = {name: trials.to_json() for name, trials in self.trials.items()}
        limits = {"allocation_limit": ALLOCATION_LIMIT, "longest_allowed_seconds": LONGEST}
        return {"passed": self.passed, "bundle_bytes": self.size, **counts, **limits, "seconds": self.seconds}


def bench_bundle(options: BundleBenchOptions) -> Generator[Report, None, BundleBenchResult]:
    """Try every case; it can be cancelled after every few hundred.

    Yields:
        Phases `flips`, `truncations`, `bombs` and `random`.
    """
    start = time.perf_counter()
    cases, random = BundleCases(), seeded(options.seed)
    kinds: dict[str, tuple[Iterable[Case], int]] = {
        "flips": (cases.flips(), 8 * len(cases.data)),
        "truncations": (cases.truncations(), len(cases.data)),
        "bombs": (cases.bombs(), 0),
        "random": ((cases.random(random) for _ in range(options.cases)), options.cases),
    }
    trials: dict[str, Trials] = {}
    with measured_memory():
        for name, (some, total) in kinds.items():
            trials[name] = yield from _try(name, iter(some), total)
    return BundleBenchResult(len(cases.data), trials, time.perf_counter() - start)


def _try(phase: str, cases: Iterator[Case], total: int) -> Generator[Report, None, Trials]:
    trials = Trials()
    yield Report(phase, 0, total)
    while some := list(islice(cases, _ROUND)):
        for case in some:
            trials.run(_read, case.data, genuine=case.genuine)
        yield Report(phase, trials.cases, total)
    return trials


def _read(data: bytes) -> str | None:
    try:
        parse_bundle(data, _PATH, Demands(now=NOW))
    except BundleTamperedError as error:
        return f"altered: {error.damage}"
    except BundleError as error:
        return type(error).__name__
    return None
