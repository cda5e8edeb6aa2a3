"""Statistics with classes: labels follow the folders, or zero-shot CLIP where there are none."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from ipclip_app.config import SplitConfig, TrainConfig, ViewConfig
from ipclip_app.data.augment import NOTHING
from ipclip_app.data.images import content_digest
from ipclip_app.data.scenario_views import scenario_views
from ipclip_app.data.splits import Split
from ipclip_app.errors import FolderError, TooFewImagesError
from ipclip_app.jobs import statistics
from ipclip_app.jobs.dataset import Dataset, read_dataset
from ipclip_app.jobs.scene import Scene
from ipclip_app.jobs.statistics import Source, collect_training_data, labelled
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.zero_shot import zero_shot_weights
from ipclip_app.progress import run_to_end

SPLIT = SplitConfig(50, 25, 25)
SCENE = Scene(scenario_views(TrainConfig(views=ViewConfig(crops=1))), NOTHING)
Drain = Callable[..., Any]


@pytest.fixture
def dataset(photo: Path, sketch: Path) -> Dataset:
    return run_to_end(read_dataset(photo, sketch, SPLIT))


@pytest.fixture
def source(tiny_vit: Backbone) -> Iterator[Source]:
    with FeatureCache() as cache:
        yield Source(tiny_vit, cache)


@pytest.fixture
def zero_shot(tiny_vit: Backbone) -> torch.Tensor:
    return zero_shot_weights(tiny_vit, ("cat", "dog", "owl"))


def test_training_sees_all_views_and_validation_no_crops(dataset: Dataset, source: Source, zero_shot: torch.Tensor):
    data = run_to_end(collect_training_data(source, dataset, SCENE, zero_shot))
    for domain in (data.authorized, data.unauthorized):
        assert (len(domain.train), domain.train.views, len(domain.train.statistics)) == (12, 3, 36)
        assert (len(domain.validation), domain.validation.views) == (6, 2)
    assert data.unusable == 0


def test_labels_follow_the_folders(dataset: Dataset, source: Source, zero_shot: torch.Tensor):
    data = run_to_end(collect_training_data(source, dataset, SCENE, zero_shot))
    expected = [dataset.class_names.index(str(file.class_name)) for file in dataset.authorized.train]
    assert data.authorized.train.labels.tolist() == expected
    assert sorted(expected) == [0] * 4 + [1] * 4 + [2] * 4


def test_test_images_are_not_touched(
    dataset: Dataset, source: Source, zero_shot: torch.Tensor, monkeypatch: pytest.MonkeyPatch
):
    asked: set[str] = set()
    collect = statistics.collect_statistics

    def remembering(backbone: Backbone, files: Any, *rest: Any, **options: Any) -> Any:
        asked.update(file.digest for file in files)
        return collect(backbone, files, *rest, **options)

    monkeypatch.setattr(statistics, "collect_statistics", remembering)
    run_to_end(collect_training_data(source, dataset, SCENE, zero_shot))
    assert asked == dataset.seen()


def test_unlabelled_images_get_the_predictions_of_zero_shot_clip(
    photo: Path, sketch: Path, tmp_path: Path, source: Source, zero_shot: torch.Tensor
):
    flat = tmp_path / "flat"
    flat.mkdir()
    for index, path in enumerate(sorted(sketch.rglob("*.png"))):
        shutil.copy(path, flat / f"{index}.png")
    dataset = run_to_end(read_dataset(photo, flat, SPLIT))
    data = run_to_end(collect_training_data(source, dataset, SCENE, zero_shot))
    expected = (data.unauthorized.train.plain().feature @ zero_shot.T).argmax(dim=1)
    assert torch.equal(data.unauthorized.train.labels, expected)
    assert sorted(data.authorized.train.labels.tolist()) == [0] * 4 + [1] * 4 + [2] * 4


def test_unusable_images_are_counted_and_lose_their_label(
    dataset: Dataset, source: Source, zero_shot: torch.Tensor, drain: Drain
):
    lost = [dataset.authorized.train[3], dataset.authorized.validation[0], dataset.unauthorized.train[0]]
    for file in lost:
        file.path.unlink()
    collected = drain(collect_training_data(source, dataset, SCENE, zero_shot))
    assert collected.result.unusable == 3
    assert [any(str(file.path) in notice for notice in collected.notices) for file in lost] == [True] * 3
    left = [file for file in dataset.authorized.train if file not in lost]
    labels = [dataset.class_names.index(str(file.class_name)) for file in left]
    assert collected.result.authorized.train.labels.tolist() == labels


@pytest.mark.parametrize(("part", "kept", "needed"), [("train", 1, 2), ("validation", 0, 1)])
def test_part_without_enough_images_is_named(
    dataset: Dataset, source: Source, zero_shot: torch.Tensor, part: str, kept: int, needed: int
):
    for file in getattr(dataset.authorized, part)[kept:]:
        file.path.unlink()
    name = {"train": "training", "validation": "validation"}[part]
    sentence = rf"photo \(its {name} part\) has {kept} usable image\(s\), at least {needed} are needed"
    with pytest.raises(TooFewImagesError, match=sentence):
        run_to_end(collect_training_data(source, dataset, SCENE, zero_shot))


def test_vanished_folder_is_named(dataset: Dataset, source: Source, zero_shot: torch.Tensor, sketch: Path):
    shutil.rmtree(sketch)
    with pytest.raises(FolderError, match="sketch: there is no such folder"):
        run_to_end(collect_training_data(source, dataset, SCENE, zero_shot))


def test_plain_statistics_have_one_view_and_the_given_phase(dataset: Dataset, source: Source, drain: Drain):
    collected = drain(source.collect(dataset.authorized.test, phase="testing"))
    assert collected.result.views == ("plain",)
    assert len(collected.result) == 6
    assert {report.phase for report in collected.reports} == {"testing"}


def test_copies_of_an_image_keep_the_classes_of_their_folders(dataset: Dataset, source: Source, tmp_path: Path):
    first, other = dataset.authorized.train[0], dataset.authorized.train[-1]
    (tmp_path / "copy.png").write_bytes(first.path.read_bytes())
    copy = type(first)(tmp_path / "copy.png", other.class_name, content_digest(tmp_path / "copy.png"))
    files = Split((first, copy), (), ()).train
    table = run_to_end(source.collect(files))
    assert labelled(table, dataset.class_names, None).labels.tolist() == [0, 2]
