from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from ipclip_app.jobs.bundle_reference import (
    EXACT_TOLERANCE,
    compare,
    has_equal_rows,
    reference_files,
    reference_shapes,
    reference_tensors,
)
from ipclip_app.jobs.protected_model import ProtectedModel, read_protected_model
from ipclip_app.model.statistics import ImageStatistics


@pytest.fixture
def model(evaluated_run: Path) -> ProtectedModel:
    return read_protected_model(evaluated_run)


@pytest.fixture
def stored(model: ProtectedModel) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    style = sum(model.backbone.block_widths)
    feature, mean, deviation = (
        torch.rand(5, width, generator=generator) + 0.1 for width in (model.backbone.embed_dim, style, style)
    )
    rows = ImageStatistics(torch.nn.functional.normalize(feature, dim=1), mean, deviation)
    return reference_tensors(model, rows)


def dataset(authorized: int, unauthorized: int, shared: bool = False) -> Any:
    names = ("a", "a" if shared else "u")
    parts = (
        SimpleNamespace(validation=tuple(f"{name}{index}" for index in range(count)))
        for name, count in zip(names, (authorized, unauthorized), strict=True)
    )
    return SimpleNamespace(**dict(zip(("authorized", "unauthorized"), parts, strict=True)))


@pytest.mark.parametrize(
    ("counts", "chosen"), [((8, 40), "a0 a2 a4 a6 u0 u10 u20 u30"), ((2, 4), "a0 a1 u0 u1 u2 u3"), ((0, 1), "u0")]
)
def test_few_images_of_either_domain_are_spread_evenly(counts: tuple[int, int], chosen: str):
    assert reference_files(dataset(*counts)) == tuple(chosen.split())


def test_a_domain_on_both_sides_gives_each_image_once():
    assert reference_files(dataset(8, 8, shared=True)) == ("a0", "a2", "a4", "a6")


def test_tensors_have_the_expected_shapes(model: ProtectedModel, stored: dict[str, torch.Tensor]):
    expected = reference_shapes(model.backbone, len(model.class_names))
    assert {name: tuple(5 if size is None else size for size in shape) for name, shape in expected.items()} == {
        name: tuple(value.shape) for name, value in stored.items()
    }


def test_rows_that_are_missing_are_noticed(stored: dict[str, torch.Tensor]):
    assert has_equal_rows(stored)
    assert not has_equal_rows(stored | {"scores": stored["scores"][1:]})


def test_same_model_is_acceptable(model: ProtectedModel, stored: dict[str, torch.Tensor]):
    deviation = compare(model, stored)
    assert deviation.acceptable
    assert deviation.difference < 1e-6


@pytest.mark.parametrize("name", ["protected_logits", "zero_shot_logits"])
def test_differences_of_logits_count_as_differences_of_cosines(
    model: ProtectedModel, stored: dict[str, torch.Tensor], name: str
):
    deviation = compare(model, stored | {name: stored[name] + 2 * EXACT_TOLERANCE * model.classifier.scale})
    assert deviation.difference == pytest.approx(2 * EXACT_TOLERANCE, rel=0.01)
    assert not deviation.acceptable


def test_differences_of_scores_count_relative_to_their_size(model: ProtectedModel, stored: dict[str, torch.Tensor]):
    scores = stored["scores"] * 0 + 100.0
    deviation = compare(model, stored | {"scores": scores})
    assert deviation.difference == pytest.approx(float((scores - stored["scores"]).abs().max()) / 100, rel=1e-4)


def test_another_verdict_is_never_acceptable(model: ProtectedModel, stored: dict[str, torch.Tensor]):
    level = float(stored["scores"][0])
    moved = replace(model, thresholds=replace(model.thresholds, authorized=level, unauthorized=level))
    scores = stored["scores"].clone()
    scores[0] -= 1e-5
    deviation = compare(moved, stored | {"scores": scores})
    assert deviation.difference < EXACT_TOLERANCE
    assert (deviation.verdicts, deviation.acceptable) == (1, False)


def test_outputs_that_are_no_numbers_are_an_endless_difference(model: ProtectedModel, stored: dict[str, torch.Tensor]):
    deviation = compare(model, stored | {"feature": stored["feature"] * torch.nan})
    assert deviation.difference == torch.inf
