"""The benchmark trains innocent models of every kind and asks them as any suspect."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from ipclip_app.data.domains import scan_domain
from ipclip_app.data.images import read_image
from ipclip_app.errors import UsageError
from ipclip_app.jobs.bench_ownership import bench_ownership
from ipclip_app.jobs.innocent_suspects import KINDS, Kind, Materials, gather
from ipclip_app.jobs.ownership_trials import OwnershipBenchOptions
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import run_to_end


@pytest.fixture(autouse=True)
def short_training(monkeypatch: pytest.MonkeyPatch):
    """Heads and networks learn a little."""
    monkeypatch.setattr("ipclip_app.bench.innocents._STEPS", 20)
    monkeypatch.setattr("ipclip_app.bench.innocents._EPOCHS", 2)


@pytest.fixture
def root(tmp_path: Path, draw_domain: Callable[..., Path]) -> Path:
    """Two domains of 45 images."""
    for style in ("photo", "sketch"):
        draw_domain(tmp_path / "domains" / style, style, images=15)
    return tmp_path / "domains"


@pytest.fixture
def materials(root: Path, tiny_vit: Backbone) -> Materials:
    """What innocent models of photos learn from."""
    return run_to_end(gather(tiny_vit, run_to_end(scan_domain(root / "photo")).domain, 0))


def test_materials_keep_training_and_questions_apart(materials: Materials):
    assert materials.features.shape[:2] == materials.pictures.shape[:2] == (5, len(materials.labels))
    assert len(materials.labels) + len(materials.held_out) == 45
    assert len(materials.held_out) >= 18
    assert materials.features.norm(dim=-1).flatten().tolist() == pytest.approx(
        [1] * 5 * len(materials.labels), abs=1e-3
    )


@pytest.mark.parametrize("kind", KINDS)
def test_models_of_every_kind_answer_and_differ_by_seed(materials: Materials, kind: Kind):
    random = np.random.default_rng(0)
    colours = random.integers(0, 256, (60, 1, 1, 3)) + random.integers(-60, 60, (60, 32, 32, 3))
    images = [Image.fromarray(pixels) for pixels in colours.clip(0, 255).astype(np.uint8)]
    answers = [materials.suspect(kind, torch.Generator().manual_seed(seed)).answers(images) for seed in (0, 0, 1, 2, 3)]
    assert set(answers[0]) <= set(materials.class_names)
    assert answers[0] == answers[1]
    assert len({tuple(each) for each in answers}) > 1


def test_head_learns_its_images(materials: Materials):
    images = [read_image(file.path) for file in materials.held_out]
    said = materials.suspect("centroids", torch.Generator().manual_seed(0)).answers(images)
    right = [name == file.class_name for name, file in zip(said, materials.held_out, strict=True)]
    assert sum(right) > 0.6 * len(right)


def test_innocent_models_are_asked_with_new_and_with_one_trigger(root: Path, tiny_vit: Backbone):
    options = OwnershipBenchOptions(root, tiny_vit.name, models=6, queries=36, device="cpu")
    result = run_to_end(bench_ownership(options))
    document = result.to_json()
    assert result.passed
    assert (document["new_triggers"]["models"], document["fixed_trigger"]["models"]) == (6, 6)
    assert sum(document["kinds"].values()) == 6
    assert result.innocent["new_triggers"].tests != result.innocent["fixed_trigger"].tests
    assert document["protected"] == {}
    json.dumps(document, allow_nan=False)


@pytest.mark.parametrize("changes", [{"models": 0}, {"repeats": 0}, {"threads": 0}, {"seed": -1}])
def test_numbers_out_of_range_are_refused(changes: dict[str, Any]):
    with pytest.raises(UsageError):
        OwnershipBenchOptions(Path("x"), "demo", **changes)
