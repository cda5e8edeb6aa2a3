"""Statistics of a run's images with their classes or pseudo-labels."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from ipclip_app.data.augment import NOTHING, PLAIN, Materials
from ipclip_app.data.domains import ImageFile
from ipclip_app.data.folders import require_folder
from ipclip_app.data.scenario_views import SideViews
from ipclip_app.data.splits import Split
from ipclip_app.errors import TooFewImagesError
from ipclip_app.jobs.dataset import Dataset, class_indices
from ipclip_app.jobs.feature_table import FeatureTable
from ipclip_app.jobs.features import collect_statistics
from ipclip_app.jobs.scene import Scene
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.model.zero_shot import zero_shot_classes
from ipclip_app.progress import Job
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.task import DomainData

MINIMUM_TRAIN: Final = 2
MINIMUM_VALIDATION: Final = 1


@dataclass(frozen=True, eq=False)
class Source:
    """Where statistics come from: a backbone, the cache of what it has seen, and what views are drawn with."""

    backbone: Backbone
    cache: FeatureCache | None
    materials: Materials = NOTHING

    def drawing(self, materials: Materials) -> "Source":
        """The same, for views that need `materials`."""
        return replace(self, materials=materials)

    def collect(
        self, files: tuple[ImageFile, ...], views: tuple[str, ...] = (PLAIN,), phase: str = "statistics"
    ) -> Job[FeatureTable]:
        """Statistics of images under views, as they are if none are named."""
        return (
            yield from collect_statistics(
                self.backbone, files, views, self.cache, materials=self.materials, phase=phase
            )
        )


@dataclass(frozen=True, eq=False)
class TrainingData:
    """Both domains, ready for training, and how many of their images turned out unusable."""

    authorized: DomainData
    unauthorized: DomainData
    unusable: int


def collect_training_data(source: Source, dataset: Dataset, scene: Scene, zero_shot: Tensor) -> Job[TrainingData]:
    """Statistics of all training and validation images; test images are not touched.

    Args:
        source: Backbone and cache.
        dataset: The run's images.
        scene: Their views.
        zero_shot: Zero-shot text features (N, D), for the pseudo-labels of an unlabelled domain.

    Raises:
        FolderError: A folder vanished.
        TooFewImagesError: Too few images of a part turned out to be usable.
    """
    views, drawn = scene.views, source.drawing(scene.materials)
    tables_a, lost_a = yield from _tables(drawn, dataset.authorized, views.authorized, dataset.roots[0])
    tables_u, lost_u = yield from _tables(drawn, dataset.unauthorized, views.unauthorized, dataset.roots[1])
    pseudo = None if dataset.labelled else zero_shot
    authorized = DomainData(*(labelled(table, dataset.class_names, None) for table in tables_a))
    unauthorized = DomainData(*(labelled(table, dataset.class_names, pseudo) for table in tables_u))
    return TrainingData(authorized, unauthorized, lost_a + (0 if dataset.is_lone else lost_u))


def _tables(
    source: Source, split: Split, views: SideViews, root: Path
) -> Job[tuple[tuple[FeatureTable, FeatureTable], int]]:
    """Training and validation images of a domain, and how many of them are unusable."""
    train = yield from source.collect(split.train, views.train)
    _require(train, MINIMUM_TRAIN, root, "training")
    validation = yield from source.collect(split.validation, views.validation)
    _require(validation, MINIMUM_VALIDATION, root, "validation")
    return (train, validation), len(train.failures) + len(validation.failures)


def labelled(table: FeatureTable, class_names: tuple[str, ...], pseudo: Tensor | None) -> LabelledStatistics:
    """Join statistics with the classes of their folders, or with zero-shot CLIP's predictions."""
    if pseudo is None:
        labels = torch.tensor(class_indices(table.files, class_names), dtype=torch.long)
    else:
        labels = zero_shot_classes(table.plain().feature, pseudo)
    return LabelledStatistics(table.statistics, labels, len(table.views))


def _require(table: FeatureTable, minimum: int, root: Path, part: str) -> None:
    if len(table) < minimum:
        require_folder(root)  # it may have vanished under the program
        raise TooFewImagesError(f"{root} (its {part} part)", len(table), minimum)
