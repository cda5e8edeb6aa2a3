"""Pixels equal those of open_clip, and nothing about them is guessed that must be known."""

from typing import Any

import numpy as np
import pytest
import torch
from open_clip.transform import image_transform
from PIL import Image

from ipclip_app.errors import BackboneConfigError
from ipclip_app.model.preprocessing import Preprocessing, square_side

MEAN, STD = (0.5, 0.4, 0.3), (0.2, 0.25, 0.3)
GOOD = {"mean": list(MEAN), "std": list(STD)}


def make_picture(size: tuple[int, int]) -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8))


@pytest.mark.parametrize("resize_mode", ["shortest", "squash", "longest"])
@pytest.mark.parametrize("interpolation", ["bicubic", "bilinear"])
@pytest.mark.parametrize("size", [(50, 31), (17, 60), (20, 20)])
def test_pixels_equal_those_of_open_clip(resize_mode: str, interpolation: str, size: tuple[int, int]):
    settings = {"mean": MEAN, "std": STD, "interpolation": interpolation, "resize_mode": resize_mode}
    expected = image_transform(24, is_train=False, fill_color=7, **settings)(make_picture(size))

    pixels = Preprocessing(24, fill_color=7, **settings).apply(make_picture(size))

    assert pixels.equal(expected)
    assert (pixels.shape, pixels.dtype) == ((3, 24, 24), torch.float32)


def test_absent_settings_mean_the_defaults_of_open_clip():
    read = Preprocessing.from_config(GOOD, 32, "here")

    assert read == Preprocessing(32, MEAN, STD, "bicubic", "shortest", 0)


@pytest.mark.parametrize("key", ["mean", "std"])
def test_missing_mean_or_std_is_an_error_with_a_remedy(key: str):
    content = {name: value for name, value in GOOD.items() if name != key}

    with pytest.raises(BackboneConfigError, match=f"no {key}; write the {key}"):
        Preprocessing.from_config(content, 32, "here")


@pytest.mark.parametrize(
    "wrong",
    [
        {"mean": [0.5, 0.5]},
        {"mean": ["a", 0.5, 0.5]},
        {"mean": [float("nan"), 0.5, 0.5]},
        {"std": [0.2, 0.0, 0.2]},
        {"size": 64},
        {"interpolation": "nearest"},
        {"resize_mode": "stretch"},
        {"mode": "L"},
        {"fill_color": 300},
    ],
)
def test_a_wrong_setting_is_an_error(wrong: dict[str, Any]):
    with pytest.raises(BackboneConfigError, match="here"):
        Preprocessing.from_config(GOOD | wrong, 32, "here")


@pytest.mark.parametrize("size", [32, [32, 32], (3, 32, 32)])
def test_the_size_may_be_written_in_each_of_the_known_ways(size: object):
    assert Preprocessing.from_config(GOOD | {"size": size}, 32, "here").size == 32


def test_one_number_stands_for_all_channels():
    assert Preprocessing.from_config({"mean": 0.5, "std": 0.2}, 32, "here").mean == (0.5, 0.5, 0.5)


def test_random_interpolation_means_bicubic_outside_training():
    read = Preprocessing.from_config(GOOD | {"interpolation": "random"}, 32, "here")

    assert read.interpolation == "bicubic"


def test_settings_survive_json():
    settings = Preprocessing(24, MEAN, STD, "bilinear", "longest", 9)

    assert Preprocessing.from_config(settings.to_json(), 24, "here") == settings


@pytest.mark.parametrize("size", [None, 0, -3, True, [32, 16], [32], "32"])
def test_anything_but_a_square_has_no_side(size: object):
    assert square_side(size) is None
