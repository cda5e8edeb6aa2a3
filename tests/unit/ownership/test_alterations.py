"""Alterations do what their names say."""

import numpy as np
import pytest
from PIL import Image

from ipclip_app.ownership.alterations import ALTERATIONS


@pytest.fixture
def image() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 255, (40, 60, 3), dtype=np.uint8))


@pytest.mark.parametrize(
    ("name", "size"), [("none", (60, 40)), ("jpeg_50", (60, 40)), ("half_size", (30, 20)), ("crop_10", (54, 36))]
)
def test_alterations_keep_their_promise(image: Image.Image, name: str, size: tuple[int, int]):
    altered = ALTERATIONS[name](image)
    assert (altered.size, altered.mode) == (size, "RGB")
    assert (altered.tobytes() == image.tobytes()) is (name == "none")


def test_crop_takes_the_middle(image: Image.Image):
    assert ALTERATIONS["crop_10"](image).tobytes() == image.crop((3, 2, 57, 38)).tobytes()
