import numpy as np
import pytest

from ipclip_app.watermark.rows import cosines, distances, unit_rows


def test_cosines_and_distances_are_of_rows_of_length_one():
    images, texts = [[2.0, 0.0], [0.0, 3.0], [1.0, 1.0]], [[5.0, 0.0], [4.0, 0.0], [-1.0, -1.0]]

    assert cosines(images, texts) == pytest.approx([1, 0, -1])
    assert distances(images, texts) == pytest.approx([0, np.sqrt(2), 2])


@pytest.mark.parametrize("rows", [[1.0, 2.0], [[0.0, 0.0]], [[np.nan, 1.0]], [[np.inf, 1.0]]])
def test_what_has_no_direction_is_refused(rows: list[float]):
    with pytest.raises(ValueError, match="mbedding"):
        unit_rows(rows)
