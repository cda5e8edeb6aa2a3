"""A feature table finds its rows by image and view."""

from pathlib import Path

import pytest
import torch

from ipclip_app.data.domains import ImageFile
from ipclip_app.jobs.feature_table import FeatureTable
from ipclip_app.model.statistics import ImageStatistics


@pytest.fixture
def table() -> FeatureTable:
    """Three images, two views; the mean of a row tells image and view as tens and ones."""
    files = tuple(ImageFile(Path(str(index)), None, str(index)) for index in range(3))
    mean = torch.tensor([[0.0], [1], [10], [11], [20], [21]])
    return FeatureTable(files, ("plain", "flip"), ImageStatistics(torch.ones(6, 1), mean, torch.ones(6, 1)))


def test_a_view_has_one_row_per_image_in_order(table: FeatureTable):
    assert table.view("flip").mean[:, 0].tolist() == [1, 11, 21]
    assert table.plain().mean[:, 0].tolist() == [0, 10, 20]


def test_a_view_shares_the_memory_of_the_table(table: FeatureTable):
    assert table.view("flip").mean.data_ptr() == table.statistics.mean[1].data_ptr()


def test_an_unknown_view_is_refused(table: FeatureTable):
    with pytest.raises(ValueError, match="crop"):
        table.view("crop0-0.6")


def test_a_table_with_a_row_too_few_is_refused(table: FeatureTable):
    with pytest.raises(ValueError, match="5 rows for 3 images x 2 views"):
        FeatureTable(table.files, table.views, table.statistics[:5])
