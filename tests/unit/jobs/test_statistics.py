"""Images get the classes of their folders, or zero-shot CLIP's predictions."""

from pathlib import Path

import torch

from ipclip_app.data.domains import ImageFile
from ipclip_app.jobs.feature_table import FeatureTable
from ipclip_app.jobs.statistics import labelled
from ipclip_app.model.statistics import ImageStatistics

NAMES = ("bike", "clock", "dog")
ZERO_SHOT = torch.nn.functional.normalize(torch.randn(3, 8, generator=torch.Generator().manual_seed(1)), dim=1)


def _table(classes: list[str | None]) -> FeatureTable:
    feature = torch.randn(2 * len(classes), 8, generator=torch.Generator().manual_seed(0))
    feature = torch.nn.functional.normalize(feature, dim=1)
    files = tuple(ImageFile(Path(f"{index}.png"), name, f"{index}") for index, name in enumerate(classes))
    return FeatureTable(files, ("plain", "flip"), ImageStatistics(feature, feature + 1, feature.abs() + 1))


def test_labels_are_the_positions_of_the_folders_among_the_classes():
    data = labelled(_table(["dog", "bike", "dog", "clock"]), NAMES, None)

    assert data.labels.tolist() == [2, 0, 2, 1]
    assert data.views == 2
    assert len(data) == 4


def test_pseudo_labels_are_the_nearest_zero_shot_classes_of_the_plain_views():
    table = _table([None] * 12)

    data = labelled(table, NAMES, ZERO_SHOT)

    plain = table.statistics.feature[::2]
    expected = [max(range(3), key=lambda name: float(image @ ZERO_SHOT[name])) for image in plain]
    assert data.labels.tolist() == expected
    assert set(expected) == {0, 1, 2}
