"""Statistics of a run's images with their classes or pseudo-labels."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from ipclip_app.config import ViewConfig
from ipclip_app.data.domains import ImageFile
from ipclip_app.data.folders import require_folder
from ipclip_app.data.splits import Split
from ipclip_app.errors import TooFewImagesError
from ipclip_app.jobs.dataset import Dataset, class_indices
from ipclip_app.jobs.feature_table import PLAIN, FeatureTable
from ipclip_app.jobs.features import collect_statistics
from ipclip_app.model.backbone import Backbone
from ipclip_app.model.feature_cache import FeatureCache
from ipclip_app.progress import Job
from ipclip_app.training.batches import LabelledStatistics
from ipclip_app.training.task import DomainData

MINIMUM_TRAIN: Final = 2
MINIMUM_VALIDATION: Final = 1


@dataclass(frozen=True, eq=False)
class Source:
    """Where statistics come from: a backbone and the cache of what it has seen."""

    backbone: Backbone
    cache: FeatureCache | None


@dataclass(frozen=True, eq=False)
class TrainingData:
    """Both domains, ready for training, and how many of their images turned out unusable."""

    authorized: DomainData
    unauthorized: DomainData
    unusable: int


def collect_training_data(source: Source, dataset: Dataset, views: ViewConfig, zero_shot: Tensor) -> Job[TrainingData]:
    """Statistics of all training and validation images; test images are not touched.

    Args:
        source: Backbone and cache.
        dataset: The run's images.
        views: Views of training images; validation images are seen plain and mirrored.
        zero_shot: Zero-shot text features (N, D), for the pseudo-labels of an unlabelled domain.

    Raises:
        FolderError: A folder vanished.
        TooFewImagesError: Too few images of a part turned out to be usable.
    """
    tables_a, lost_a = yield from _tables(source, dataset.authorized, views, dataset.roots[0])
    tables_u, lost_u = yield from _tables(source, dataset.unauthorized, views, dataset.roots[1])
    pseudo = None if dataset.labelled else zero_shot
    authorized = DomainData(*(labelled(table, dataset.class_names, None) for table in tables_a))
    unauthorized = DomainData(*(labelled(table, dataset.class_names, pseudo) for table in tables_u))
    return TrainingData(authorized, unauthorized, lost_a + lost_u)


def _tables(
    source: Source, split: Split, views: ViewConfig, root: Path
) -> Job[tuple[tuple[FeatureTable, FeatureTable], int]]:
    """Training and validation images of a domain, and how many of them are unusable."""
    keys = views.keys()
    validation_keys = tuple(key for key in keys if not key.startswith("crop"))
    train = yield from collect_statistics(source.backbone, split.train, keys, source.cache)
    _require(train, MINIMUM_TRAIN, root, "training")
    validation = yield from collect_statistics(source.backbone, split.validation, validation_keys, source.cache)
    _require(validation, MINIMUM_VALIDATION, root, "validation")
    return (train, validation), len(train.failures) + len(validation.failures)


def collect_plain(source: Source, files: tuple[ImageFile, ...], phase: str) -> Job[FeatureTable]:
    """Statistics of images as they are."""
    return (yield from collect_statistics(source.backbone, files, (PLAIN,), source.cache, phase=phase))


def labelled(table: FeatureTable, class_names: tuple[str, ...], pseudo: Tensor | None) -> LabelledStatistics:
    """Join statistics with the classes of their folders, or with zero-shot CLIP's predictions."""
    if pseudo is None:
        labels = torch.tensor(class_indices(table.files, class_names), dtype=torch.long)
    else:
        labels = (table.plain().feature @ pseudo.cpu().T).argmax(dim=1)
    return LabelledStatistics(table.statistics, labels, len(table.views))


def _require(table: FeatureTable, minimum: int, root: Path, part: str) -> None:
    if len(table) < minimum:
        require_folder(root)  # it may have vanished under the program
        raise TooFewImagesError(f"{root} (its {part} part)", len(table), minimum)
