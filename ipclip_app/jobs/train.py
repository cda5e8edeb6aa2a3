"""Trains a protected module from two folders; resumable, and cancelled by being closed."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch

from ipclip_app import __version__
from ipclip_app.audit.authorizer_fit import fit_authorizer
from ipclip_app.audit.verdict import calibrate
from ipclip_app.config import Device, TrainConfig
from ipclip_app.errors import OutputExistsError, RunChangedError, RunError, UsageError
from ipclip_app.jobs.dataset import Dataset, read_dataset
from ipclip_app.jobs.module_file import ProtectedModule
from ipclip_app.jobs.run_folder import HISTORY, MODULE, TIME, RunFolder
from ipclip_app.jobs.statistics import Source, TrainingData, collect_training_data
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import enough_memory, resolve_device
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.projectors import Projector, kind_of, new_projector
from ipclip_app.model.zero_shot import zero_shot_weights
from ipclip_app.paths import real_path
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.storage import write_json
from ipclip_app.training.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from ipclip_app.training.learner import Learner
from ipclip_app.training.recipes import Recipe, recipe_of
from ipclip_app.training.start import begin, restore, snapshot
from ipclip_app.training.task import Task
from ipclip_app.training.trainer import Training, never

PHASE: Final = "prepare"
KEY: Final = "run"
"""Entry of a checkpoint that tells which run it belongs to."""


@dataclass(frozen=True)
class TrainRequest:
    """What to train.

    Attributes:
        authorized: Folder of the authorized domain, with class subfolders.
        unauthorized: Folder of the unauthorized domain, with or without class subfolders.
        backbone: Reference of the frozen CLIP.
        out: Folder of the run.
        config: How to train.
        device: Where to compute.
        resume: Go on with the run in `out`; a larger number of epochs than it had extends it.
        force: Replace the run in `out`.
        recipe: Overrides the preset's recipe, for ablations.
    """

    authorized: Path
    unauthorized: Path
    backbone: str
    out: Path
    config: TrainConfig
    device: Device = "auto"
    resume: bool = False
    force: bool = False
    recipe: Recipe | None = None


@dataclass(frozen=True)
class TrainOutcome:
    """How training ended.

    Attributes:
        run: Folder of the run.
        epochs: Finished epochs.
        best_epoch: The epoch chosen on validation images, counted from 1.
        batch_size: Images of each domain in a step, after any halving for lack of memory.
        left_out: Number of images left out, by reason.
        seconds: Duration of this call.
    """

    run: Path
    epochs: int
    best_epoch: int
    batch_size: int
    left_out: Mapping[str, int]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The outcome as plain JSON values."""
        return {
            "run": str(self.run),
            "epochs": self.epochs,
            "best_epoch": self.best_epoch,
            "batch_size": self.batch_size,
            "left_out": dict(self.left_out),
            "seconds": round(self.seconds, 2),
        }


def resume_request(run: Path, device: Device = "auto") -> TrainRequest:
    """The request that goes on with a run.

    Raises:
        RunError: The folder holds no readable run.
    """
    description = RunFolder(run).description()
    try:
        return TrainRequest(
            authorized=Path(description["authorized"]),
            unauthorized=Path(description["unauthorized"]),
            backbone=description["backbone"]["reference"],
            out=run,
            config=TrainConfig.from_json(description["config"]),
            device=device,
            resume=True,
        )
    except (KeyError, TypeError, ValueError, UsageError) as error:
        raise RunError(run, f"has a damaged description ({error})", "train again into another folder") from error


def train(request: TrainRequest, wants_end: Callable[[], bool] = never) -> Job[TrainOutcome]:
    """Train or go on training; yields reports and leaves a finished module in the run's folder.

    Args:
        request: What to train.
        wants_end: Asked at every step whether to end early. After a yes, which must be its answer from then on,
            training ends with the best epoch so far, the first one being finished in any case.

    Raises:
        IpclipError: Anything foreseen that prevents it, with the remedy.
    """
    device = resolve_device(request.device)
    with enough_memory("this training", device):
        return (yield from _run(request, device, wants_end))


def _run(request: TrainRequest, device: torch.device, wants_end: Callable[[], bool]) -> Job[TrainOutcome]:
    started = time.monotonic()
    folder = RunFolder(request.out)
    _admit(folder, request)
    with folder.locked(), FeatureCache() as cache:
        if folder.exists and not (request.resume or request.force):
            raise OutputExistsError(request.out)
        folder.sweep()
        dataset = yield from read_dataset(request.authorized, request.unauthorized, request.config.split)
        yield Report(PHASE, 0, 1)
        backbone = load_backbone(request.backbone, device)
        plan = _Plan(request, dataset, Source(backbone, cache), PromptedClassifier(backbone, dataset.class_names))
        checkpoint = yield from _settle(folder, plan)
        training, unusable = yield from _train(plan, checkpoint, wants_end)
    left_out = dataset.left_out | ({"unreadable": unusable} if unusable else {})
    best = training.protected.best.epoch
    return TrainOutcome(request.out, training.epoch, best, training.batch_size, left_out, time.monotonic() - started)


def _admit(folder: RunFolder, request: TrainRequest) -> None:
    """Check that the run can be written without touching anything else of the user's."""
    for source in (request.authorized, request.unauthorized):
        if real_path(request.out).is_relative_to(real_path(source)):
            raise RunError(request.out, f"lies inside the image folder {source}", "choose a folder outside of it")
    if request.resume:
        folder.description()
    else:
        folder.prepare()


@dataclass(frozen=True, eq=False)
class _Plan:
    """A request whose folders and backbone have been found good."""

    request: TrainRequest
    dataset: Dataset
    source: Source
    classifier: PromptedClassifier

    @property
    def key(self) -> str:
        """SHA-256 of everything that decides what an epoch computes; a checkpoint belongs to one such key.

        The number of epochs is left out, because a run may be extended.
        """
        identity = self.source.backbone.identity
        recipe = recipe_to_json(self.request)
        config = self.request.config.to_json() | {"epochs": None}
        content = [config, self.dataset.fingerprint(), identity, recipe]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def describe(self) -> dict[str, Any]:
        """What the run is about, as JSON values."""
        request, backbone = self.request, self.source.backbone
        return {
            "program": __version__,
            "created": time.strftime(TIME, time.gmtime()),
            "authorized": str(real_path(request.authorized)),
            "unauthorized": str(real_path(request.unauthorized)),
            "backbone": {"reference": backbone.name, "identity": backbone.identity},
            "config": request.config.to_json(),
            "recipe": recipe_to_json(request),
            "data": self.dataset.summary(),
            "fingerprint": self.dataset.fingerprint(),
        }


def _settle(folder: RunFolder, plan: _Plan) -> Job[Checkpoint | None]:
    """Write what a new run is about, or check that a run to be resumed is about the same and read its checkpoint."""
    if not plan.request.resume:
        folder.clear()
        folder.describe(plan.describe())
        return None
    known, now = folder.description(), plan.describe()
    planned, wanted = known["config"]["epochs"], now["config"]["epochs"]
    for what, before, after in (
        ("the data", known.get("fingerprint"), now["fingerprint"]),
        ("the backbone", known["backbone"].get("identity"), now["backbone"]["identity"]),
        ("the configuration", known["config"], now["config"] | {"epochs": min(planned, wanted)}),
        ("the recipe", known.get("recipe"), now["recipe"]),
    ):
        if before != after:
            raise RunChangedError(folder.path, what)
    warnings: list[str] = []
    checkpoint = read_checkpoint(folder.path, warnings.append)
    for sentence in warnings:
        yield Notice(PHASE, 0, 0, sentence)
    if checkpoint is not None and checkpoint.state.get(KEY) != plan.key:
        raise RunChangedError(folder.path, "the configuration")
    changes = {name: now[name] for name in ("authorized", "unauthorized", "config")}  # the same images, moved
    if checkpoint is not None and wanted > planned:
        changes["extended_from"] = [*known.get("extended_from", []), planned]
    if known != known | changes:
        folder.describe(known | changes)
    return checkpoint


def recipe_to_json(request: TrainRequest) -> dict[str, Any]:
    """How the request trains in detail, as plain JSON values."""
    recipe = _recipe(request)
    return {**vars(recipe), "weights": dict(recipe.weights)}


def _recipe(request: TrainRequest) -> Recipe:
    return request.recipe or recipe_of(request.config.preset)


def _train(plan: _Plan, checkpoint: Checkpoint | None, wants_end: Callable[[], bool]) -> Job[tuple[Training, int]]:
    request, dataset, backbone = plan.request, plan.dataset, plan.source.backbone
    zero_shot = zero_shot_weights(backbone, dataset.class_names)
    data = yield from collect_training_data(plan.source, dataset, request.config.views, zero_shot)
    task = Task(plan.classifier, zero_shot, data.authorized, data.unauthorized, _recipe(request), request.config)
    if checkpoint is None:
        training = yield from begin(task, backbone)
    else:
        training = restore(task, backbone, checkpoint)
    yield from training.run(_saver(request.out, plan.key), wants_end)
    yield from _finish(training, data, backbone, request)
    return training, data.unusable


def _saver(run: Path, key: str) -> Callable[[Training], None]:
    def save(training: Training) -> None:
        RunFolder(run).require()
        tensors, state = snapshot(training)
        write_checkpoint(run, tensors, state | {KEY: key})
        write_json(run / HISTORY, training.history)

    return save


def _finish(training: Training, data: TrainingData, backbone: Backbone, request: TrainRequest) -> Job[None]:
    """Calibrate the verdict on validation images and write the module of the chosen epochs."""
    write_json(request.out / HISTORY, training.history)  # it lags where the process ended right after a checkpoint
    validation_a, validation_u = (domain.validation.plain() for domain in (data.authorized, data.unauthorized))
    authorizer = yield from fit_authorizer(
        data.authorized.train.statistics, data.unauthorized.train.statistics, validation_a, validation_u
    )
    scores_a, scores_u = authorizer.scores(validation_a), authorizer.scores(validation_u)
    thresholds = calibrate(scores_a, scores_u, request.config.false_rejection)
    protected, unprotected = (
        _best_projector(learner, backbone) for learner in (training.protected, training.unprotected)
    )
    best = training.protected.best
    RunFolder(request.out).forget_evaluation()  # it was that of another module
    module = ProtectedModule(protected, unprotected, authorizer, thresholds, best)
    module.write(request.out / MODULE)


def _best_projector(learner: Learner, backbone: Backbone) -> Projector:
    projector = new_projector(kind_of(learner.projector), backbone)
    projector.load_state_dict(learner.best_state)
    return projector
