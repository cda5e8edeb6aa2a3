"""Which images an owner's questions are about: those that can be read, and that his own model is at home with.

A run's model is shown each image as it is and with control patterns that the test never uses. It never sees the trigger
nor the control that the image will get, so that this choice cannot make one of the two answers likelier to be wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PIL import Image

from ipclip_app.data.class_names import class_key
from ipclip_app.data.domains import ImageFile, scan_domain
from ipclip_app.data.images import read_image
from ipclip_app.errors import ImageError
from ipclip_app.jobs.load_run import load_run
from ipclip_app.jobs.model_answers import ModelAnswers
from ipclip_app.jobs.ownership_request import OwnershipRequest
from ipclip_app.model.backbone import Backbone
from ipclip_app.ownership.design import (
    Candidate,
    Plan,
    draw_plan,
    reserved_controls,
    seed_of,
    shortlist,
    unambiguous,
)
from ipclip_app.progress import Job, Notice, Report

READING: Final = "images"
RANKING: Final = "ranking"
CONTROLS: Final = 5
"""Control patterns with which the owner's model sees each image beforehand."""
BREADTH: Final = 8
"""Images looked at for each that is asked about."""
_STEPS: Final = 20
"""Into so many steps the model's certainty is divided; images of one step are drawn evenly over the classes."""


@dataclass(frozen=True)
class ChosenImages:
    """What will be asked.

    Attributes:
        plan: The questions.
        paths: A file for each digest of the plan.
        folders: Names of the class folders.
        ranked: Images that the owner's model has looked at; 0 without one.
        backbone: The frozen model under the owner's, which knows no trigger; None without one.
    """

    plan: Plan
    paths: Mapping[str, Path]
    folders: tuple[str, ...]
    ranked: int
    backbone: Backbone | None = None


def choose_images(request: OwnershipRequest) -> Job[ChosenImages]:
    """Scan the folder and choose among its images.

    Raises:
        FolderError: The folder cannot be used.
        TooFewImagesError: It holds too few images.
        RunError, BackboneError: The run's model cannot be loaded.
    """
    scanned = yield from scan_domain(request.images, needs_classes=True)
    for failure in scanned.failures:
        yield Notice("scan", 0, 0, str(failure))
    return (yield from choose_among(request, scanned.domain.files))


def choose_among(request: OwnershipRequest, files: Sequence[ImageFile]) -> Job[ChosenImages]:
    """Look at images with the run's model if there is one, and draw the questions.

    Raises:
        TooFewImagesError: There are too few images.
        RunError, BackboneError: The run's model cannot be loaded.
    """
    folders = tuple(sorted({file.class_name for file in files if file.class_name is not None}))
    candidates = unambiguous([Candidate(file.digest, file.class_name or "") for file in files])
    seed = request.seed if request.seed is not None else seed_of(request.trigger.identity, candidates, request.queries)
    draw_plan(candidates, request.queries, seed)  # too few images are better known before any is decoded
    choice = _Choice(request, {file.digest: file.path for file in files}, folders, seed)
    ranked, backbone = 0, None
    if request.run is not None:
        model = (yield from load_run(request.run, request.suspect.device)).model
        shown = shortlist(candidates, BREADTH * request.queries // 2, seed)
        candidates = yield from choice.rank(ModelAnswers(model), shown)
        ranked, backbone = len(candidates), model.backbone
    plan = yield from choice.draw(candidates)
    paths = {query.digest: choice.paths[query.digest] for query in plan.queries}
    return ChosenImages(plan, paths, folders, ranked, backbone)


@dataclass(frozen=True)
class _Choice:
    """The images of one verification."""

    request: OwnershipRequest
    paths: Mapping[str, Path]
    folders: tuple[str, ...]
    seed: int

    def rank(self, answers: ModelAnswers, candidates: Sequence[Candidate]) -> Job[tuple[Candidate, ...]]:
        """The readable ones, each the higher, the surer the run's model is of its class."""
        found: list[Candidate] = []
        yield Report(RANKING, 0, len(candidates))
        for step, candidate in enumerate(candidates, 1):
            path = self.paths[candidate.digest]
            try:
                found.append(replace(candidate, score=self._score(answers, candidate, read_image(path))))
            except ImageError as error:
                yield Notice(RANKING, step, len(candidates), f"{path}: {error.reason}; {error.remedy}.")
            yield Report(RANKING, step, len(candidates))
        return tuple(found)

    def draw(self, candidates: Sequence[Candidate]) -> Job[Plan]:
        """A plan all of whose images can be decoded."""
        left = {candidate.digest: candidate for candidate in candidates}
        decoded: set[str] = set()
        while True:
            plan = draw_plan(tuple(left.values()), self.request.queries, self.seed)
            unseen = {query.digest for query in plan.queries} - decoded
            if not unseen:
                return plan
            for step, digest in enumerate(sorted(unseen), 1):
                try:
                    read_image(self.paths[digest])
                    decoded.add(digest)
                except ImageError as error:
                    del left[digest]
                    yield Notice(READING, step, len(unseen), str(error))
                yield Report(READING, step, len(unseen))

    def _score(self, answers: ModelAnswers, candidate: Candidate, image: Image.Image) -> int:
        places = {class_key(name): place for place, name in enumerate(answers.class_names)}
        place = places.get(class_key(candidate.class_name))
        if place is None:
            return 0
        numbers = reserved_controls(self.seed, candidate.digest, CONTROLS)
        views = [image, *(self.request.trigger.control(number).stamp(image) for number in numbers)]
        return round(_STEPS * float(answers.probabilities(views)[:, place].mean()))
