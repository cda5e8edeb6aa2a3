import numpy as np
import pytest
from PIL import Image

from ipclip_app.demo.drawing import STYLE_NAMES, draw
from ipclip_app.demo.scenes import CLASS_NAMES

CELLS = [(class_name, style) for class_name in CLASS_NAMES for style in STYLE_NAMES]


@pytest.mark.parametrize(("class_name", "style"), CELLS)
def test_every_class_can_be_drawn_in_every_style(class_name: str, style: str):
    picture = draw(class_name, style, 48, 7)

    assert picture.mode == "RGB"
    assert picture.size == (48, 48)
    assert np.asarray(picture).std() > 5


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_same_seeds_give_the_same_picture(style: str):
    assert draw("fish", style, 48, 3, 1).tobytes() == draw("fish", style, 48, 3, 1).tobytes()


@pytest.mark.parametrize("seeds", [(4, 1), (3, 2), (3,)])
@pytest.mark.parametrize("style", STYLE_NAMES)
def test_other_seeds_give_another_picture(style: str, seeds: tuple[int, ...]):
    assert draw("fish", style, 48, 3, 1).tobytes() != draw("fish", style, 48, *seeds).tobytes()


def test_unknown_style_is_refused():
    with pytest.raises(KeyError, match="oil"):
        draw("fish", "oil", 48, 0)


def test_unknown_class_is_refused():
    with pytest.raises(KeyError, match="dragon"):
        draw("dragon", "photo", 48, 0)


def test_sketches_are_grey_and_bright_beside_cartoons_and_photos():
    saturation, brightness = _channel_means("HSV", 1), _channel_means("L", 0)

    assert max(saturation["sketch"]) < min(saturation["cartoon"] + saturation["photo"])
    assert np.median(brightness["sketch"]) > max(np.median(brightness["cartoon"]), np.median(brightness["photo"]))


def test_cartoons_are_flat_where_photos_have_grain():
    flat = {style: [_flat_share(picture) for picture in _pictures(style)] for style in ("photo", "cartoon")}

    assert max(flat["photo"]) < min(flat["cartoon"])


def _pictures(style: str):
    return [draw(class_name, style, 96, 11, number) for class_name in CLASS_NAMES for number in range(2)]


def _channel_means(mode: str, channel: int):
    return {
        style: [
            float(np.asarray(picture.convert(mode)).reshape(96 * 96, -1)[:, channel].mean())
            for picture in _pictures(style)
        ]
        for style in STYLE_NAMES
    }


def _flat_share(picture: Image.Image):
    steps = np.abs(np.diff(np.asarray(picture.convert("L")).astype(int), axis=1))
    return float((steps == 0).mean())
