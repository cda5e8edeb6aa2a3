"""Makes a bundle of a finished run for one licensee."""

import base64
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from typing import Any, Final

import torch

from ipclip_app.bundle.manifest import Manifest, ManifestDraft
from ipclip_app.bundle.writer import BundleContent, write_bundle
from ipclip_app.errors import (
    ExportRecordsError,
    OutputError,
    OutputExistsError,
    RunChangedError,
    RunError,
    TooFewImagesError,
)
from ipclip_app.jobs.bundle_backbone import backbone_info
from ipclip_app.jobs.bundle_prompt import prompt_tensors
from ipclip_app.jobs.bundle_reference import reference_files, reference_tensors
from ipclip_app.jobs.bundle_words import moment
from ipclip_app.jobs.dataset import read_dataset
from ipclip_app.jobs.export_records import ExportRecord, list_exports, record_export
from ipclip_app.jobs.export_request import ExportRequest
from ipclip_app.jobs.model_card import CardFacts, license_text, model_card
from ipclip_app.jobs.module_file import require_module
from ipclip_app.jobs.protected_model import ProtectedModel, read_protected_model
from ipclip_app.jobs.run_folder import MODULE, RunFolder
from ipclip_app.jobs.run_reading import read_results
from ipclip_app.jobs.statistics import Source
from ipclip_app.jobs.train import TrainRequest, resume_request
from ipclip_app.model.device import enough_memory
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.projectors import kind_of
from ipclip_app.progress import Job, Notice, Report

PHASE: Final = "export"
_STEPS: Final = 3


@dataclass(frozen=True)
class ExportOutcome:
    """A bundle that was made.

    Attributes:
        path: The file.
        manifest: What its issuer signed.
        sha256: SHA-256 of the file, 64 hexadecimal digits.
    """

    path: Path
    manifest: Manifest
    sha256: str

    def to_json(self) -> dict[str, Any]:
        """The outcome as plain JSON values."""
        manifest = self.manifest
        return {
            "path": str(self.path),
            "sha256": self.sha256,
            "bundle_id": manifest.bundle_id,
            "licensee": manifest.licensee,
            "issuer": {"name": manifest.issuer_name, "fingerprint": manifest.issuer},
            "valid_from": moment(manifest.valid_from),
            "valid_until": moment(manifest.valid_until),
            "recipient": manifest.encryption.recipient if manifest.encryption else None,
            "backbone": {"name": manifest.backbone.name, "identity": manifest.backbone.identity},
        }


def export(request: ExportRequest) -> Job[ExportOutcome]:
    """Write the protected prompt of a run as a bundle and enter it into the owner's list of exports.

    The unprotected projector stays with the owner. Reference outputs are computed on the CPU in single precision.

    Raises:
        IpclipError: The run is unfinished, not evaluated, damaged or changed, or the bundle cannot be written.
    """
    with enough_memory("this export", torch.device("cpu")):
        if not request.force and os.path.lexists(request.out):
            raise OutputExistsError(request.out)
        if request.recorded:
            list_exports()  # one that is damaged is better known before
        run = _read_run(request)
        yield Report(PHASE, 0, _STEPS)
        model = read_protected_model(request.run)
        yield Report(PHASE, 1, _STEPS)
        content = yield from _content(request, run, model)
        yield Report(PHASE, 2, _STEPS)
        manifest = write_bundle(request.out, content, request.signing, request.recipient, force=request.force)
        outcome = ExportOutcome(request.out, manifest, hashlib.sha256(request.out.read_bytes()).hexdigest())
        if request.recorded:
            yield from _keep(_record(request, outcome))
        yield Report(PHASE, _STEPS, _STEPS)
    return outcome


def _keep(record: ExportRecord) -> Job[None]:
    try:
        record_export(record)
    except (ExportRecordsError, OutputError) as error:
        yield Notice(PHASE, 0, 0, f"The bundle is written, but the list of exports does not know of it. {error}")


@dataclass(frozen=True)
class _Run:
    """What the folder of a finished and evaluated run tells."""

    request: TrainRequest
    fingerprint: str
    results: Mapping[str, Any]


def _read_run(request: ExportRequest) -> _Run:
    """Refuse what can be refused without reading an image."""
    description = RunFolder(request.run).description()
    require_module(request.run / MODULE)
    results = read_results(request.run)
    if results is None:
        remedy = f"run `ipclip evaluate {quote(str(request.run))}`"
        raise RunError(request.run, "is not evaluated yet, and a bundle tells how good it is", remedy)
    return _Run(resume_request(request.run, "cpu"), str(description.get("fingerprint")), _without_folders(results))


def _without_folders(results: Mapping[str, Any]) -> Mapping[str, Any]:
    """The results with further domains under their folders' own names: a licensee need not know where they lie."""
    other: dict[str, Any] = {}
    for path, domain in results["domains"]["other"].items():
        name = number = Path(path).name
        while number in other:
            number = f"{name} {len(other)}"
        other[number] = domain
    return {**results, "domains": {**results["domains"], "other": other}}


def _content(request: ExportRequest, run: _Run, model: ProtectedModel) -> Job[BundleContent]:
    trained = run.request
    dataset = yield from read_dataset(
        request.authorized or trained.authorized, request.unauthorized or trained.unauthorized, trained.config.split
    )
    if dataset.fingerprint() != run.fingerprint:
        raise RunChangedError(request.run, "the data")
    with FeatureCache() as cache:
        table = yield from Source(model.backbone, cache).collect(reference_files(dataset))
    if not len(table):
        raise TooFewImagesError(f"{request.run} (its validation images)", 0, 1)
    draft = _draft(request, run, model)
    return BundleContent(
        manifest=draft,
        prompt=prompt_tensors(model),
        reference=reference_tensors(model, table.plain()),
        model_card=model_card(_card(request, draft, run.results)),
        license=request.license_text
        or license_text(draft.issuer_name, draft.licensee, draft.scope, moment(draft.valid_until)),
    )


def _draft(request: ExportRequest, run: _Run, model: ProtectedModel) -> ManifestDraft:
    now, config = datetime.now(UTC).replace(microsecond=0), run.request.config
    return ManifestDraft(
        issuer_name=request.issuer_name,
        licensee=request.licensee,
        scope=request.scope,
        scenario=config.scenario,
        preset=config.preset,
        projector=kind_of(model.protected),
        created=now,
        valid_from=_whole(request.valid_from) or now,
        valid_until=_whole(request.valid_until),
        backbone=backbone_info(model.backbone),
        class_names=model.class_names,
        thresholds={"authorized": model.thresholds.authorized, "unauthorized": model.thresholds.unauthorized},
        false_rejection=config.false_rejection,
        metrics=dict(_figures(run.results)),
    )


def _whole(time: datetime | None) -> datetime | None:
    return None if time is None else time.astimezone(UTC).replace(microsecond=0)


def _figures(results: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """The results by name as far as they are defined."""
    domains = results["domains"]
    named = {name: domains[name] for name in ("authorized", "unauthorized")}
    named |= {f"other.{name}": domain for name, domain in domains["other"].items()}
    groups = {**named, "metrics": results["metrics"], "verdict": results["verdict"]}
    for group, figures in groups.items():
        for name, value in figures.items():
            if isinstance(value, int | float):
                yield f"{group}.{name}", float(value)


def _card(request: ExportRequest, draft: ManifestDraft, results: Mapping[str, Any]) -> CardFacts:
    return CardFacts(
        file=request.out.name,
        issuer_name=draft.issuer_name,
        fingerprint=request.signing.public.fingerprint,
        licensee=draft.licensee,
        scope=draft.scope,
        valid_from=str(moment(draft.valid_from)),
        valid_until=moment(draft.valid_until),
        encrypted=request.recipient is not None,
        backbone=draft.backbone.name,
        identity=draft.backbone.identity,
        class_names=draft.class_names,
        levels=(draft.thresholds["authorized"], draft.thresholds["unauthorized"]),
        false_rejection=draft.false_rejection,
        results=results,
    )


def _record(request: ExportRequest, outcome: ExportOutcome) -> ExportRecord:
    manifest, recipient = outcome.manifest, request.recipient
    return ExportRecord(
        bundle_id=manifest.bundle_id,
        licensee=manifest.licensee,
        scope=manifest.scope,
        issuer_name=manifest.issuer_name,
        issuer=manifest.issuer,
        created=str(moment(manifest.created)),
        valid_until=moment(manifest.valid_until),
        path=request.out.absolute(),
        run=request.run.absolute(),
        sha256=outcome.sha256,
        recipient=recipient.fingerprint if recipient else None,
        recipient_key=base64.b64encode(recipient.raw).decode() if recipient else None,
        license_text=request.license_text,
    )
