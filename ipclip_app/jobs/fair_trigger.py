"""Draws a secret trigger that may prove something: one that harms zero-shot CLIP no more than its controls do.

Triggers do not all harm alike, and what a harsh one does to every model tells nothing about a copy. Whether one is
harsh depends on the images, so it is asked about those that the model is for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app.config import Device
from ipclip_app.data.domains import scan_domain
from ipclip_app.data.images import read_image
from ipclip_app.data.trigger import Trigger, new_trigger
from ipclip_app.errors import ImageError, TooFewClassesError, TooFewImagesError
from ipclip_app.jobs.ownership_evidence import paired_test_of
from ipclip_app.jobs.ownership_fairness import ZeroShotSuspect, ask_zero_shot
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import resolve_device
from ipclip_app.ownership.answers import ClassNames
from ipclip_app.ownership.asking import Questions
from ipclip_app.ownership.design import Candidate, draw_plan, shortlist, unambiguous
from ipclip_app.ownership.paired_test import PairedTest
from ipclip_app.progress import Job, Notice, Report

PHASE: Final = "triggers"
DRAWS: Final = 32
"""Most triggers that are looked at; about every second one is fair."""
IMAGES: Final = 128
"""Images of each folder on which one is tried."""
FEWEST: Final = 8
_FEWEST_CLASSES: Final = 2
_SEED: Final = 0


@dataclass(frozen=True)
class Trial:
    """What a trigger does to zero-shot CLIP.

    Attributes:
        trigger: The trigger.
        tests: What was found on the images of each folder.
    """

    trigger: Trigger
    tests: Mapping[Path, PairedTest]

    @property
    def harm(self) -> float:
        """Accuracy that it costs beyond its controls, points, on the folder where that is most."""
        return max(test.difference for test in self.tests.values())

    def to_json(self) -> list[dict[str, Any]]:
        """The figures of each folder as plain JSON values."""
        names = ("pairs", "accuracy_trigger", "accuracy_control", "p_value")
        found = {folder: test.to_json() for folder, test in self.tests.items()}
        return [{"images": str(folder), **{name: found[folder][name] for name in names}} for folder in found]


@dataclass(frozen=True)
class FairTrigger:
    """The trigger that was drawn.

    Attributes:
        trial: It, and what was found.
        draws: How many were looked at.
    """

    trial: Trial
    draws: int


def draw_fair_trigger(folders: Sequence[Path], backbone: Backbone) -> Job[FairTrigger]:
    """Draw secret triggers until one harms zero-shot CLIP no more than its controls do, on each of the folders.

    Args:
        folders: Folders of images with class subfolders, one at least.
        backbone: The CLIP that will be protected.

    Raises:
        FolderError: A folder cannot be used.
        TooFewImagesError: It holds fewer than FEWEST readable images, or one class alone.
    """
    places: list[_Place] = []
    for folder in folders:
        place = yield from _prepare(folder, backbone)
        places.append(place)
    trials: list[Trial] = []
    while len(trials) < DRAWS:
        trials.append((yield from _try(new_trigger(), places, len(trials))))
        if trials[-1].harm <= 0:
            yield Report(PHASE, 1, 1)
            return FairTrigger(trials[-1], len(trials))
    told = f"None of {DRAWS} triggers is fair on all of these images; the fairest is kept, and a proof may be refused."
    yield Notice(PHASE, 1, 1, told)
    return FairTrigger(min(trials, key=lambda trial: trial.harm), DRAWS)


def fair_trigger_for(folders: Sequence[Path], backbone: str, device: Device = "auto") -> Job[FairTrigger]:
    """The same with a backbone that has to be loaded first.

    Raises:
        BackboneError: It cannot be loaded.
        FolderError, TooFewImagesError: A folder cannot be used.
    """
    yield Report(PHASE, 0, 0)
    return (yield from draw_fair_trigger(folders, load_backbone(backbone, resolve_device(device))))


@dataclass(frozen=True)
class _Place:
    """A folder's images, and the model that is asked about them."""

    folder: Path
    candidates: tuple[Candidate, ...]
    paths: Mapping[str, Path]
    suspect: ZeroShotSuspect
    names: ClassNames

    def questions(self, trigger: Trigger) -> Questions:
        """Each image with the trigger and with a control of its own."""
        plan = draw_plan(self.candidates, 2 * len(self.candidates), _SEED)
        return Questions(plan, self.paths, trigger, self.names)


def _try(trigger: Trigger, places: Sequence[_Place], earlier: int) -> Job[Trial]:
    """Ask about all places' images, after so many earlier triggers."""
    size = 2 * sum(len(place.candidates) for place in places)
    tests, done = dict[Path, PairedTest](), earlier * size
    for place in places:
        questions = place.questions(trigger)
        answered = yield from ask_zero_shot(questions, place.suspect, PHASE, done, DRAWS * size)
        tests[place.folder] = paired_test_of(answered, place.names)
        done += len(questions.plan.queries)
    return Trial(trigger, tests)


def _prepare(folder: Path, backbone: Backbone) -> Job[_Place]:
    scanned = yield from scan_domain(folder, needs_classes=True)
    classes = scanned.domain.class_names
    if len(classes) < _FEWEST_CLASSES:
        remedy = "with one class every answer is right; give images of several"
        raise TooFewClassesError(f"The images of {folder}", len(classes), _FEWEST_CLASSES, remedy)
    paths = {file.digest: file.path for file in scanned.domain.files}
    candidates = unambiguous([Candidate(file.digest, file.class_name or "") for file in scanned.domain.files])
    readable = []
    for candidate in shortlist(candidates, IMAGES, _SEED):
        try:
            read_image(paths[candidate.digest])
            readable.append(candidate)
        except ImageError as error:
            yield Notice(PHASE, 0, 0, str(error))
    if len(readable) < FEWEST:
        raise TooFewImagesError("A trial of triggers", len(readable), FEWEST)
    return _Place(folder, tuple(readable), paths, ZeroShotSuspect(backbone, classes), ClassNames(classes))
