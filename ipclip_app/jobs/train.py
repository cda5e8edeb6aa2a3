"""Trains a protected module from two folders; resumable, and cancelled by being closed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from ipclip_app.audit.authorizer_fit import fit_authorizer
from ipclip_app.audit.verdict import authorization_scores, calibrate
from ipclip_app.errors import OutputExistsError, RunError
from ipclip_app.jobs.dataset import read_dataset
from ipclip_app.jobs.harsh_trigger import warn_of_harsh_trigger
from ipclip_app.jobs.module_file import ProtectedModule
from ipclip_app.jobs.run_folder import HISTORY, MODULE, RunFolder
from ipclip_app.jobs.scene import prepare_scene
from ipclip_app.jobs.statistics import Source, TrainingData, collect_training_data
from ipclip_app.jobs.train_plan import KEY, PHASE, Plan, settle
from ipclip_app.jobs.train_request import TrainRequest, resume_request
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import enough_memory, resolve_device
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.projectors import Projector, kind_of, new_projector
from ipclip_app.model.zero_shot import zero_shot_weights
from ipclip_app.paths import real_path
from ipclip_app.progress import Job, Report
from ipclip_app.storage import write_json
from ipclip_app.training.checkpoint import Checkpoint, write_checkpoint
from ipclip_app.training.learner import Learner
from ipclip_app.training.moderation import moderated
from ipclip_app.training.start import begin, restore, snapshot
from ipclip_app.training.task import Task
from ipclip_app.training.trainer import Training, never

__all__ = ["TrainOutcome", "TrainRequest", "resume_request", "train"]


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
        plan = Plan(request, dataset, Source(backbone, cache), PromptedClassifier(backbone, dataset.class_names))
        checkpoint = yield from settle(folder, plan)
        training, unusable = yield from _train(plan, checkpoint, wants_end)
    left_out = dataset.left_out | ({"unreadable": unusable} if unusable else {})
    best = training.protected.best.epoch
    return TrainOutcome(request.out, training.epoch, best, training.batch_size, left_out, time.monotonic() - started)


def _admit(folder: RunFolder, request: TrainRequest) -> None:
    """Check that the run can be written without touching anything else of the user's."""
    for source in request.sources:
        if real_path(request.out).is_relative_to(real_path(source)):
            raise RunError(request.out, f"lies inside the image folder {source}", "choose a folder outside of it")
    if request.resume:
        folder.description()
    else:
        folder.prepare()


def _train(plan: Plan, checkpoint: Checkpoint | None, wants_end: Callable[[], bool]) -> Job[tuple[Training, int]]:
    request, dataset, backbone = plan.request, plan.dataset, plan.source.backbone
    zero_shot = zero_shot_weights(backbone, dataset.class_names)
    scene = yield from prepare_scene(request.config, dataset, request.trigger, backbone.preprocessing)
    data = yield from collect_training_data(plan.source, dataset, scene, zero_shot)
    yield from warn_of_harsh_trigger(request.config, scene.views, data, zero_shot)
    task = Task(plan.classifier, zero_shot, data.authorized, data.unauthorized, request.used_recipe, request.config)
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
    protected, unprotected = (
        _best_projector(learner, backbone) for learner in (training.protected, training.unprotected)
    )
    protected = yield from moderated(training.task, protected.to(backbone.device))
    scores_a, scores_u = (
        authorization_scores(authorizer, protected, validation) for validation in (validation_a, validation_u)
    )
    thresholds = calibrate(scores_a, scores_u, request.config.false_rejection)
    best = training.protected.best
    RunFolder(request.out).forget_evaluation()  # it was that of another module
    module = ProtectedModule(protected, unprotected, authorizer, thresholds, best)
    module.write(request.out / MODULE)


def _best_projector(learner: Learner, backbone: Backbone) -> Projector:
    projector = new_projector(kind_of(learner.projector), backbone)
    projector.load_state_dict(learner.best_state)
    return projector
