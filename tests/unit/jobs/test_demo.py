"""The demo protects the shipped sample project with the shipped backbone, with nothing from outside."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ipclip_app.bundle.reader import read_bundle
from ipclip_app.crypto.key_files import read_verifying_key
from ipclip_app.errors import OutputExistsError
from ipclip_app.jobs import demo as module
from ipclip_app.jobs import sample as project
from ipclip_app.jobs.demo import demo
from ipclip_app.jobs.export_records import list_exports
from ipclip_app.jobs.sample import AUTHORIZED, BUNDLE, ISSUER, OTHER, UNAUTHORIZED
from ipclip_app.progress import run_to_end
from ipclip_app.resources import resource_path

CLASSES = ("cat", "house")


@pytest.fixture
def small_sample(tmp_path: Path, draw_domain: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sample project of two classes and an hour less."""
    for style in (AUTHORIZED, UNAUTHORIZED, OTHER):
        draw_domain(tmp_path / "sample" / style, style, CLASSES, 5)
    monkeypatch.setattr(project, "resource_path", lambda name: tmp_path / name)
    monkeypatch.setattr(project, "EPOCHS", 1)
    return tmp_path / "sample"


def test_demo_trains_and_evaluates_three_domains(
    small_sample: Path, run_folder: Path, drain: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
):
    clock = iter([100.0, 160.0])
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    ran = drain(demo(run_folder, device="cpu"))
    document = ran.result.to_json()
    assert document["backbone"] == "demo"
    assert document["classes"] == list(CLASSES)
    assert {name: domain["images"] for name, domain in document["domains"]["other"].items()} == {OTHER: 10}
    stored = json.loads((run_folder / "results.json").read_text())
    assert stored | {"seconds": 60.0} == document  # the whole demo; what is stored is of the evaluation alone
    assert {report.phase for report in ran.reports} >= {
        "statistics",
        "base prompt",
        "training",
        "verdict",
        "evaluation",
    }


def test_demo_overwrites_nothing_without_force(small_sample: Path, run_folder: Path):
    run_to_end(demo(run_folder, device="cpu"))
    before = (run_folder / "module.safetensors").read_bytes()
    with pytest.raises(OutputExistsError, match="--force"):
        run_to_end(demo(run_folder, seed=1, device="cpu"))
    assert (run_folder / "module.safetensors").read_bytes() == before
    run_to_end(demo(run_folder, seed=1, device="cpu", force=True))
    assert (run_folder / "module.safetensors").read_bytes() != before


def test_demo_leaves_a_bundle_and_the_public_key_of_its_issuer(small_sample: Path, run_folder: Path):
    run_to_end(demo(run_folder, device="cpu"))
    issuer = read_verifying_key(run_folder / ISSUER)
    first = read_bundle(run_folder / BUNDLE, issuer=issuer).manifest
    assert list_exports() == ()
    run_to_end(demo(run_folder, device="cpu", force=True))
    again = read_verifying_key(run_folder / ISSUER)
    assert again != issuer
    assert read_bundle(run_folder / BUNDLE, issuer=again).manifest.bundle_id != first.bundle_id


def test_shipped_sample_has_the_same_classes_in_every_style():
    sample = resource_path("sample")
    classes = [
        {folder.name: len(list(folder.iterdir())) for folder in (sample / style).iterdir() if folder.is_dir()}
        for style in (AUTHORIZED, UNAUTHORIZED, OTHER)
    ]
    assert classes[0] == classes[1] == classes[2]
    assert len(classes[0]) >= 2
    assert min(classes[0].values()) >= 5
