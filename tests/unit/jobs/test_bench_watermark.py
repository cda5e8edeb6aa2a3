"""The benchmark of watermarks, on a tiny model with hardly any trial."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ipclip_app.errors import UsageError
from ipclip_app.jobs import bench_watermark
from ipclip_app.jobs.bench_watermark import WatermarkBenchOptions
from ipclip_app.jobs.watermark_draw import drawn, lab_material, other_images
from ipclip_app.jobs.watermark_trials import Detection, Judged, auroc
from ipclip_app.jobs.watermark_world import World
from ipclip_app.model.backbone import Backbone
from ipclip_app.progress import run_to_end
from ipclip_app.watermark.attacks.lab import run_lab
from ipclip_app.watermark.attacks.rotation import Rotation
from ipclip_app.watermark.attacks.rounding import Untouched
from ipclip_app.watermark.rows import unit_rows

METHODS = ["rotation", "closed-form", "learned"]


@pytest.fixture(scope="module")
def document(
    tmp_path_factory: pytest.TempPathFactory, draw_domain: Callable[..., Path], tiny_vit: Backbone
) -> dict[str, Any]:
    """All figures of 2 seeds among 3 licensees, as JSON gives them back."""
    place = tmp_path_factory.mktemp("bench")
    for style in ("photo", "sketch"):
        draw_domain(place / "images" / style, style)
    few = {"seeds": 2, "licensees": 3, "learned": 1, "trials": 1, "queries": 160, "pairs": 80, "steps": 20}
    options = WatermarkBenchOptions(place / "images", tiny_vit.name, tiny_vit.name, **few, device="cpu")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("IPCLIP_DATA_DIR", "IPCLIP_CACHE_DIR"):
            patch.setenv(variable, str(place / "own"))
        patch.setattr(bench_watermark, "run_lab", partial(run_lab, attacks=(Untouched(), Rotation())))
        result = run_to_end(bench_watermark.bench_watermark(options))
    return json.loads(json.dumps(result.to_json(), allow_nan=False))


def test_exact_mode_costs_nothing_and_conditions_are_known(document: dict[str, Any]):
    exact, closed, learned = document["utility"]
    assert [cost["method"] for cost in document["utility"]] == METHODS
    assert exact["largest_change"] == {"zero_shot": 0, "image_to_text": 0, "text_to_image": 0}
    assert exact["condition"]["largest"] == pytest.approx(1, abs=1e-5)
    assert closed["condition"]["largest"] <= 4.001
    assert learned["condition"]["smallest"] > 1
    assert closed["users"] == 3


def test_thieves_are_accused_and_the_innocent_are_not(document: dict[str, Any]):
    found = {(each["method"], each["users"], each["kind"]): each for each in document["detection"]}
    kinds = {kind for _, _, kind in found}
    assert {"theft", "same model, unmarked", "same model, another owner's mark", "another model"} <= kinds
    for (method, users, kind), each in found.items():
        guilty = kind == "theft"
        assert each["accused"] == guilty
        assert each["named"] == guilty
        assert each["suspects"] == (1 if method == "learned" or users > 1 else 2)
        assert each["distribution"]["auroc"] == (None if guilty else 1)


def test_attacks_are_tried_in_both_modes(document: dict[str, Any]):
    exact, trigger = document["attacks"]
    assert (exact["mode"], trigger["mode"], trigger["lineups"]) == ("exact", "trigger", 3)
    assert [each["attack"] for each in trigger["attacks"]] == ["none", "rotation"]
    assert exact["attacks"][1]["won"]


def test_students_of_every_kind_are_judged(document: dict[str, Any]):
    names = [each["student"] for each in document["students"]]
    assert names[0] == "head on the same model"
    assert names[-1] == "network on pixels, from scratch"
    assert len(names) == 4
    assert document["students"][0]["learned_from"] > 48


@pytest.fixture
def world() -> World:
    random = np.random.default_rng(0)
    rows = [unit_rows(random.normal(size=(count, 16))) for count in (60, 24, 50, 50, 9)]
    return World(rows[0], np.arange(60) % 2, rows[1], np.arange(24) % 2, *rows[2:])


def test_questions_are_as_many_as_asked_and_apart_from_what_the_thief_has(world: World):
    draw = drawn(world, "closed-form", 2, 0, 116)
    pairs = len(draw.pairs)
    questions = draw.questions(world)
    assert len(questions) == 116
    assert np.array_equal(questions[:pairs], world.pictures[draw.pairs])
    parts = other_images(world, draw.images, 0)
    everything = np.concatenate([draw.images, parts.gathered, parts.tested])
    assert sorted(everything.tolist()) == list(range(60))
    material = lab_material(world, draw, 0)
    assert len(material.gathered) == len(parts.gathered) + 24 + 9
    assert len(material.tested.images) == len(parts.tested)


def test_secrets_differ_by_seed_and_are_the_same_again(world: World):
    matrices = [drawn(world, "closed-form", 1, seed).secret.matrices for seed in (0, 0, 1)]
    assert np.array_equal(matrices[0], matrices[1])
    assert not np.allclose(matrices[0], matrices[2])


@pytest.mark.parametrize(
    ("guilty", "innocent", "expected"), [([3, 4], [1, 2], 1), ([1, 2], [3], 0), ([1], [1], 0.5), ([], [1], None)]
)
def test_auroc_counts_pairs_in_the_right_order(guilty: list[float], innocent: list[float], expected: float | None):
    assert auroc(guilty, innocent) == expected


def test_detection_counts_accusations_and_small_p_values():
    calm, hit = Judged(False, False, 0.5, 1.0, 0.2, None), Judged(True, True, 0.001, 9.0, 0.04, 2.0)
    figures = Detection("closed-form", 1, "theft", (calm, hit)).to_json()
    assert (figures["accused"], figures["named"]) == (0.5, 0.5)
    assert figures["distribution"] == {
        "median_p": 0.2505, "smallest_p": 0.001, "largest_p": 0.5, "share_below_0.05": 0.5, "median_effect": 5.0,
        "auroc": None,
    }  # fmt: skip
    assert figures["trigger"]["median_effect"] == 2.0


@pytest.mark.parametrize(
    "changes",
    [{"seeds": 0}, {"licensees": 0}, {"learned": 0}, {"trials": 0}, {"pairs": 1}, {"steps": -1}, {"threads": 0}],
)
def test_numbers_out_of_range_are_refused(changes: dict[str, Any]):
    with pytest.raises(UsageError):
        WatermarkBenchOptions(Path("x"), "demo", **changes)
