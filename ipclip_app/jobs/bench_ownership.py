"""Measures the proof of ownership: how many innocent models it accuses, and whether it finds a protected one."""

import hashlib
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from ipclip_app.config import Device
from ipclip_app.data.domains import Domain, discover_domains, scan_domain
from ipclip_app.data.splits import split_domain
from ipclip_app.data.trigger import Trigger
from ipclip_app.data.trigger_file import SEED_BYTES
from ipclip_app.errors import UsageError
from ipclip_app.jobs.innocent_suspects import KINDS, InnocentSuspect, Materials, gather
from ipclip_app.jobs.load_run import load_run
from ipclip_app.jobs.model_answers import ModelAnswers
from ipclip_app.jobs.ownership_evidence import paired_test_of
from ipclip_app.jobs.ownership_images import choose_among
from ipclip_app.jobs.ownership_request import LEVEL, QUERIES, OwnershipRequest, SuspectSource, trigger_of
from ipclip_app.jobs.suspects import RunSuspect
from ipclip_app.jobs.threads import on_threads, require_threads
from ipclip_app.jobs.train_request import resume_request
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import resolve_device
from ipclip_app.ownership.alterations import ALTERATIONS
from ipclip_app.ownership.answers import ClassNames
from ipclip_app.ownership.asking import Questions, ask
from ipclip_app.ownership.design import Candidate, draw_plan, require_seed
from ipclip_app.ownership.null_values import NullValues
from ipclip_app.ownership.paired_test import PairedTest
from ipclip_app.progress import Job, Report, run_to_end

MODELS: Final = 200
REPEATS: Final = 5


@dataclass(frozen=True)
class OwnershipBenchOptions:
    """What to measure.

    Attributes:
        root: Folder of domains, on whose images innocent models are trained and asked.
        backbone: Reference of the CLIP under most of them.
        run: A run with a trigger, whose model is to be found out; None to measure innocent models alone.
        models: Innocent models.
        queries: Questions to each suspect.
        level: What accuses.
        seed: Decides triggers, models and questions.
        repeats: Times that the run's model is asked, each time about other images.
        device: Where to compute.
        threads: Threads of torch; None leaves them as they are.

    Raises:
        UsageError: A number is out of range.
    """

    root: Path
    backbone: str
    run: Path | None = None
    models: int = MODELS
    queries: int = QUERIES
    level: float = LEVEL
    seed: int = 0
    repeats: int = REPEATS
    device: Device = "auto"
    threads: int | None = None

    def __post_init__(self) -> None:
        require_threads(self.threads)
        require_seed(self.seed)
        if min(self.models, self.repeats) < 1:
            raise UsageError("The benchmark needs 1 model and 1 repetition at least.")


@dataclass(frozen=True)
class OwnershipBenchResult:
    """What was found.

    Attributes:
        options: What was asked for.
        new_triggers: Innocent models, each with a trigger of its own.
        fixed_trigger: The same models, all with one trigger.
        kinds: Number of the models by kind.
        protected: Tests of the run's model by what happened to the stamped images; empty without a run.
        seconds: Of everything.
    """

    options: OwnershipBenchOptions
    new_triggers: NullValues
    fixed_trigger: NullValues
    kinds: Mapping[str, int]
    protected: Mapping[str, tuple[PairedTest, ...]]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether no innocent model is accused and the protected one always is, whatever happens to the images."""
        level = self.options.level
        innocent = not self.new_triggers.accused(level) and not self.fixed_trigger.accused(level)
        return innocent and all(test.shown(level) for tests in self.protected.values() for test in tests)

    def to_json(self) -> dict[str, Any]:
        """All figures as plain JSON values."""
        level = self.options.level
        return {
            "passed": self.passed,
            "level": level,
            "queries": self.options.queries,
            "seed": self.options.seed,
            "kinds": dict(self.kinds),
            "new_triggers": self.new_triggers.to_json(level),
            "fixed_trigger": self.fixed_trigger.to_json(level),
            "protected": {
                name: [test.to_json() | {"shown": test.shown(level)} for test in tests]
                for name, tests in self.protected.items()
            },
            "seconds": self.seconds,
        }


def bench_ownership(options: OwnershipBenchOptions) -> Generator[Report, None, OwnershipBenchResult]:
    """Train innocent models and test them, then test the run's model if there is one.

    Yields:
        Phases `materials`, `innocent models` and `protected model`; it can be cancelled after every image or model.

    Raises:
        IpclipError: The images, the backbone or the run cannot be used.
    """
    started = time.perf_counter()
    with on_threads(options.threads):
        backbone = load_backbone(options.backbone, resolve_device(options.device))
        materials = yield from _materials(options, backbone)
        innocents = yield from _Innocents(options, materials).run()
        protected = (yield from _protected(options, options.run)) if options.run is not None else {}
    return OwnershipBenchResult(options, *innocents, protected, time.perf_counter() - started)


def _materials(options: OwnershipBenchOptions, backbone: Backbone) -> Job[list[Materials]]:
    found = yield from discover_domains(options.root)
    materials = []
    for number, path in enumerate(found.domains):
        domain: Domain = (yield from scan_domain(path, needs_classes=True)).domain
        materials.append((yield from gather(backbone, domain, options.seed + number)))
    return materials


class _Innocents:
    """All innocent models, one after the other."""

    def __init__(self, options: OwnershipBenchOptions, materials: list[Materials]) -> None:
        self._options, self._materials = options, materials
        self._kinds: dict[str, int] = dict.fromkeys(KINDS, 0)

    def run(self) -> Job[tuple[NullValues, NullValues, Mapping[str, int]]]:
        options = self._options
        fixed = _trigger(options.seed, "fixed")
        found: tuple[list[PairedTest], list[PairedTest]] = ([], [])
        yield Report("innocent models", 0, options.models)
        for number in range(options.models):
            place = self._materials[number % len(self._materials)]
            suspect = self._suspect(place, number)
            for trigger, tests in zip((_trigger(options.seed, f"new {number}"), fixed), found, strict=True):
                tests.append(self._ask(suspect, place, trigger, number))
            yield Report("innocent models", number + 1, options.models)
        shares = np.random.default_rng(options.seed).random((2, options.models)).tolist()
        new, same = (NullValues(tests, drawn) for tests, drawn in zip(found, shares, strict=True))
        return new, same, self._kinds

    def _suspect(self, place: Materials, number: int) -> InnocentSuspect:
        generator = torch.Generator().manual_seed(self._options.seed + number)
        kind = KINDS[number // len(self._materials) % len(KINDS)]
        self._kinds[kind] += 1
        return place.suspect(kind, generator)

    def _ask(self, suspect: InnocentSuspect, place: Materials, trigger: Trigger, number: int) -> PairedTest:
        candidates = [Candidate(file.digest, file.class_name or "") for file in place.held_out]
        plan = draw_plan(candidates, self._options.queries, self._options.seed + number)
        names = ClassNames(place.class_names)
        paths = {file.digest: file.path for file in place.held_out}
        return paired_test_of(run_to_end(ask(Questions(plan, paths, trigger, names), suspect)), names)


def _protected(options: OwnershipBenchOptions, run: Path) -> Job[Mapping[str, tuple[PairedTest, ...]]]:
    """Tests of the run's model about its own test images."""
    trained = resume_request(run, options.device)
    domain = (yield from scan_domain(trained.authorized, needs_classes=True)).domain
    held_out = split_domain(domain, trained.config.split).test
    suspect = RunSuspect(run, ModelAnswers((yield from load_run(run, options.device)).model))
    tests: dict[str, list[PairedTest]] = {name: [] for name in ALTERATIONS}
    total = options.repeats * len(ALTERATIONS)
    for seed in range(options.seed, options.seed + options.repeats):
        source = SuspectSource(str(run), device=options.device)
        request = OwnershipRequest(
            trigger_of(run), trained.authorized, source, run, options.queries, options.level, seed
        )
        images = yield from choose_among(request, held_out)
        names = ClassNames(images.folders)
        for name, alter in ALTERATIONS.items():
            questions = Questions(images.plan, images.paths, request.trigger, names, alter)
            tests[name].append(paired_test_of(run_to_end(ask(questions, suspect)), names))
            yield Report("protected model", sum(map(len, tests.values())), total)
    return {name: tuple(found) for name, found in tests.items()}


def _trigger(seed: int, purpose: str) -> Trigger:
    """A secret trigger that can be drawn again."""
    return Trigger("secret", hashlib.sha256(f"bench {seed} {purpose}".encode()).digest()[:SEED_BYTES])
