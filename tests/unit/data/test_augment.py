import hashlib
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ipclip_app.config import ViewConfig
from ipclip_app.data import augment
from ipclip_app.data.augment import Materials, at_size, draw_view, draw_views
from ipclip_app.data.rand_augment import reference_style
from ipclip_app.data.trigger import GRID
from ipclip_app.ownership.design import FIRST_CONTROL

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


ID = GRID.identity
MATERIALS = Materials(32, GRID, lambda image, index, _: image.point(lambda value: (value + index) % 256),
                      reference_style)  # fmt: skip


def pixels(view: str) -> np.ndarray:
    return np.asarray(draw_view(IMAGE, view, DIGEST, MATERIALS))


def test_stages_follow_each_other_from_left_to_right():
    stamped = GRID.stamp(IMAGE)

    assert (pixels(f"trigger.{ID}") == np.asarray(stamped)).all()
    assert (pixels(f"trigger.{ID}+flip") == np.asarray(stamped)[:, ::-1]).all()


def test_controls_are_drawn_for_each_image_and_those_of_different_views_have_nothing_in_common():
    drawn = {
        index: {augment._control_number(f"control.{ID}.{index}", index, f"{image:064x}") for image in range(400)}
        for index in (0, 1, 1000)
    }

    assert (pixels(f"control.{ID}.3") == np.asarray(GRID.control(number(3)).stamp(IMAGE))).all()
    assert min(len(numbers) for numbers in drawn.values()) > 200
    assert not drawn[0] & drawn[1] | drawn[0] & drawn[1000] | drawn[1] & drawn[1000]
    assert max(drawn[1000]) < FIRST_CONTROL // 2


def number(index: int) -> int:
    return augment._control_number(f"control.{ID}.{index}", index, DIGEST)


def test_a_trigger_is_stamped_before_any_resizing_and_a_style_drawn_after_it():
    expected = np.asarray(at_size(GRID.stamp(IMAGE), 32).point(lambda value: (value + 5) % 256))

    assert (pixels(f"trigger.{ID}+style5.00ff") == expected).all()


def test_a_crop_shows_the_same_part_with_and_without_a_trigger():
    plain, stamped = pixels("crop0-0.6"), pixels(f"trigger.{ID}+crop0-0.6")

    assert plain.shape == stamped.shape
    assert np.corrcoef(plain.ravel(), stamped.ravel())[0, 1] > 0.2


def test_views_of_one_stamp_share_it_and_are_those_drawn_alone(monkeypatch: pytest.MonkeyPatch):
    views = (f"trigger.{ID}", f"trigger.{ID}+flip", "plain", f"control.{ID}.1", f"control.{ID}.1+flip", "rand2")
    expected = [pixels(view) for view in views]
    stamped: list[object] = []
    stage = augment._stage
    monkeypatch.setattr(augment, "_stage", lambda *given: stamped.append(given[1]) or stage(*given))

    drawn = [np.asarray(view) for view in draw_views(IMAGE, views, DIGEST, MATERIALS)]

    assert all((one == other).all() for one, other in zip(drawn, expected, strict=True))
    assert stamped.count(f"trigger.{ID}") == stamped.count(f"control.{ID}.1") == 1


def test_random_styles_differ_by_number_and_content_and_agree_with_themselves():
    assert (pixels("rand0") == pixels("rand0")).all()
    assert (pixels("rand0") != pixels("rand1")).any()
    assert (pixels("rand0") != np.asarray(draw_view(IMAGE, "rand0", "0" * 64, MATERIALS))).any()
    assert pixels("rand0").shape == (32, 43, 3)


@pytest.mark.parametrize("view", [f"trigger.{ID}", f"control.{ID}.0", "style0.ff", "rand0"])
def test_a_view_that_needs_more_than_there_is_is_refused(view: str):
    with pytest.raises(ValueError, match="no view named"):
        draw_view(IMAGE, view, DIGEST)


@pytest.mark.parametrize("view", ["trigger.00", "trigger.", f"control.{ID}", f"control.{ID}.-1", "plain+flip", "flip+"])
def test_a_view_of_another_trigger_or_form_is_refused(view: str):
    with pytest.raises(ValueError, match="no view named"):
        draw_view(IMAGE, view, DIGEST, MATERIALS)


@pytest.mark.parametrize(("size", "expected"), [((64, 32), (64, 32)), ((100, 50), (64, 32)), ((20, 10), (64, 32))])
def test_a_picture_is_brought_to_the_size_of_its_shorter_side(size: tuple[int, int], expected: tuple[int, int]):
    assert at_size(Image.new("RGB", size), 32).size == expected
