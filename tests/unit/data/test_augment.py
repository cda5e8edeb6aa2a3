import hashlib
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ipclip_app.config import ViewConfig
from ipclip_app.data import augment
from ipclip_app.data.augment import draw_view

IMAGE = Image.fromarray(np.random.default_rng(3).integers(0, 256, (90, 120, 3), dtype=np.uint8))
DIGEST = hashlib.sha256(b"image").hexdigest()


def test_the_plain_view_is_the_image_and_the_flip_its_mirror():
    assert draw_view(IMAGE, "plain", DIGEST) is IMAGE
    assert (np.asarray(draw_view(IMAGE, "flip", DIGEST)) == np.asarray(IMAGE)[:, ::-1]).all()


@pytest.mark.parametrize("view", ["", "mirror", "crop", "crop1", "crop-1-0.5", "crop0-0", "crop0-1.5", "crop0-nan"])
def test_unknown_views_are_refused(view: str):
    with pytest.raises(ValueError, match="no view named"):
        draw_view(IMAGE, view, DIGEST)


def test_every_configured_view_is_known():
    views = ViewConfig(crops=16, crop_scale=0.00001).keys()

    for view in views:
        assert draw_view(IMAGE, view, DIGEST).mode == "RGB"


def test_a_crop_depends_on_its_name_and_the_content_alone():
    random.seed(0)
    first = draw_view(IMAGE, "crop0-0.3", DIGEST).tobytes()
    random.seed(1)
    state = random.getstate()

    assert draw_view(IMAGE, "crop0-0.3", DIGEST).tobytes() == first
    assert random.getstate() == state
    assert draw_view(IMAGE, "crop1-0.3", DIGEST).tobytes() != first
    assert draw_view(IMAGE, "crop0-0.3", "0" * 64).tobytes() != first


def test_crops_are_square_and_keep_detail():
    view = draw_view(IMAGE, "crop0-0.6", DIGEST)

    assert view.width == view.height
    assert view.width**2 >= 0.6 * 120 * 90


@given(st.integers(16, 400), st.integers(16, 400), st.floats(0.05, 1), st.randoms(use_true_random=False))
def test_crops_lie_inside_and_keep_the_promised_area_and_aspect(
    width: int, height: int, share: float, generator: random.Random
):
    left, top, right, bottom = augment._draw_box((width, height), share, generator)

    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    crop_width, crop_height = right - left, bottom - top
    assert (crop_width - 0.5) * 3 <= (crop_height + 0.5) * 4
    assert (crop_height - 0.5) * 3 <= (crop_width + 0.5) * 4
    possible = min(share * width * height, min(width, height) ** 2)
    assert (crop_width + 0.5) * (crop_height + 0.5) >= possible


def test_a_very_long_image_gives_its_largest_permitted_crop():
    assert augment._draw_box((1000, 60), 0.9, augment._generator("crop0-0.9", DIGEST)) == (460, 0, 540, 60)


def test_some_crops_are_mirrored_and_some_are_not():
    image = Image.new("RGB", (64, 64), "black")
    image.paste("white", (48, 0, 64, 64))
    crops = [draw_view(image, f"crop{index}-0.9", DIGEST) for index in range(16)]
    white_on_the_right = {crop.getpixel((crop.width - 1, 5)) == (255, 255, 255) for crop in crops}
    assert white_on_the_right == {True, False}
