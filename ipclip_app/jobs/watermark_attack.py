"""Attacks an owner's own secret, so that he knows what it withstands before anybody else tries."""

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from ipclip_app.errors import OutputExistsError, UsageError
from ipclip_app.jobs.watermark_attack_files import NAMES, write_attacks
from ipclip_app.jobs.watermark_draw import Draw, lab_material
from ipclip_app.jobs.watermark_owner import Owner, load_owner
from ipclip_app.jobs.watermark_questions import trigger_pairs
from ipclip_app.jobs.watermark_request import LEVEL, QuestionRequest
from ipclip_app.jobs.watermark_world import World, build_world, draw_inputs, find_files
from ipclip_app.progress import Job
from ipclip_app.watermark.attacks.lab import LabOptions, run_lab
from ipclip_app.watermark.attacks.lab_result import LabResult
from ipclip_app.watermark.rows import unit_rows

TRIALS: Final = 3
LINEUPS: Final = 20
_NO_PLACES: Final = np.zeros(0, dtype=np.intp)


@dataclass(frozen=True)
class AttackRequest:
    """What to attack, and with what.

    Attributes:
        questions: The secret, the images, and how many questions a suspect is asked.
        out: Folder for tables and the plot; None for none.
        trials: Thefts with each attack that are judged in full.
        lineups: Thefts in which only the most likely licensee is looked for.
        level: Share of innocent services that may be accused.
        force: Replace what is there.

    Raises:
        UsageError: A number is out of range.
    """

    questions: QuestionRequest
    out: Path | None = None
    trials: int = TRIALS
    lineups: int = LINEUPS
    level: float = LEVEL
    force: bool = False

    def __post_init__(self) -> None:
        if self.trials < 1 or self.lineups < 0:
            raise UsageError("Each attack needs 1 trial and 0 line-ups at least; give larger numbers.")
        if not 0 < self.level < 1:
            raise UsageError("The level must lie above 0 and below 1.")


@dataclass(frozen=True)
class AttackOutcome:
    """What was found and written.

    Attributes:
        lab: The figures.
        images: Images that were read.
        files: Tables and plot, in the order of NAMES; none without a folder.
        seconds: Of everything.
    """

    lab: LabResult
    images: int
    files: tuple[Path, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        written = {"images": self.images, "files": [str(path) for path in self.files], "seconds": self.seconds}
        return self.lab.to_json() | written


def attack_watermark(request: AttackRequest) -> Job[AttackOutcome]:
    """Try all attacks; it can be cancelled after every theft, and writes nothing then.

    The thief is a licensee. He has asked the service about half of the images that the owner does not ask about, about
    captions of their classes and about texts of his own; what is left to him is measured on the other half.

    Yields:
        Phases of loading and encoding, then `attacks`.

    Raises:
        OutputExistsError: A file is there already, and `force` is not set.
        SecretFileError, PassphraseNeededError, WrongPassphraseError: The secret cannot be used.
        FolderError, TooFewImagesError: The images cannot be used.
        BackboneError: The owner's model is not at hand.
    """
    started = time.perf_counter()
    if request.out is not None and not request.force:
        _require_free(request.out)
    owner = yield from load_owner(request.questions)
    world = yield from _world(request.questions, owner)
    draw = _draw(owner, world, request.questions)
    options = LabOptions(request.trials, request.lineups, request.level, request.questions.seed or 0)
    lab = yield from run_lab(draw.secret, lab_material(world, draw, options.seed), options)
    files = () if request.out is None else write_attacks(request.out, lab)
    return AttackOutcome(lab, len(world.images), files, time.perf_counter() - started)


def _require_free(out: Path) -> None:
    for path in (out / name for name in NAMES):
        if path.exists():
            raise OutputExistsError(path)


def _world(request: QuestionRequest, owner: Owner) -> Job[World]:
    """What the owner's model says; of the secret's pairs he has kept it."""
    seed, pool = request.seed or 0, owner.secret.pool
    files = yield from find_files(request.images, seed)
    inputs = draw_inputs(files, owner.backbone.preprocessing.size, seed, 0, 2 * owner.backbone.embed_dim)
    world = yield from build_world(owner.backbone, inputs)
    if pool is None:
        return world
    return replace(world, pictures=unit_rows(pool.image_embeddings), texts=unit_rows(pool.text_embeddings))


def _draw(owner: Owner, world: World, request: QuestionRequest) -> Draw:
    """Questions like those of a verification: of the ordinary ones half are images."""
    pool = trigger_pairs(owner.secret, request.queries)
    pairs = _NO_PLACES if pool is None else np.arange(len(pool))
    random = np.random.default_rng((request.seed or 0, 5))
    ordinary = request.queries // 2 - len(pairs)
    captions = random.permutation(len(world.captions))[:ordinary]
    images = random.permutation(len(world.images))[: min(ordinary, len(world.images) // 3)]
    return Draw(replace(owner.secret, pool=pool), pairs, images, captions)
