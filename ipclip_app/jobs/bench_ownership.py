"""Measures the proof of ownership: how many innocent models it accuses, and whether it finds a protected one."""

import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ipclip_app.jobs.ownership_fairness import is_fair
from ipclip_app.jobs.ownership_trials import InnocentTrials, OwnershipBenchOptions, RunTrials, gather_all
from ipclip_app.jobs.threads import on_threads
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import resolve_device
from ipclip_app.ownership.null_values import NullValues
from ipclip_app.ownership.paired_test import PairedTest
from ipclip_app.progress import Report


@dataclass(frozen=True)
class OwnershipBenchResult:
    """What was found.

    Attributes:
        options: What was asked for.
        innocent: Tests of innocent models, by what they were asked with: `new_triggers` for each, `fixed_trigger` for
            all of them, and `run_trigger`, that of the run, about the images that its model is at home with.
        kinds: Number of the models by kind.
        zero_shot: Tests of zero-shot CLIP, which is asked first in each repetition; none without a run.
        protected: Tests of the run's model by what happened to the stamped images, of the repetitions in which the
            trigger was fair to zero-shot CLIP; a verification would have refused to go on in the others.
        seconds: Of everything.
    """

    options: OwnershipBenchOptions
    innocent: Mapping[str, NullValues]
    kinds: Mapping[str, int]
    zero_shot: Sequence[PairedTest]
    protected: Mapping[str, Sequence[PairedTest]]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether no innocent model is accused and the protected one always is, whatever happens to the images."""
        level = self.options.level
        accused = sum(values.accused(level) for values in self.innocent.values())
        found_out = all(test.shown(level) for tests in self.protected.values() for test in tests)
        return not accused and found_out and all(map(is_fair, self.zero_shot))

    def to_json(self) -> dict[str, Any]:
        """All figures as plain JSON values."""
        level = self.options.level
        return {
            "passed": self.passed,
            "level": level,
            "queries": self.options.queries,
            "seed": self.options.seed,
            "kinds": dict(self.kinds),
            **{name: values.to_json(level) for name, values in self.innocent.items()},
            "zero_shot": [test.to_json() | {"fair": is_fair(test)} for test in self.zero_shot],
            "protected": {
                name: [test.to_json() | {"shown": test.shown(level)} for test in tests]
                for name, tests in self.protected.items()
            },
            "seconds": self.seconds,
        }


def bench_ownership(options: OwnershipBenchOptions) -> Generator[Report, None, OwnershipBenchResult]:
    """Train innocent models and test them, then test the run's model if there is one.

    Yields:
        Phases `materials`, `innocent models` and, with a run, `zero-shot CLIP`, `protected model` and `innocent models
        of its domain`; it can be cancelled after every image or model.

    Raises:
        IpclipError: The images, the backbone or the run cannot be used.
    """
    started = time.perf_counter()
    protected: Mapping[str, Sequence[PairedTest]] = {}
    zero_shot: Sequence[PairedTest] = ()
    with on_threads(options.threads):
        backbone = load_backbone(options.backbone, resolve_device(options.device))
        trials = InnocentTrials(options, (yield from gather_all(options, backbone)))
        yield from trials.run()
        found = {"new_triggers": trials.new_triggers, "fixed_trigger": trials.fixed_trigger}
        if options.run is not None:
            run_trials = RunTrials(options, options.run, backbone)
            yield from run_trials.run()
            zero_shot, protected = run_trials.zero_shot, run_trials.protected
            found |= {"run_trigger": run_trials.innocent} if run_trials.innocent else {}
    generator = np.random.default_rng(options.seed)
    innocent = {name: NullValues(tests, generator.random(len(tests)).tolist()) for name, tests in found.items()}
    return OwnershipBenchResult(options, innocent, trials.kinds, zero_shot, protected, time.perf_counter() - started)
