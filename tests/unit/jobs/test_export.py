import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ipclip_app.bundle.reader import read_bundle
from ipclip_app.crypto.keys import ReceivingKey
from ipclip_app.errors import ExportRecordsError, OutputExistsError, RunChangedError, RunError
from ipclip_app.jobs.bundle_backbone import public_name
from ipclip_app.jobs.export import export
from ipclip_app.jobs.export_records import list_exports, records_file
from ipclip_app.jobs.export_request import ExportRequest, renew_request
from ipclip_app.model.tensor_file import read_tensors
from ipclip_app.progress import run_to_end

LATER = datetime(2100, 12, 31, 23, 59, 59, 999, tzinfo=UTC)


@pytest.fixture
def copied_run(tmp_path: Path, evaluated_run: Path) -> Path:
    """A copy of the run that a test may change."""
    return shutil.copytree(evaluated_run, tmp_path / "copy")


def test_bundle_tells_what_the_owner_decided_and_what_the_run_found(bundle_request: ExportRequest, evaluated_run: Path):
    outcome = run_to_end(export(replace(bundle_request, scope="to try it", valid_until=LATER)))
    read = read_bundle(outcome.path, issuer=bundle_request.signing.public)
    results = json.loads((evaluated_run / "results.json").read_text())
    manifest = read.manifest
    assert manifest == outcome.manifest
    assert (manifest.licensee, manifest.issuer_name, manifest.scope) == ("Acme", "Owner", "to try it")
    assert manifest.valid_until == LATER.replace(microsecond=0)
    assert (manifest.scenario, manifest.preset, manifest.projector) == ("target-specified", "default", "gated")
    assert manifest.class_names == ("cat", "dog", "owl")
    assert manifest.false_rejection == 0.05
    assert manifest.metrics["verdict.auroc"] == results["verdict"]["auroc"]
    assert manifest.metrics["unauthorized.protected"] == results["domains"]["unauthorized"]["protected"]
    assert manifest.thresholds == {
        "authorized": results["verdict"]["t_a"],
        "unauthorized": results["verdict"]["t_u"],
    }
    assert read.readme.startswith("# Protected prompt for Acme\n")
    assert "Acme may use this bundle as follows: to try it" in read.license


def test_owner_may_give_a_license_of_his_own(bundle_request: ExportRequest):
    outcome = run_to_end(export(replace(bundle_request, license_text="Mine.\n")))
    assert read_bundle(outcome.path).license == "Mine.\n"


def test_nothing_of_the_owners_machine_is_in_a_bundle(bundle: Path, evaluated_run: Path, tiny_vit: Any):
    content = bundle.read_bytes()
    for path in (evaluated_run, evaluated_run.parent, Path(tiny_vit.name).parent, bundle.parent):
        assert str(path).encode() not in content
    assert read_bundle(bundle).manifest.backbone.name == Path(tiny_vit.name).name


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("demo", "demo"),
        ("ViT-B-16/openai", "ViT-B-16/openai"),
        ("/a/b/clip", "clip"),
        ("ViT-B-16=/a/b.pt", "ViT-B-16=b.pt"),
    ],
)
def test_backbone_is_named_without_the_owners_folders(reference: str, name: str):
    assert public_name(reference) == name


def test_unprotected_projector_is_not_in_a_bundle(bundle: Path, evaluated_run: Path):
    tensors, _ = read_tensors(evaluated_run / "module.safetensors")
    content = bundle.read_bytes()
    shared = {value.numpy().tobytes() for name, value in tensors.items() if name.startswith("protected.")}
    unprotected = [value for name, value in tensors.items() if name.startswith("unprotected.")]
    secret = [data for data in (value.numpy().tobytes() for value in unprotected) if data not in shared]
    assert secret
    assert not any(data in content for data in secret)


def test_export_is_recorded(bundle_request: ExportRequest):
    recipient = ReceivingKey.generate().public
    outcome = run_to_end(export(replace(bundle_request, recipient=recipient, valid_until=LATER)))
    (record,) = list_exports()
    assert (record.bundle_id, record.licensee) == (outcome.manifest.bundle_id, "Acme")
    assert record.sha256 == hashlib.sha256(bundle_request.out.read_bytes()).hexdigest() == outcome.sha256
    assert (record.recipient, record.valid_until) == (recipient.fingerprint, "2100-12-31T23:59:59Z")
    assert (record.path, record.run) == (bundle_request.out, bundle_request.run)


def test_recorded_export_can_be_renewed(bundle_request: ExportRequest):
    first = run_to_end(export(replace(bundle_request, recipient=ReceivingKey.generate().public)))
    second = run_to_end(export(renew_request(list_exports()[0], LATER, bundle_request.signing)))
    assert second.path != first.path
    assert second.manifest.bundle_id != first.manifest.bundle_id
    assert second.manifest.encryption == first.manifest.encryption
    assert len(list_exports()) == 2


def test_export_for_a_demonstration_is_not_recorded(bundle_request: ExportRequest):
    run_to_end(export(replace(bundle_request, recorded=False)))
    assert list_exports() == ()


def test_damaged_list_of_exports_is_told_before_anything_is_written(bundle_request: ExportRequest):
    records_file().parent.mkdir(parents=True)
    records_file().write_text("{")
    with pytest.raises(ExportRecordsError):
        run_to_end(export(bundle_request))
    assert not bundle_request.out.exists()


def test_bundle_that_cannot_be_recorded_is_told_about(
    bundle_request: ExportRequest, drain: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
):
    def fail(_: object):
        raise ExportRecordsError(records_file(), "is full", "empty it")

    monkeypatch.setattr("ipclip_app.jobs.export.record_export", fail)
    ran = drain(export(bundle_request))
    assert bundle_request.out.exists()
    assert any("does not know of it" in notice for notice in ran.notices)


def test_existing_file_is_replaced_only_by_force(bundle_request: ExportRequest):
    bundle_request.out.write_text("mine")
    with pytest.raises(OutputExistsError, match="--force"):
        run_to_end(export(bundle_request))
    assert bundle_request.out.read_text() == "mine"
    run_to_end(export(replace(bundle_request, force=True)))
    assert read_bundle(bundle_request.out).manifest.licensee == "Acme"


@pytest.mark.parametrize(
    ("missing", "reason"),
    [("module.safetensors", "no finished module"), ("results.json", "not evaluated"), ("run.json", "not the folder")],
)
def test_run_that_is_not_finished_and_evaluated_cannot_be_exported(
    bundle_request: ExportRequest, copied_run: Path, missing: str, reason: str
):
    (copied_run / missing).unlink()
    with pytest.raises(RunError, match=reason):
        run_to_end(export(replace(bundle_request, run=copied_run)))
    assert not bundle_request.out.exists()


def test_damaged_results_are_told(bundle_request: ExportRequest, copied_run: Path):
    (copied_run / "results.json").write_text("{}")
    with pytest.raises(RunError, match=r"results\.json: is damaged"):
        run_to_end(export(replace(bundle_request, run=copied_run)))


def test_other_images_than_those_of_the_run_are_refused(
    bundle_request: ExportRequest, draw_domain: Callable[..., Path], tmp_path: Path
):
    other = draw_domain(tmp_path / "other", "other")
    with pytest.raises(RunChangedError, match="the data"):
        run_to_end(export(replace(bundle_request, authorized=other)))


def test_images_may_have_moved(bundle_request: ExportRequest, copied_run: Path, evaluated_run: Path, tmp_path: Path):
    moved = shutil.copytree(evaluated_run.parent / "photo", tmp_path / "moved")
    description = json.loads((copied_run / "run.json").read_text())
    (copied_run / "run.json").write_text(json.dumps(description | {"authorized": str(tmp_path / "gone")}))
    run_to_end(export(replace(bundle_request, run=copied_run, authorized=moved)))
    assert bundle_request.out.exists()


def test_further_domains_are_named_without_their_folders(bundle_request: ExportRequest, copied_run: Path):
    results = json.loads((copied_run / "results.json").read_text())
    domain = results["domains"]["unauthorized"]
    results["domains"]["other"] = {"/secret/a/cartoon": domain, "cartoon": domain}
    (copied_run / "results.json").write_text(json.dumps(results))
    run_to_end(export(replace(bundle_request, run=copied_run)))
    assert b"/secret" not in bundle_request.out.read_bytes()
    metrics = read_bundle(bundle_request.out).manifest.metrics
    assert {name.rpartition(".")[0] for name in metrics} >= {"other.cartoon", "other.cartoon 1"}


def test_closing_an_export_leaves_nothing(bundle_request: ExportRequest):
    job = export(bundle_request)
    for _ in range(4):
        next(job)
    job.close()
    assert list(bundle_request.out.parent.glob("*acme*")) == []
    assert list_exports() == ()
