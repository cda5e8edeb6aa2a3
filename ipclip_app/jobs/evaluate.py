"""Evaluates a finished run on its test images and on further domains."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import torch

from ipclip_app.audit.verdict import verdict_quality
from ipclip_app.config import Device
from ipclip_app.data.domains import restrict, scan_domain
from ipclip_app.data.folders import require_folder
from ipclip_app.errors import FolderError, OutputError, RunBusyError, RunChangedError, RunError, TooFewImagesError
from ipclip_app.jobs.dataset import NOT_DRAWN, Dataset, read_dataset
from ipclip_app.jobs.evaluation import DomainResult, Evaluation
from ipclip_app.jobs.judge import PHASE, Judge, Judged
from ipclip_app.jobs.module_file import read_module, require_module
from ipclip_app.jobs.peak_memory import peak_memory_mb
from ipclip_app.jobs.predictions import Prediction, write_predictions
from ipclip_app.jobs.run_folder import MODULE, PREDICTIONS, RESULTS, RunFolder
from ipclip_app.jobs.scene import Scene, prepare_scene
from ipclip_app.jobs.statistics import Source
from ipclip_app.jobs.train import TrainRequest, resume_request
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import enough_memory, resolve_device
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.zero_shot import zero_shot_weights
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.storage import write_json

AUTHORIZED: Final = "authorized"
UNAUTHORIZED: Final = "unauthorized"


def evaluate(
    run: Path,
    domains: Sequence[Path] = (),
    device: Device = "auto",
    authorized: Path | None = None,
    unauthorized: Path | None = None,
) -> Job[Evaluation]:
    """Read the test images of a run, once, and compare zero-shot, unprotected and protected model on them.

    Further domains are tested with all images of the run's classes that the run has not seen, or with those that a
    protocol draws for tests. The result is also written to the run's folder; where that cannot be done, a notice says
    so.

    Args:
        run: Folder of the run.
        domains: Folders of further domains, with class subfolders.
        device: Where to compute.
        authorized: Where the authorized images lie now, None where they lay in training.
        unauthorized: Where the unauthorized images lie now, likewise.

    Raises:
        IpclipError: The run is unfinished, damaged, or its data or backbone changed.
    """
    place, folder = resolve_device(device), RunFolder(run)
    with enough_memory("this evaluation", place):
        description = folder.description()
        request = _request(run, domains, device)
        request = replace(
            request,
            authorized=authorized or request.authorized,
            unauthorized=unauthorized or request.unauthorized,
        )
        evaluation, predictions = yield from _evaluate(request, domains, place)
    yield from _keep(evaluation, predictions, folder, description)
    return evaluation


def _evaluate(
    request: TrainRequest, domains: Sequence[Path], device: torch.device
) -> Job[tuple[Evaluation, tuple[Prediction, ...]]]:
    started = time.monotonic()
    dataset = yield from read_dataset(request.authorized, request.unauthorized, request.config.split)
    yield Report("prepare", 0, 1)
    judge = _prepare(request, dataset, device)
    scene = yield from prepare_scene(request.config, dataset, request.trigger, judge.backbone.preprocessing)
    with FeatureCache() as cache:
        bench = _Bench(Source(judge.backbone, cache, scene.materials), judge, dataset, scene)
        authorized = yield from bench.own_domain(AUTHORIZED)
        unauthorized = yield from bench.own_domain(UNAUTHORIZED)
        other = yield from bench.other_domains(domains)
    thresholds = judge.module.thresholds
    evaluation = Evaluation(
        run=str(request.out),
        scenario=request.config.scenario,
        preset=request.config.preset,
        backbone=request.backbone,
        class_names=dataset.class_names,
        authorized=authorized.result,
        unauthorized=unauthorized.result,
        other={name: judged.result for name, judged in other.items()},
        verdict=verdict_quality(authorized.scores, unauthorized.scores, thresholds),
        thresholds=(thresholds.authorized, thresholds.unauthorized),
        best_epoch=judge.module.best.epoch,
        unauthorized_labels="folders" if dataset.labelled else "pseudo",
        left_out=dataset.left_out
        | _reasons(**{"unreadable in the test part": _lost(authorized.result) + _lost(unauthorized.result)}),
        seconds=time.monotonic() - started,
        peak_memory_mb=peak_memory_mb(),
    )
    judged = (authorized, unauthorized, *other.values())
    return evaluation, tuple(prediction for domain in judged for prediction in domain.predictions)


def _keep(
    evaluation: Evaluation,
    predictions: Sequence[Prediction],
    folder: RunFolder,
    description: Mapping[str, Any],
) -> Job[None]:
    """Write results and predictions into the folder, provided that it still holds the run that was evaluated."""
    try:
        with folder.locked():
            if folder.description() != description:
                raise RunError(folder.path, "was trained anew while it was evaluated", "evaluate it again")
            write_json(folder.path / RESULTS, evaluation.to_json())
            write_predictions(folder.path / PREDICTIONS, evaluation.class_names, predictions)
    except (OutputError, RunBusyError) as error:
        yield Notice(PHASE, 0, 0, f"The results are not kept in the run's folder. {error}")


def _request(run: Path, domains: Sequence[Path], device: Device) -> TrainRequest:
    """What the run is about; whatever can be refused without reading images is refused here."""
    request = resume_request(run, device)
    require_module(run / MODULE)
    for folder in domains:
        require_folder(folder)
    return request


def _prepare(request: TrainRequest, dataset: Dataset, device: torch.device) -> Judge:
    """Load the models and check that they and the data are those of the run."""
    description = RunFolder(request.out).description()
    if dataset.fingerprint() != description.get("fingerprint"):
        raise RunChangedError(request.out, "the data")
    backbone = load_backbone(request.backbone, device)
    if backbone.identity != description["backbone"].get("identity"):
        raise RunChangedError(request.out, "the backbone")
    module = read_module(request.out / MODULE, backbone)
    names = dataset.class_names
    return Judge(backbone, PromptedClassifier(backbone, names), zero_shot_weights(backbone, names), module, names)


@dataclass(frozen=True, eq=False)
class _Bench:
    """Where the models are judged: on which images, and as what these are shown."""

    source: Source
    judge: Judge
    dataset: Dataset
    scene: Scene

    def own_domain(self, name: str) -> Job[Judged]:
        """The test images of one side of the run."""
        authorized, dataset, views = name == AUTHORIZED, self.dataset, self.scene.views
        split, side = (
            (dataset.authorized, views.authorized) if authorized else (dataset.unauthorized, views.unauthorized)
        )
        table = yield from self.source.collect(split.test, (side.test,))
        if not len(table):
            raise TooFewImagesError(f"{dataset.roots[0 if authorized else 1]} (its test part)", 0, 1)
        judged = yield from self.judge.judge(table, name, has_labels=authorized or dataset.labelled)
        return judged.without(_reasons(unreadable=len(table.failures)))

    def other_domains(self, folders: Sequence[Path]) -> Job[dict[str, Judged]]:
        """Further domains, each under every view that the scenario has for them."""
        judged: dict[str, Judged] = {}
        for name, folder in further_names(folders).items():
            judged |= yield from self._other_domain(folder, name)
        return judged

    def _other_domain(self, folder: Path, name: str) -> Job[dict[str, Judged]]:
        scanned = yield from scan_domain(folder, needs_classes=True)
        for failure in scanned.failures:
            yield Notice(PHASE, 0, 0, str(failure))
        known = restrict(scanned.domain, self.dataset.class_names).files
        chosen, seen = self.dataset.tested(scanned.domain), self.dataset.seen()
        unseen = tuple(file for file in chosen if file.digest not in seen)
        left_out = {
            "class not in the run": len(scanned.domain.files) - len(known),
            NOT_DRAWN: len(known) - len(chosen),
            "seen in training or validation": len(chosen) - len(unseen),
        }
        judged: dict[str, Judged] = {}
        for addition, view in self.scene.views.further.items():
            table = yield from self.source.collect(unseen, (view,))
            if not len(table):
                raise FolderError(folder, "has no unseen image of the run's classes", "choose another folder")
            result = yield from self.judge.judge(table, name + addition, has_labels=True)
            unreadable = len(scanned.failures) + len(table.failures)
            judged[name + addition] = result.without(_reasons(unreadable=unreadable, **left_out))
        return judged


def further_names(folders: Sequence[Path]) -> dict[str, Path]:
    """What further domains are called: their folders' own names, or the whole paths where these would not do."""
    named: dict[str, Path] = {}
    for folder in folders:
        name = folder.resolve().name
        named[str(folder) if name in (AUTHORIZED, UNAUTHORIZED, *named) else name] = folder
    return named


def _lost(result: DomainResult) -> int:
    return sum(result.left_out.values())


def _reasons(**counts: int) -> dict[str, int]:
    return {reason: count for reason, count in counts.items() if count}
