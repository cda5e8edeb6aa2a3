"""Asks innocent models, and the model of a run, for the benchmark of ownership."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from PIL.Image import Image

from ipclip_app.config import Device
from ipclip_app.data.domains import ImageFile, discover_domains, scan_domain
from ipclip_app.data.splits import split_domain
from ipclip_app.data.trigger import Trigger
from ipclip_app.data.trigger_file import SEED_BYTES
from ipclip_app.errors import UsageError
from ipclip_app.jobs.innocent_suspects import KINDS, InnocentSuspect, Materials, gather
from ipclip_app.jobs.load_run import load_run
from ipclip_app.jobs.model_answers import ModelAnswers
from ipclip_app.jobs.ownership_evidence import paired_test_of
from ipclip_app.jobs.ownership_fairness import ZeroShotSuspect, ask_zero_shot, is_fair
from ipclip_app.jobs.ownership_images import ChosenImages, choose_among
from ipclip_app.jobs.ownership_request import LEVEL, QUERIES, OwnershipRequest, SuspectSource, trigger_of
from ipclip_app.jobs.suspects import RunSuspect
from ipclip_app.jobs.threads import require_threads
from ipclip_app.jobs.train_request import resume_request
from ipclip_app.model.backbone import Backbone
from ipclip_app.ownership.alterations import ALTERATIONS, unaltered
from ipclip_app.ownership.answers import ClassNames
from ipclip_app.ownership.asking import Questions, ask
from ipclip_app.ownership.design import Candidate, draw_plan, require_seed
from ipclip_app.ownership.paired_test import PairedTest
from ipclip_app.ownership.suspect import Suspect
from ipclip_app.progress import Job, Report, run_to_end

MODELS: Final = 200
REPEATS: Final = 5
_INNOCENT: Final = "innocent models"
_PROTECTED: Final = "protected model"
_ZERO_SHOT: Final = "zero-shot CLIP"


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


def gather_all(options: OwnershipBenchOptions, backbone: Backbone) -> Job[list[Materials]]:
    """What innocent models of each domain learn from.

    Raises:
        FolderError: A domain cannot be used.
    """
    found = yield from discover_domains(options.root)
    materials = []
    for number, path in enumerate(found.domains):
        domain = (yield from scan_domain(path, needs_classes=True)).domain
        materials.append((yield from gather(backbone, domain, options.seed + number)))
    return materials


class InnocentTrials:
    """Innocent models of all domains in turn, each asked with a new trigger and with one that all share."""

    def __init__(self, options: OwnershipBenchOptions, materials: Sequence[Materials]) -> None:
        """Ask as many as `options` tells."""
        self._options, self._materials = options, materials
        self.kinds: dict[str, int] = dict.fromkeys(KINDS, 0)
        self.new_triggers: list[PairedTest] = []
        self.fixed_trigger: list[PairedTest] = []

    def run(self) -> Job[None]:
        """Ask them all."""
        fixed, total = _trigger(self._options.seed, "fixed"), self._options.models
        yield Report(_INNOCENT, 0, total)
        for number in range(total):
            place = self._materials[number % len(self._materials)]
            suspect = _innocent(place, self._options.seed + number, number // len(self._materials))
            self.kinds[suspect.description.address] += 1
            new = _trigger(self._options.seed, f"new {number}")
            self.new_triggers.append(self._ask(suspect, place, new, number))
            self.fixed_trigger.append(self._ask(suspect, place, fixed, number))
            yield Report(_INNOCENT, number + 1, total)

    def _ask(self, suspect: Suspect, place: Materials, trigger: Trigger, number: int) -> PairedTest:
        candidates = [Candidate(file.digest, file.class_name or "") for file in place.held_out]
        plan = draw_plan(candidates, self._options.queries, self._options.seed + number)
        paths = {file.digest: file.path for file in place.held_out}
        return _asked(Questions(plan, paths, trigger, ClassNames(place.class_names)), suspect)


class RunTrials:
    """The model of a run, and innocent models of its domain, asked about the images that its model is at home with.

    As in a verification zero-shot CLIP is asked first, and nobody else where the trigger harms it too.
    """

    def __init__(self, options: OwnershipBenchOptions, run: Path, backbone: Backbone) -> None:
        """Ask about test images of `run`."""
        self._options, self._run, self._backbone = options, run, backbone
        self._trigger = trigger_of(run)
        self._images: list[ChosenImages] = []
        self.zero_shot: list[PairedTest] = []
        self.protected: dict[str, list[PairedTest]] = {name: [] for name in ALTERATIONS}
        self.innocent: list[PairedTest] = []

    def run(self) -> Job[None]:
        """Ask the run's model as often as `options` tells, then the innocent ones."""
        trained = resume_request(self._run, self._options.device)
        domain = (yield from scan_domain(trained.authorized, needs_classes=True)).domain
        held_out = split_domain(domain, trained.config.split).test
        suspect = RunSuspect(self._run, ModelAnswers((yield from load_run(self._run, self._options.device)).model))
        for seed in range(self._options.seed, self._options.seed + self._options.repeats):
            images = yield from self._choose(trained.authorized, held_out, seed)
            if (yield from self._is_fair(images)):
                self._images.append(images)
                yield from self._ask_protected(suspect)
        if self._images:
            yield from self._ask_innocent((yield from gather(self._backbone, domain, self._options.seed)))

    def _choose(self, folder: Path, held_out: Sequence[ImageFile], seed: int) -> Job[ChosenImages]:
        source = SuspectSource(str(self._run), device=self._options.device)
        numbers = self._options.queries, self._options.level, seed
        return (yield from choose_among(OwnershipRequest(self._trigger, folder, source, self._run, *numbers), held_out))

    def _is_fair(self, images: ChosenImages) -> Job[bool]:
        """Whether a verification would go on after it has asked zero-shot CLIP."""
        questions = self._questions(images)
        suspect = ZeroShotSuspect(self._backbone, images.folders)
        answered = yield from ask_zero_shot(questions, suspect, _ZERO_SHOT)
        self.zero_shot.append(paired_test_of(answered, questions.names))
        return is_fair(self.zero_shot[-1])

    def _questions(self, images: ChosenImages, alter: Callable[[Image], Image] = unaltered) -> Questions:
        return Questions(images.plan, images.paths, self._trigger, ClassNames(images.folders), alter)

    def _ask_protected(self, suspect: Suspect) -> Job[None]:
        images = self._images[-1]
        for name, alter in ALTERATIONS.items():
            self.protected[name].append(_asked(self._questions(images, alter), suspect))
            done = sum(map(len, self.protected.values()))
            yield Report(_PROTECTED, done, self._options.repeats * len(ALTERATIONS))

    def _ask_innocent(self, materials: Materials) -> Job[None]:
        for number in range(self._options.models):
            images = self._images[number % len(self._images)]
            suspect = _innocent(materials, self._options.seed + number, number)
            self.innocent.append(_asked(self._questions(images), suspect))
            yield Report("innocent models of its domain", number + 1, self._options.models)


def _innocent(materials: Materials, seed: int, number: int) -> InnocentSuspect:
    """The model of a number, whose kind follows from it."""
    return materials.suspect(KINDS[number % len(KINDS)], torch.Generator().manual_seed(seed))


def _asked(questions: Questions, suspect: Suspect) -> PairedTest:
    return paired_test_of(run_to_end(ask(questions, suspect)), questions.names)


def _trigger(seed: int, purpose: str) -> Trigger:
    """A secret trigger that can be drawn again."""
    return Trigger("secret", hashlib.sha256(f"bench {seed} {purpose}".encode()).digest()[:SEED_BYTES])
