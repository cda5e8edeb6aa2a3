"""Trains a protected module from two folders; resumable, and cancelled by being closed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ipclip_app import __version__
from ipclip_app.audit.authorizer_fit import fit_authorizer
from ipclip_app.audit.verdict import calibrate
from ipclip_app.config import Device, TrainConfig
from ipclip_app.errors import RunChangedError, RunError, UsageError
from ipclip_app.jobs.dataset import Dataset, read_dataset
from ipclip_app.jobs.module_file import ProtectedModule
from ipclip_app.jobs.run_folder import HISTORY, MODULE, RunFolder
from ipclip_app.jobs.statistics import Source, TrainingData, collect_training_data
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import resolve_device
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.ip_projector import Projector
from ipclip_app.model.zero_shot import zero_shot_weights
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.storage import write_json
from ipclip_app.training.checkpoint import read_checkpoint, write_checkpoint
from ipclip_app.training.learner import Learner
from ipclip_app.training.recipes import Recipe, recipe_of
from ipclip_app.training.start import begin, new_projector, restore, snapshot
from ipclip_app.training.task import Task
from ipclip_app.training.trainer import Training

PHASE: Final = "prepare"


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
        resume: Go on with the run in `out`.
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
    except (KeyError, TypeError, UsageError) as error:
        raise RunError(run, f"has a damaged description ({error})", "train again into another folder") from error


def train(request: TrainRequest) -> Job[TrainOutcome]:
    """Train or go on training; yields reports and leaves a finished module in the run's folder.

    Raises:
        IpclipError: Anything foreseen that prevents it, with the remedy.
    """
    started = time.monotonic()
    folder = RunFolder(request.out)
    device = resolve_device(request.device)
    folder.prepare(resume=request.resume, force=request.force)
    with folder.locked(), FeatureCache() as cache:
        dataset = yield from read_dataset(request.authorized, request.unauthorized, request.config.split)
        yield Report(PHASE, 0, 1)
        backbone = load_backbone(request.backbone, device)
        _settle(folder, request, dataset, backbone)
        training, unusable = yield from _train(request, dataset, Source(backbone, cache))
    left_out = dataset.left_out | ({"unreadable": unusable} if unusable else {})
    best = training.protected.best.epoch
    return TrainOutcome(request.out, training.epoch, best, training.batch_size, left_out, time.monotonic() - started)


def _settle(folder: RunFolder, request: TrainRequest, dataset: Dataset, backbone: Backbone) -> None:
    """Write what a new run is about, or check that a run to be resumed is about the same."""
    fingerprint = dataset.fingerprint()
    if request.resume:
        known = folder.description()
        for what, before, now in (
            ("the data", known.get("fingerprint"), fingerprint),
            ("the backbone", known.get("backbone", {}).get("identity"), backbone.identity),
            ("the configuration", known.get("config"), request.config.to_json()),
        ):
            if before != now:
                raise RunChangedError(request.out, what)
        return
    folder.clear()
    folder.describe(
        {
            "program": __version__,
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "authorized": str(request.authorized.resolve()),
            "unauthorized": str(request.unauthorized.resolve()),
            "backbone": {"reference": _absolute(request.backbone), "identity": backbone.identity},
            "config": request.config.to_json(),
            "data": dataset.summary(),
            "fingerprint": fingerprint,
        }
    )


def _absolute(reference: str) -> str:
    """A local backbone is remembered by its absolute path, so that the run can be resumed from anywhere."""
    path = Path(reference)
    return str(path.resolve()) if path.exists() else reference


def _train(request: TrainRequest, dataset: Dataset, source: Source) -> Job[tuple[Training, int]]:
    backbone = source.backbone
    classifier = PromptedClassifier(backbone, dataset.class_names)
    zero_shot = zero_shot_weights(backbone, dataset.class_names)
    data = yield from collect_training_data(source, dataset, request.config.views, zero_shot)
    recipe = request.recipe or recipe_of(request.config.preset)
    task = Task(classifier, zero_shot, data.authorized, data.unauthorized, recipe, request.config)
    training = yield from _begin_or_restore(task, backbone, request.out, resume=request.resume)
    yield from training.run(_saver(request.out))
    yield from _finish(training, data, backbone, request)
    return training, data.unusable


def _begin_or_restore(task: Task, backbone: Backbone, run: Path, *, resume: bool) -> Job[Training]:
    warnings: list[str] = []
    checkpoint = read_checkpoint(run, warnings.append) if resume else None
    for sentence in warnings:
        yield Notice(PHASE, 0, 0, sentence)
    if checkpoint is not None:
        return restore(task, backbone, checkpoint)
    return (yield from begin(task, backbone))


def _saver(run: Path) -> Callable[[Training], None]:
    def save(training: Training) -> None:
        write_checkpoint(run, *snapshot(training))
        write_json(run / HISTORY, training.history)

    return save


def _finish(training: Training, data: TrainingData, backbone: Backbone, request: TrainRequest) -> Job[None]:
    """Calibrate the verdict on validation images and write the module of the best epochs."""
    validation_a, validation_u = (domain.validation.plain() for domain in (data.authorized, data.unauthorized))
    authorizer = yield from fit_authorizer(
        data.authorized.train.statistics, data.unauthorized.train.statistics, validation_a, validation_u
    )
    scores_a, scores_u = authorizer.scores(validation_a), authorizer.scores(validation_u)
    thresholds = calibrate(scores_a, scores_u, request.config.false_rejection)
    protected, unprotected = (
        _best_projector(learner, training.task.recipe, backbone)
        for learner in (training.protected, training.unprotected)
    )
    best = training.protected.best
    module = ProtectedModule(protected, unprotected, authorizer, thresholds, best, training.task.recipe)
    module.write(request.out / MODULE)


def _best_projector(learner: Learner, recipe: Recipe, backbone: Backbone) -> Projector:
    projector = new_projector(recipe, backbone)
    projector.load_state_dict(learner.best_state)
    return projector
