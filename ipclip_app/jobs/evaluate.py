"""Evaluates a finished run on its test images and on further domains."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from ipclip_app.audit.metrics import DomainAccuracy
from ipclip_app.audit.verdict import verdict_quality
from ipclip_app.config import WHOLE, Device
from ipclip_app.data.domains import restrict, scan_domain
from ipclip_app.data.folders import require_folder
from ipclip_app.errors import FolderError, OutputError, RunBusyError, RunChangedError, RunError, TooFewImagesError
from ipclip_app.jobs.dataset import Dataset, read_dataset
from ipclip_app.jobs.evaluation import DomainResult, Evaluation
from ipclip_app.jobs.feature_table import FeatureTable
from ipclip_app.jobs.module_file import ProtectedModule, read_module, require_module
from ipclip_app.jobs.peak_memory import peak_memory_mb
from ipclip_app.jobs.run_folder import MODULE, RESULTS, RunFolder
from ipclip_app.jobs.statistics import Source, collect_plain, labelled
from ipclip_app.jobs.train import TrainRequest, resume_request
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.backbone_loading import load_backbone
from ipclip_app.model.device import enough_memory, resolve_device
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.ip_clip import PromptedClassifier
from ipclip_app.model.ip_projector import Projector
from ipclip_app.model.zero_shot import zero_shot_weights
from ipclip_app.progress import Job, Notice, Report
from ipclip_app.storage import write_json
from ipclip_app.training.classification import classify_all

PHASE: Final = "evaluation"


@dataclass(frozen=True, eq=False)
class _Judge:
    """The three models that are compared, and the verdict."""

    backbone: Backbone
    classifier: PromptedClassifier
    zero_shot: Tensor
    module: ProtectedModule
    class_names: tuple[str, ...]

    def judge(self, table: FeatureTable, *, has_labels: bool) -> Job[tuple[DomainResult, Tensor]]:
        """Accuracies and authorization scores of the images of one domain."""
        data = labelled(table, self.class_names, None if has_labels else self.zero_shot)
        features = data.statistics.feature
        zero_shot = _accuracy(features @ self.zero_shot.cpu().T, data.labels)
        unprotected = yield from self._measure(self.module.unprotected, table, data.labels)
        protected = yield from self._measure(self.module.protected, table, data.labels)
        scores = self.module.authorizer.scores(data.statistics)
        flagged = [self.module.thresholds.verdict(score) == "unauthorized" for score in scores.tolist()]
        accuracy = DomainAccuracy(*((zero_shot, unprotected, protected) if has_labels else (None, None, None)))
        agreement = None if has_labels else protected
        return DomainResult(len(table), accuracy, agreement, sum(flagged) / len(flagged)), scores

    def _measure(self, projector: Projector, table: FeatureTable, labels: Tensor) -> Job[float]:
        logits = yield from classify_all(
            self.classifier, projector, table.statistics, lambda done: Report(PHASE, done, len(table))
        )
        return _accuracy(logits, labels)


def evaluate(
    run: Path,
    domains: Sequence[Path] = (),
    device: Device = "auto",
    authorized: Path | None = None,
    unauthorized: Path | None = None,
) -> Job[Evaluation]:
    """Read the test images of a run, once, and compare zero-shot, unprotected and protected model on them.

    Further domains are tested with all images of the run's classes that the run has not seen. The result is also
    written to the run's folder; where that cannot be done, a notice says so.

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
        evaluation = yield from _evaluate(request, domains, place)
    yield from _keep(evaluation, folder, description)
    return evaluation


def _evaluate(request: TrainRequest, domains: Sequence[Path], device: torch.device) -> Job[Evaluation]:
    started = time.monotonic()
    dataset = yield from read_dataset(request.authorized, request.unauthorized, request.config.split)
    yield Report("prepare", 0, 1)
    judge = _prepare(request, dataset, device)
    with FeatureCache() as cache:
        source = Source(judge.backbone, cache)
        authorized, scores_a = yield from _own_domain(source, judge, dataset, authorized=True)
        unauthorized, scores_u = yield from _own_domain(source, judge, dataset, authorized=False)
        other = yield from _other_domains(source, judge, dataset, domains)
    thresholds = judge.module.thresholds
    return Evaluation(
        run=str(request.out),
        scenario=request.config.scenario,
        preset=request.config.preset,
        backbone=request.backbone,
        class_names=dataset.class_names,
        authorized=authorized,
        unauthorized=unauthorized,
        other=other,
        verdict=verdict_quality(scores_a, scores_u, thresholds),
        thresholds=(thresholds.authorized, thresholds.unauthorized),
        best_epoch=judge.module.best.epoch,
        unauthorized_labels="folders" if dataset.labelled else "pseudo",
        left_out=dataset.left_out
        | _reasons(**{"unreadable in the test part": _lost(authorized) + _lost(unauthorized)}),
        seconds=time.monotonic() - started,
        peak_memory_mb=peak_memory_mb(),
    )


def _keep(evaluation: Evaluation, folder: RunFolder, description: Mapping[str, Any]) -> Job[None]:
    """Write the results into the folder, provided that it still holds the run that was evaluated."""
    try:
        with folder.locked():
            if folder.description() != description:
                raise RunError(folder.path, "was trained anew while it was evaluated", "evaluate it again")
            write_json(folder.path / RESULTS, evaluation.to_json())
    except (OutputError, RunBusyError) as error:
        yield Notice(PHASE, 0, 0, f"The results are not kept in the run's folder. {error}")


def _request(run: Path, domains: Sequence[Path], device: Device) -> TrainRequest:
    """What the run is about; whatever can be refused without reading images is refused here."""
    request = resume_request(run, device)
    require_module(run / MODULE)
    for folder in domains:
        require_folder(folder)
    return request


def _prepare(request: TrainRequest, dataset: Dataset, device: torch.device) -> _Judge:
    """Load the models and check that they and the data are those of the run."""
    description = RunFolder(request.out).description()
    if dataset.fingerprint() != description.get("fingerprint"):
        raise RunChangedError(request.out, "the data")
    backbone = load_backbone(request.backbone, device)
    if backbone.identity != description["backbone"].get("identity"):
        raise RunChangedError(request.out, "the backbone")
    module = read_module(request.out / MODULE, backbone)
    names = dataset.class_names
    return _Judge(backbone, PromptedClassifier(backbone, names), zero_shot_weights(backbone, names), module, names)


def _own_domain(
    source: Source, judge: _Judge, dataset: Dataset, *, authorized: bool
) -> Job[tuple[DomainResult, Tensor]]:
    split, root = (dataset.authorized, dataset.roots[0]) if authorized else (dataset.unauthorized, dataset.roots[1])
    table = yield from collect_plain(source, split.test, "statistics")
    if not len(table):
        raise TooFewImagesError(f"{root} (its test part)", 0, 1)
    result, scores = yield from judge.judge(table, has_labels=authorized or dataset.labelled)
    return replace(result, left_out=_reasons(unreadable=len(table.failures))), scores


def _other_domains(
    source: Source, judge: _Judge, dataset: Dataset, folders: Sequence[Path]
) -> Job[dict[str, DomainResult]]:
    results: dict[str, DomainResult] = {}
    for folder in folders:
        name = folder.resolve().name
        results[name if name not in results else str(folder)] = yield from _other_domain(source, judge, dataset, folder)
    return results


def _other_domain(source: Source, judge: _Judge, dataset: Dataset, folder: Path) -> Job[DomainResult]:
    scanned = yield from scan_domain(folder, needs_classes=True)
    for failure in scanned.failures:
        yield Notice(PHASE, 0, 0, str(failure))
    known = restrict(scanned.domain, dataset.class_names).files
    seen = dataset.seen()
    unseen = tuple(file for file in known if file.digest not in seen)
    table = yield from collect_plain(source, unseen, "statistics")
    if not len(table):
        raise FolderError(folder, "has no unseen image of the run's classes", "choose another folder")
    result, _ = yield from judge.judge(table, has_labels=True)
    left_out = _reasons(
        unreadable=len(scanned.failures) + len(table.failures),
        **{
            "class not in the run": len(scanned.domain.files) - len(known),
            "seen in training or validation": len(known) - len(unseen),
        },
    )
    return replace(result, left_out=left_out)


def _lost(result: DomainResult) -> int:
    return sum(result.left_out.values())


def _reasons(**counts: int) -> dict[str, int]:
    return {reason: count for reason, count in counts.items() if count}


def _accuracy(logits: Tensor, labels: Tensor) -> float:
    return float((logits.argmax(dim=1) == labels).double().mean()) * WHOLE
